const KEY = 'diem-cau.inMeeting'

/** A tab that is reloaded in the middle of a meeting goes straight back into it. */
export const reloadMark = {
  set: (meetingId: string) => sessionStorage.setItem(KEY, meetingId),
  clear: () => sessionStorage.removeItem(KEY),
  isSet: (meetingId: string) => sessionStorage.getItem(KEY) === meetingId,
}
