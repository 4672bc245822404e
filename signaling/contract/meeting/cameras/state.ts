import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'

export const CameraMove = z.enum(['pan', 'tilt', 'zoom'])
export type CameraMove = z.infer<typeof CameraMove>

/** Places of its camera that a room keeps. */
export const CAMERA_PLACES = 3
/** One of them, from 0. */
export const CameraPlaceNumber = z
  .int()
  .min(0)
  .max(CAMERA_PLACES - 1)

/** What is asked of a camera at once: one press in a direction (1: to the right, up, closer), or a place that its room keeps. */
export const CameraPress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), move: CameraMove, direction: z.union([z.literal(1), z.literal(-1)]) }),
  z.object({ kind: z.literal('place'), place: CameraPlaceNumber }),
])
export type CameraPress = z.infer<typeof CameraPress>

/** What a room lets who conducts do with its camera. */
export const offer = {
  moves: z.array(CameraMove).max(CameraMove.options.length),
  places: z.array(CameraPlaceNumber).max(CAMERA_PLACES),
}

export const MovableCamera = z.object({
  ...offer,
  /** Who moves it just now; null: nobody. */
  mover: ParticipantId.nullable(),
})
export type MovableCamera = z.infer<typeof MovableCamera>

export const camerasSlice = {
  /** Cameras that their rooms let be moved from afar, and that can be moved (SPEC 24.1). */
  movableCameras: z.record(ParticipantId, MovableCamera),
  /** Rooms that refused it in this meeting, until somebody there allows it again (SPEC 24.3). */
  cameraRefused: z.record(ParticipantId, z.literal(true)),
}
const CamerasSlice = z.object(camerasSlice)
export type CamerasSlice = z.infer<typeof CamerasSlice>

export const initialCameras: CamerasSlice = { movableCameras: {}, cameraRefused: {} }
