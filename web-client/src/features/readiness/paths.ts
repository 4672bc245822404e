const BOARD = '/san-sang'

/** The board of a meeting; null: of the next one, `all`: of all rooms. */
export const boardPath = (meetingId: string | null): string =>
  meetingId === null ? BOARD : `${BOARD}?meeting=${encodeURIComponent(meetingId)}`

/** One room; with the meeting through which one sees it. */
export const roomPath = (roomId: string, meetingId: string | null): string =>
  `${BOARD}/${encodeURIComponent(roomId)}${meetingId === null ? '' : `?meeting=${encodeURIComponent(meetingId)}`}`
