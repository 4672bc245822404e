import { tabStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.inMeeting'

/** Marks a tab that is in a meeting: reloaded in the middle of it, it goes straight back. */
export const reloadMark = {
  set: (meetingId: string) => tabStorage.set(KEY, meetingId),
  clear: () => tabStorage.remove(KEY),
  isSet: (meetingId: string) => tabStorage.get(KEY) === meetingId,
}
