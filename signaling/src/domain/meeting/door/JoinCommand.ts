import type { DeviceId, EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Invitation, PlannedMeeting } from '../../office/PlannedMeeting.ts'

export type JoinCommand = {
  readonly type: 'join'
  readonly schedule: PlannedMeeting
  /** null when the account is not invited. */
  readonly invitation: Invitation | null
  /** True when someone who is not invited may know that the meeting exists. */
  readonly mayKnow: boolean
  readonly participantId: ParticipantId
  /** The endpoint to use unless the one of `resume` goes on. */
  readonly endpointId: EndpointId
  readonly deviceId: DeviceId
  readonly deviceName: string
  readonly takeover: boolean
  readonly resume: EndpointId | null
  /** Most that the meeting takes; as `decideJoin` has it unless told. */
  readonly maxParticipants?: number
}
