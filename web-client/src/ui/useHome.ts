import { useStore } from 'zustand'
import { accountStore } from '../api/client/account.ts'

/**
 * The key of the words for "/", as the account that is signed in has it; null for a guest, who has a link to one
 * meeting and no pages.
 */
export function useHome(): 'common.backToList' | 'common.backToRoom' | null {
  const kind = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.kind : 'person'))
  return kind === 'guest' ? null : kind === 'room' ? 'common.backToRoom' : 'common.backToList'
}
