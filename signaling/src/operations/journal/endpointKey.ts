import type { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { ResourceId } from '@diem-cau/signaling-contract/operations'

/** The key of somebody's line in a meeting. */
export const endpointKey = (meetingId: MeetingId, participantId: ParticipantId): ResourceId =>
  ResourceId.parse(`endpoint:${meetingId}/${participantId}`)
