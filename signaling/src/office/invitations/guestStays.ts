import type { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { MeetingRegistry } from '../../live/meeting/MeetingRegistry.ts'
import type { Schema } from '../../db/schema.ts'
import { guestMeeting } from './guestMeeting.ts'

/** Whether a guest's sign-in is still good. */
export type GuestStays = (accountId: AccountId) => Promise<boolean>

/**
 * A guest is one of the office while there is a meeting to come to: not once it was ended, cancelled, or is long over. Whoever is in a
 * meeting that goes on and on stays with it.
 */
export function guestStays(db: Kysely<Schema>, meetings: Pick<MeetingRegistry, 'hosts'>, clock: () => number): GuestStays {
  return async (accountId) => {
    if ((await guestMeeting(db, accountId, clock())) !== null) return true
    return meetings.hosts.some(({ state }) => state.phase !== 'ended' && Object.values(state.participants).some((participant) => participant.accountId === accountId))
  }
}
