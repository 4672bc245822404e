import { notifyManager, QueryClient, type QueryKey } from '@tanstack/react-query'
import { accountStore, type AccountState } from '../client/account.ts'
import { RequestFailed } from '../client/RequestFailed.ts'

/** A connection that was gone for a moment is there again after this time, in milliseconds. */
const AGAIN_MS = 1_000
/**
 * A server that asks for a longer wait than this is not waited for, in seconds: a person would sit there without a
 * word.
 */
const PATIENCE_SEC = 5

/**
 * Says which failures may pass when the same is asked once more: the connection or a part of the server was away. A
 * request that was refused, or was wrong, stays so.
 */
function mayPass(failures: number, error: unknown): boolean {
  if (failures > 0 || !(error instanceof RequestFailed)) return false
  return (
    error.code === 'network' ||
    (error.body?.category === 'unavailable' && (error.body.retryAfterSec ?? 0) <= PATIENCE_SEC)
  )
}

/**
 * Our rules for all that views ask the server: each view that comes asks anew (forms begin with what is there), views that
 * are there at the same time share an answer, what came last stays while it is asked for again. Not in a React context:
 * only the parts that ask bring it along, the way into a meeting does not.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      gcTime: 0,
      staleTime: 0,
      retry: mayPass,
      retryDelay: (_failures, error) =>
        error instanceof RequestFailed && error.body?.retryAfterSec ? error.body.retryAfterSec * 1_000 : AGAIN_MS,
      refetchOnWindowFocus: false,
      // Without a connection a query fails at once, instead of waiting for the browser to believe in one.
      networkMode: 'always',
    },
  },
})

// Changes are shown together with what the code that awaited the answer does next, not a tick later.
notifyManager.setScheduler(queueMicrotask)

const accountOf = (state: AccountState): string | null => (state.status === 'signedIn' ? state.account.accountId : null)

// Answers for one account are not for the next one, nor for whoever sits there after it has signed out.
accountStore.subscribe((now, before) => {
  if (accountOf(before) !== null && accountOf(now) !== accountOf(before)) queryClient.clear()
})

/** Asks again for all that views show of this subject, because something of it was changed. */
export const invalidate = (subject: QueryKey): void => void queryClient.invalidateQueries({ queryKey: subject })
