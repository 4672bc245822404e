import { RoomCameraState, type RoomCameraChange } from '@diem-cau/signaling-contract/readiness'
import { at, get, put, remove } from '../client/officeRequest.ts'

const of = (roomId: string) => at('rooms', roomId, 'camera')

/** The camera of the network that a room has; nobody is told its password. */
export const roomCameraApi = {
  read: (roomId: string, signal?: AbortSignal) => get(of(roomId), RoomCameraState, {}, signal),
  change: (roomId: string, camera: RoomCameraChange) => put(of(roomId), RoomCameraState, camera),
  remove: async (roomId: string) => {
    await remove(of(roomId))
    return roomCameraApi.read(roomId)
  },
}
