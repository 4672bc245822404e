import { useStore } from 'zustand'
import { accountStore } from '../../../api/client/account.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { boardQueries } from '../../../api/office/boardApi.ts'

/** True on the PC of a room that has a camera of the network (SPEC 23.13). */
export function useNetworkCamera(): boolean {
  const roomId = useStore(accountStore, (state) =>
    state.status === 'signedIn' && state.account.kind === 'room' ? state.account.accountId : null,
  )
  const { data } = useLoad(roomId === null ? null : boardQueries.camera(roomId))
  return data?.camera != null
}
