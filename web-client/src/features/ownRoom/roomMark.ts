import { browserStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.roomMeeting'

/**
 * The meeting that this room is in, kept over a power cut: after boot the room is back in it with nobody touching it.
 * It is cleared when the room comes back to its page the ordinary way.
 */
export const roomMark = {
  set: (meetingId: string) => browserStorage.set(KEY, meetingId),
  get: () => browserStorage.get(KEY),
  clear: () => browserStorage.remove(KEY),
}
