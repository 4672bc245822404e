import { RoomSettingsState, type RoomSettings } from '@diem-cau/signaling-contract/readiness'
import { at, get, put } from '../client/officeRequest.ts'

/** What a room wants, as its own page and who looks after it have it. */
export const roomSettingsApi = {
  read: (roomId: string, signal?: AbortSignal) => get(at('rooms', roomId, 'settings'), RoomSettingsState, {}, signal),
  change: (roomId: string, settings: RoomSettings) => put(at('rooms', roomId, 'settings'), RoomSettingsState, settings),
}
