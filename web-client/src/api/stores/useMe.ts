import type { Action, Me } from '@diem-cau/signaling-contract/office'
import { useQuery } from '@tanstack/react-query'
import { query } from '../loading/query.ts'
import { invalidate, queryClient } from '../loading/queryClient.ts'
import { securityApi } from '../office/securityApi.ts'
import { useAccountId } from './useAccountId.ts'

/**
 * An account that could not be loaded is asked for again by itself after this time (ms): without it the page shows less
 * than a person may do.
 */
const AGAIN_MS = 15_000

const SUBJECT = 'me'
const meQuery = (accountId: string | null) =>
  query([SUBJECT, accountId], (signal) => securityApi.me(signal), { staleTime: Infinity, gcTime: Infinity })

/** Reads the account that useMeLoader keeps; this asks nothing. */
function useKept() {
  return useQuery({ ...meQuery(useAccountId()), enabled: false }, queryClient)
}

/** Asks again, because roles or the account have changed. */
export const refreshMe = (): void => invalidate([SUBJECT])

/**
 * The rights of the account that is signed in; null until they are known. They only show or hide: the server decides.
 */
export const useMe = (): Me | null => useKept().data ?? null

/** The reason why they are not known, for pages that can do nothing without them. */
export const useMeFailure = (): { readonly failure: unknown; readonly askAgain: () => void } => ({
  failure: useKept().error,
  askAgain: refreshMe,
})

/** Keeps the rights fresh while the pages of the office are shown. */
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
