import type { RequestData, RequestId, RequestResponse } from '@diem-cau/signaling-contract'
import type { Place } from '../../live/meeting/MeetingHost.ts'
import type { OperationsDesk, RoomPlace, Watcher } from '../../operations/desk/OperationsDesk.ts'
import { conductHandlers } from './conductHandlers.ts'

/** The place of a client as operations names it. */
export const roomOf = ({ host, member }: Place): RoomPlace => ({
  meetingId: host.meeting.meetingId,
  participantId: member.participantId,
})

/** The part of a client's socket that is needed here. */
type Asking = Watcher & { readonly place: Place }

/** The table of what requests about operations do, and complaints, which belong to what a technician looks at later. */
export const operationsHandlers = (desk: OperationsDesk) => ({
  'endpoint:report': async (data: RequestData<'endpoint:report'>, { place }: Asking) => {
    desk.onReport(roomOf(place), data)
    return {}
  },
  'endpoint:event': async (data: RequestData<'endpoint:event'>, { place }: Asking) => {
    desk.onDevice(roomOf(place), data)
    return {}
  },
  'endpoint:diagnosis': async (data: RequestData<'endpoint:diagnosis'>, { place }: Asking) => {
    desk.onDiagnosis(roomOf(place), data)
    return {}
  },
  'operations:watch': ({ view }: RequestData<'operations:watch'>, client: Asking) => desk.watch(client, view),
  'operations:unwatch': async (_: RequestData<'operations:unwatch'>, client: Asking) => {
    desk.unwatch(client)
    return {}
  },
  'complaint:send': async (
    data: RequestData<'complaint:send'>,
    client: Asking,
    requestId: RequestId,
  ): Promise<RequestResponse<'complaint:send'>> => {
    const answer = await conductHandlers['complaint:send'](data, client, requestId)
    desk.onComplaint(roomOf(client.place), data)
    return answer
  },
})
