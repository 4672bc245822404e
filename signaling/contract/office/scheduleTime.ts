/** The times that a schedule may hold: the years 2000 to 2199, so that every one of them has a date of four digits. */
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)

/** True for an instant that a schedule, or a record, may hold. Milliseconds since the epoch. */
export const isScheduleTime = (ms: number): boolean => Number.isSafeInteger(ms) && ms >= EARLIEST && ms < LATEST

/** A meeting that is to begin "now" is saved a little later than that: its start may lie so far back, in milliseconds. */
const PAST_GRACE_MS = 5 * 60_000

/** True when people would be invited to a meeting that has begun: the form says so while it is filled in, the server refuses it. */
export const isInPast = (startsAt: number, now: number): boolean => startsAt < now - PAST_GRACE_MS
