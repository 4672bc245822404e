import { useStore } from 'zustand'
import { roomQueries } from '../../../../api/office/roomsApi.ts'
import { useLoad } from '../../../../api/loading/useLoad.ts'
import { accountStore } from '../../../../api/client/account.ts'
import { useMeetingScope } from '../../scope/MeetingContext.ts'
import { personText } from '../../../people/personText.ts'

/**
 * The names of those who were to sit in this room, as was said before the meeting; none where this is no room, or the
 * list does not come.
 */
export function useSeatedNames(): readonly string[] {
  const { detail } = useMeetingScope()
  const roomId = useStore(accountStore, (state) =>
    state.status === 'signedIn' && state.account.kind === 'room' ? state.account.accountId : null,
  )
  const { data } = useLoad(roomId === null ? null : roomQueries.seated(detail.meetingId, roomId))
  return data ? data.people.map(personText) : []
}
