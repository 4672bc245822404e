/**
 * A camera of the network (RTSP, H.264) of a room, which the office takes in for it.
 *   GET    /api/rooms/:roomId/camera                      -> RoomCameraState
 *   PUT    /api/rooms/:roomId/camera                      RoomCameraChange -> RoomCameraState
 *   DELETE /api/rooms/:roomId/camera                      -> RoomCameraState
 *   POST   /api/rooms/:roomId/camera/try                  -> RoomCameraTried
 */
import { NetworkCamera, NetworkCameraState } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { recorded } from '../text/text.ts'

/** Where it is, without what opens it. `user` empty: it asks for none. */
const where = NetworkCamera.omit({ password: true }).shape

/** `password` null: as it was, which counts only where host and port are as they were too. */
export const RoomCameraChange = z.object({ ...where, password: NetworkCamera.shape.password.nullable() })
export type RoomCameraChange = z.infer<typeof RoomCameraChange>

/** The password is told to nobody. Camera null: the room has none. */
export const RoomCameraState = z.object({
  camera: z
    .object({
      host: recorded(),
      port: z.int(),
      path: recorded(),
      user: recorded(),
      hasPassword: z.boolean(),
      changedAt: z.int(),
      changedBy: recorded(),
    })
    .nullable(),
  mayChange: z.boolean(),
})
export type RoomCameraState = z.infer<typeof RoomCameraState>

/** What a media node found of it; null: none can be asked now. */
export const RoomCameraTried = z.object({ state: NetworkCameraState.nullable() })
export type RoomCameraTried = z.infer<typeof RoomCameraTried>
