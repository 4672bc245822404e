import { MeetingError, type MeetingEvent, type MeetingState, type Participant } from '@diem-cau/signaling-contract'
import { closed, producersOf } from '../core/producers.ts'
import type { ConductRequest } from '../core/ConductCommand.ts'

type SourceRequest = Extract<ConductRequest, { type: `camera:${string}` | 'screen:stop' }>

/** Pictures that who conducts stops (SPEC 5.10, 9.6). */
export function decideSources(state: MeetingState, request: SourceRequest, asker: Participant): MeetingEvent[] | MeetingError {
  const { conduct } = state
  const by = asker.participantId
  if (request.type === 'camera:consent') return conduct.cameraStopped[by] ? [{ type: 'cameraConsented', participantId: by }] : []
  const { participantId } = request.data
  if (!state.participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
  if (participantId === conduct.actingChair && participantId !== by) return new MeetingError('forbidden', 'the chair is not stopped')
  const sent = producersOf(state, participantId)
  switch (request.type) {
    case 'camera:stop':
      if (conduct.cameraStopped[participantId]) return []
      return [{ type: 'cameraStopped', participantId, by }, ...closed(sent.filter(({ source }) => source === 'camera'), 'stopped')]
    case 'screen:stop':
      return [
        ...(conduct.mayShare[participantId] ? [{ type: 'shareAllowed' as const, participantId, allowed: false, by }] : []),
        ...closed(sent.filter(({ source }) => source === 'screen' || source === 'screenAudio'), 'stopped'),
      ]
    default:
      return request satisfies never
  }
}
