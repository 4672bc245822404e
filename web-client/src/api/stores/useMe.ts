import type { Action, Me } from '@diem-cau/signaling-contract/office'
import { useQuery } from '@tanstack/react-query'
import { query } from '../loading/query.ts'
import { invalidate, queryClient } from '../loading/queryClient.ts'
import { securityApi } from '../office/securityApi.ts'
import { useAccountId } from './useAccountId.ts'

/** Without it the page shows less than one may do: it is asked for again by itself. Milliseconds. */
const AGAIN_MS = 15_000

const SUBJECT = 'me'
const meQuery = (accountId: string | null) =>
  query([SUBJECT, accountId], (signal) => securityApi.me(signal), { staleTime: Infinity, gcTime: Infinity })

/** As useMeLoader has it; this asks nothing. */
function useKept() {
  return useQuery({ ...meQuery(useAccountId()), enabled: false }, queryClient)
}

/** Asks again, after roles or the account have changed. */
export const refreshMe = (): void => invalidate([SUBJECT])

/** What the one who is signed in may do; null until it is known. Only to show or hide: the server decides. */
export const useMe = (): Me | null => useKept().data ?? null

/** Why it is not known, for pages that can do nothing without it. */
export const useMeFailure = (): { readonly failure: unknown; readonly askAgain: () => void } => ({
  failure: useKept().error,
  askAgain: refreshMe,
})

/** Keeps it fresh while the pages of the office are shown. */
export function useMeLoader(): void {
  const accountId = useAccountId()
  useQuery(
    {
      ...meQuery(accountId),
      enabled: accountId !== null,
      refetchOnMount: 'always',
      refetchInterval: ({ state }) => (state.status === 'error' ? AGAIN_MS : false),
    },
    queryClient,
  )
}

export function useMay(action: Action): boolean {
  return useMe()?.actions.includes(action) ?? false
}
