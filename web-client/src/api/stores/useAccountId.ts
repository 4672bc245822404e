import { useStore } from 'zustand'
import { accountStore } from '../client/account.ts'

/** The id of the account that is signed in; null when nobody is. */
export const useAccountId = (): string | null =>
  useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
