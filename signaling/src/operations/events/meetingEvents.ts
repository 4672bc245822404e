import type { LoggedEvent, MeetingState, ParticipantId } from '@diem-cau/signaling-contract'
import type { OperationEventKind } from '@diem-cau/signaling-contract/operations'
import { endpointKey } from '../journal/endpointKey.ts'
import type { NewEvent } from './EventStore.ts'

type Named = { readonly name: string; readonly unit: { readonly code: NewEvent['unitCode'] } | null }

/**
 * What of a meeting's events a technician looks for later. Pure.
 * @param before the state that they were committed to, which still has those who left
 * @param after with those who joined
 */
export function meetingEvents(
  events: readonly LoggedEvent[],
  before: Pick<MeetingState, 'participants'>,
  after: MeetingState,
): NewEvent[] {
  const { meetingId } = after
  const told: NewEvent[] = []
  const lostMedia = new Set<ParticipantId>()
  const ofMeeting = (kind: OperationEventKind, at: number) =>
    told.push({ at, kind, resource: null, meetingId, unitCode: after.hostUnit.code, name: after.title, detail: '' })
  const ofRoom = (kind: OperationEventKind, at: number, participantId: ParticipantId, detail = '') => {
    const who: Named | undefined = after.participants[participantId] ?? before.participants[participantId]
    told.push({
      at,
      kind,
      resource: endpointKey(meetingId, participantId),
      meetingId,
      unitCode: who?.unit?.code ?? null,
      name: who?.name ?? '',
      detail,
    })
  }
  for (const { at, event } of events) {
    switch (event.type) {
      case 'meetingOpened':
        ofMeeting('meetingOpened', at)
        break
      case 'meetingEnded':
        ofMeeting('meetingClosed', at)
        break
      case 'participantJoined':
        ofRoom('joined', at, event.participantId, event.deviceName)
        break
      case 'endpointReplaced':
        ofRoom('joined', at, event.participantId, event.deviceName)
        break
      case 'participantLeft':
        ofRoom('left', at, event.participantId, event.reason)
        break
      case 'lineLost':
        ofRoom('lineLost', at, event.participantId)
        break
      case 'lineRestored':
        ofRoom('lineBack', at, event.participantId)
        break
      case 'floorGranted':
        ofRoom('floorGranted', at, event.participantId, event.speaker)
        break
      case 'producerClosed':
        // Microphone, camera and screen are lost together: that is one event.
        if (event.reason === 'mediaLost' && !lostMedia.has(event.participantId)) {
          lostMedia.add(event.participantId)
          ofRoom('mediaLost', at, event.participantId)
        }
        break
      default:
        break
    }
  }
  return told
}
