import { useStore } from 'zustand'
import { accountStore } from '../client/account.ts'

/** Who is signed in; null: nobody. */
export const useAccountId = (): string | null =>
  useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
