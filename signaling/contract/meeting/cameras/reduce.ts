import type { ParticipantId } from '../../core/ids.ts'
import type { Seat } from '../../core/seat.ts'
import type { Change, People, Reducers } from '../core/subject.ts'
import { withoutKey } from '../core/withoutKey.ts'
import type { CameraEvent } from './events.ts'
import type { CamerasSlice, MovableCamera } from './state.ts'

/** Whoever acts as the chair sits on one of these too. */
const OFFICE: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'secretary'])

export const reduceCameras: Reducers<CamerasSlice, CameraEvent> = {
  cameraOffered: (slice, { participantId, moves, places }) => ({
    ...slice,
    movableCameras:
      moves.length === 0
        ? withoutKey(slice.movableCameras, participantId)
        : {
            ...slice.movableCameras,
            [participantId]: { moves, places, mover: slice.movableCameras[participantId]?.mover ?? null },
          },
  }),
  cameraTaken: (slice, { participantId, by }) => patchMover(slice, participantId, by),
  cameraLetGo: (slice, { participantId }) => patchMover(slice, participantId, null),
  cameraRefused: (slice, { participantId, refused }) => {
    const others = withoutKey(slice.cameraRefused, participantId)
    return {
      movableCameras: refused ? withoutKey(slice.movableCameras, participantId) : slice.movableCameras,
      cameraRefused: refused ? { ...others, [participantId]: true } : others,
    }
  },
}

type Moved = { readonly participantId: ParticipantId }

export const camerasReact = {
  /** Another device of the room has another camera: it says itself what that can do. */
  endpointReplaced: (slice: CamerasSlice, { participantId }: Moved): CamerasSlice => ({
    ...slice,
    movableCameras: withoutKey(slice.movableCameras, participantId),
  }),
  seatChanged: (slice: CamerasSlice, { participantId, seat }: Moved & { readonly seat: Seat }): CamerasSlice =>
    OFFICE.has(seat) ? slice : changed(slice, (camera) => withoutMover(camera, (mover) => mover === participantId)),
}

/** Cameras of those who are gone are not there, and who is gone moves none. */
export function followCameras({ after }: Change<CamerasSlice>, people: Change<People>): CamerasSlice {
  const { participants } = people.after
  if (people.before.participants === participants) return after
  return changed(after, (camera, id) =>
    participants[id] ? withoutMover(camera, (mover) => participants[mover] === undefined) : null,
  )
}

function withoutMover(camera: MovableCamera, isOver: (mover: ParticipantId) => boolean): MovableCamera {
  return camera.mover !== null && isOver(camera.mover) ? { ...camera, mover: null } : camera
}

/** @param next null: the camera is not there any more */
function changed(
  slice: CamerasSlice,
  next: (camera: MovableCamera, id: ParticipantId) => MovableCamera | null,
): CamerasSlice {
  let { movableCameras } = slice
  for (const [key, camera] of Object.entries(slice.movableCameras)) {
    const id = key as ParticipantId
    const after = next(camera, id)
    if (after === null) movableCameras = withoutKey(movableCameras, id)
    else if (after !== camera) movableCameras = { ...movableCameras, [id]: after }
  }
  return movableCameras === slice.movableCameras ? slice : { ...slice, movableCameras }
}

function patchMover(slice: CamerasSlice, id: ParticipantId, mover: ParticipantId | null): CamerasSlice {
  const camera = slice.movableCameras[id]
  if (!camera) return slice
  return { ...slice, movableCameras: { ...slice.movableCameras, [id]: { ...camera, mover } } }
}
