import {
  type cameraRequests,
  MeetingError,
  type MeetingState,
  type MovableCamera,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Deciders } from '../core/subject.ts'

/** Cameras that who conducts moves from afar (SPEC 24.1 to 24.3). */
export const decideCameras: Deciders<typeof cameraRequests, 'camera:move'> = {
  'camera:offer': ({ conduct }, { data: { moves, places } }, { participantId }) => {
    // The room refused while its offer was on its way.
    if (conduct.cameraRefused[participantId]) return []
    const offered = { moves: [...new Set(moves)], places: [...new Set(places)] }
    return isSame(conduct.movableCameras[participantId], offered)
      ? []
      : [{ type: 'cameraOffered', participantId, ...offered }]
  },
  'camera:refuse': ({ conduct }, { data: { refused } }, { participantId }) =>
    (conduct.cameraRefused[participantId] === true) === refused
      ? []
      : [{ type: 'cameraRefused', participantId, refused }],
  'camera:take': (state, { data: { participantId } }, asker) => {
    const camera = movableCamera(state, participantId)
    if (camera instanceof MeetingError) return camera
    return camera.mover === asker.participantId ? [] : [{ type: 'cameraTaken', participantId, by: asker.participantId }]
  },
  'camera:letGo': ({ conduct }, { data: { participantId } }, asker) =>
    // Whoever took it over meanwhile keeps it.
    conduct.movableCameras[participantId]?.mover === asker.participantId
      ? [{ type: 'cameraLetGo', participantId, by: asker.participantId }]
      : [],
}

/** The camera of a room that may be moved from afar, or why there is none. */
export function movableCamera(
  { participants, conduct }: MeetingState,
  participantId: ParticipantId,
): MovableCamera | MeetingError {
  if (!participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
  return (
    conduct.movableCameras[participantId] ??
    new MeetingError('cameraNotMovable', 'the room does not allow it, or its camera cannot be moved')
  )
}

type Offered = Pick<MovableCamera, 'moves' | 'places'>

function isSame(before: Offered | undefined, { moves, places }: Offered): boolean {
  if (!before) return moves.length === 0
  return before.moves.join() === moves.join() && before.places.join() === places.join()
}
