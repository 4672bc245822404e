import { tabStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.inMeeting'

/** A tab that is reloaded in the middle of a meeting goes straight back into it. */
export const reloadMark = {
  set: (meetingId: string) => tabStorage.set(KEY, meetingId),
  clear: () => tabStorage.remove(KEY),
  isSet: (meetingId: string) => tabStorage.get(KEY) === meetingId,
}
