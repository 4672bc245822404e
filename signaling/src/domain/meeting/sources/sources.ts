import {
  MeetingError,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type sourceRequests,
} from '@diem-cau/signaling-contract'
import { closed, producersOf } from '../core/producers.ts'
import type { Deciders } from '../core/subject.ts'

/** Pictures that who conducts stops (SPEC 5.10, 9.6). */
export const decideSources: Deciders<typeof sourceRequests, 'complaint:send' | 'endpoint:troubles'> = {
  'camera:consent': ({ conduct }, _request, { participantId }) =>
    conduct.cameraStopped[participantId] ? [{ type: 'cameraConsented', participantId }] : [],
  'camera:stop': (state, { data: { participantId } }, asker) => {
    const refused = mayNotStop(state, participantId, asker)
    if (refused) return refused
    if (state.conduct.cameraStopped[participantId]) return []
    const cameras = producersOf(state, participantId).filter(({ source }) => source === 'camera')
    return [{ type: 'cameraStopped', participantId, by: asker.participantId }, ...closed(cameras, 'stopped')]
  },
  'screen:stop': (state, { data: { participantId } }, asker) => {
    const refused = mayNotStop(state, participantId, asker)
    if (refused) return refused
    const screens = producersOf(state, participantId).filter(
      ({ source }) => source === 'screen' || source === 'screenAudio',
    )
    return [
      ...(state.conduct.mayShare[participantId]
        ? [{ type: 'shareAllowed' as const, participantId, allowed: false, by: asker.participantId }]
        : []),
      ...closed(screens, 'stopped'),
    ]
  },
}

function mayNotStop(
  { participants, conduct }: MeetingState,
  participantId: ParticipantId,
  asker: Participant,
): MeetingError | null {
  if (!participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
  return participantId === conduct.actingChair && participantId !== asker.participantId
    ? new MeetingError('forbidden', 'the chair is not stopped')
    : null
}
