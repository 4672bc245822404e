import { type Kysely, sql } from 'kysely'

/** Guests carried their organisation as the name of the unit that holds the meeting, which was then called after them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update meeting_seat
    set unit_name = (select host_unit_name from meeting where meeting.id = meeting_seat.meeting_id)
    where seat = 'guest'
      and exists (select 1 from meeting_guest where meeting_guest.meeting_id = meeting_seat.meeting_id and meeting_guest.account_id = meeting_seat.account_id)
  `.execute(db)
}
