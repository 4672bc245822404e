import { addDays, fromLocal, localDate, MINUTE_MS } from '../../time/vietnamTime.ts'

/** A rehearsal as it is offered: half an hour, the afternoon before the meeting; once that is over, two hours before it, or now. Pure. */
export function rehearsalTimes(startsAt: number, now: number): { readonly startsAt: number; readonly endsAt: number } {
  const before = fromLocal(addDays(localDate(startsAt), -1), '15:00') ?? startsAt
  const start = before > now ? before : Math.max(now, startsAt - 120 * MINUTE_MS)
  return { startsAt: start, endsAt: start + 30 * MINUTE_MS }
}
