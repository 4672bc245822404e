import { RoomCameraState, RoomCameraTried, type RoomCameraChange } from '@diem-cau/signaling-contract/readiness'
import { at, get, post, put, remove } from '../client/officeRequest.ts'

const of = (roomId: string) => at('rooms', roomId, 'camera')

/** The camera of the network that a room has; nobody is told its password. */
export const roomCameraApi = {
  read: (roomId: string, signal?: AbortSignal) => get(of(roomId), RoomCameraState, {}, signal),
  change: (roomId: string, camera: RoomCameraChange) => put(of(roomId), RoomCameraState, camera),
  /** A media node looks what comes of it, within 5 s. */
  try: (roomId: string) => post(`${of(roomId)}/try`, RoomCameraTried),
  remove: async (roomId: string) => {
    await remove(of(roomId))
    return roomCameraApi.read(roomId)
  },
}
