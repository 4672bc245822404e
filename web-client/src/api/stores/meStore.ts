import type { Action, Me } from '@diem-cau/signaling-contract/office'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { accountStore } from '../client/account.ts'
import { failureCode } from '../client/RequestFailed.ts'
import { securityApi } from '../office/securityApi.ts'

/** What the one who is signed in may do; null until it is known. Only to show or hide: the server decides. */
const meStore = createStore<{ readonly me: Me | null; readonly failure: unknown; readonly attempt: number }>(() => ({ me: null, failure: null, attempt: 0 }))

/** Without it the page shows less than one may do: it is asked for again by itself. Milliseconds. */
const AGAIN_MS = 15_000

/** Asks again, after roles or the account have changed. */
export async function refreshMe(signal?: AbortSignal): Promise<void> {
  const me = await securityApi.me(signal)
  const account = accountStore.getState()
  if (account.status === 'signedIn' && account.account.accountId === me.accountId) meStore.setState({ me, failure: null })
}

export function useMe(): Me | null {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  const me = useStore(meStore, (state) => state.me)
  return me?.accountId === accountId ? me : null
}

/** Why it is not known, for pages that can do nothing without it. */
export function useMeFailure(): { readonly failure: unknown; readonly askAgain: () => void } {
  const failure = useStore(meStore, (state) => state.failure)
  return { failure, askAgain }
}

function askAgain(): void {
  meStore.setState(({ attempt }) => ({ failure: null, attempt: attempt + 1 }))
}

/** Keeps it fresh while the pages of the office are shown. */
export function useMeLoader(): void {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  const attempt = useStore(meStore, (state) => state.attempt)
  const failure = useStore(meStore, (state) => state.failure)
  useEffect(() => {
    if (accountId === null) return
    const abort = new AbortController()
    refreshMe(abort.signal).catch((failure: unknown) => {
      if (failureCode(failure) !== 'aborted') meStore.setState({ failure })
    })
    return () => abort.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt asks again
  }, [accountId, attempt])
  useEffect(() => {
    if (failure === null) return
    const timer = setTimeout(askAgain, AGAIN_MS)
    return () => clearTimeout(timer)
  }, [failure])
}

export function useMay(action: Action): boolean {
  return useMe()?.actions.includes(action) ?? false
}
