import type { Action, Me } from '@diem-cau/signaling-contract/office'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { accountStore } from '../signaling/account.ts'
import { securityApi } from './securityApi.ts'

/** What the one who is signed in may do; null until it is known. Only to show or hide: the server decides. */
const meStore = createStore<{ readonly me: Me | null }>(() => ({ me: null }))

/** Asks again, after roles or the account have changed. */
export async function refreshMe(signal?: AbortSignal): Promise<void> {
  const me = await securityApi.me(signal)
  const account = accountStore.getState()
  if (account.status === 'signedIn' && account.account.accountId === me.accountId) meStore.setState({ me })
}

export function useMe(): Me | null {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  const me = useStore(meStore, (state) => state.me)
  return me?.accountId === accountId ? me : null
}

/** Keeps it fresh while the pages of the office are shown. */
export function useMeLoader(): void {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  useEffect(() => {
    if (accountId === null) return
    const abort = new AbortController()
    // Without it the page shows less; whatever is then asked says what is wrong.
    refreshMe(abort.signal).catch(() => undefined)
    return () => abort.abort()
  }, [accountId])
}

export function useMay(action: Action): boolean {
  return useMe()?.actions.includes(action) ?? false
}
