import { useStore } from 'zustand'
import { accountStore } from '../../api/client/account.ts'

/** True on the PC of a meeting room, where nobody sits at a keyboard. */
export const useOwnRoom = (): boolean =>
  useStore(accountStore, (state) => state.status === 'signedIn' && state.account.kind === 'room')
