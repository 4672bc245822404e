import { notifyManager, QueryClient, type QueryKey } from '@tanstack/react-query'
import { accountStore, type AccountState } from '../client/account.ts'
import { RequestFailed } from '../client/RequestFailed.ts'

/** A line that was gone for a moment is there again by then, in milliseconds. */
const AGAIN_MS = 1_000
/** Nobody waits longer than this without a word, in seconds. */
const PATIENCE_SEC = 5

/** What may be answered when it is asked once more: the line or a part of the server was away. What was refused or asked wrongly stays so. */
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
      // Without a line it says so at once, instead of waiting for what browsers think of the line.
      networkMode: 'always',
    },
  },
})

// What an answer changes is shown together with what whoever awaited it does next.
notifyManager.setScheduler(queueMicrotask)

const accountOf = (state: AccountState): string | null => (state.status === 'signedIn' ? state.account.accountId : null)

// What one account was told is not for the next one, nor for whoever sits there after it has signed out.
accountStore.subscribe((now, before) => {
  if (accountOf(before) !== null && accountOf(now) !== accountOf(before)) queryClient.clear()
})

/** Something of this subject was changed: what views show of it is asked for again. */
export const invalidate = (subject: QueryKey): void => void queryClient.invalidateQueries({ queryKey: subject })
