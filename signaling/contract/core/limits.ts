/**
 * Limits of one meeting (SPEC 13.7). Plan, conduct and minutes all take their limits from here: a request beyond one of
 * them is refused when it is made, and everything that is made of a meeting later takes whatever they allowed.
 */
export const meetingLimits = {
  /** Units that a plan invites. */
  units: 1_000,
  /** Points of the agenda in a plan, and with those that were added in the meeting. */
  plannedItems: 60,
  items: 100,
  notes: 2_000,
  /** Votes, open, closed and cancelled ones. */
  votes: 200,
  /** Letters of one note, and of one conclusion. */
  noteLetters: 5_000,
  conclusionLetters: 10_000,
} as const

/** Largest minutes that a secretary may send, in bytes of JSON. */
export const MAX_MINUTES_BYTES = 8 * 1024 * 1024
