import type { Kysely } from 'kysely'
import type { GuestStays } from '../../auth/GuestStays.ts'
import type { Schema } from '../../db/schema.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import { guestMeeting } from './guestMeeting.ts'

/**
 * A guest is one of the office while there is a meeting to come to: not once it was ended, cancelled, or is long over. Whoever is in a
 * meeting that goes on and on stays with it.
 */
export function guestStays(
  db: Kysely<Schema>,
  meetings: Pick<RunningMeetings, 'isIn'>,
  clock: () => number,
): GuestStays {
  return async (accountId) => {
    if ((await guestMeeting(db, accountId, clock())) !== null) return true
    return meetings.isIn(accountId)
  }
}
