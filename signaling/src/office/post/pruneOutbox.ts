import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { OutboxStore } from './OutboxStore.ts'

/** The store deletes so many in one go: others that need it wait no longer than for these. */
const AT_ONCE = 500

/**
 * Forgets mails that were sent or dropped before `before`, unless their meeting, or one of its series, ended later:
 * who was told what decides what a change is told as. What failed stays, for people to see.
 * @returns how many
 */
export async function pruneOutbox(db: Kysely<Schema>, before: number): Promise<number> {
  let pruned = 0
  for (;;) {
    const old = await db
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', ['sent', 'dropped'])
      .where('created_at', '<', before)
      .where((eb) => eb.or([eb('sent_at', 'is', null), eb('sent_at', '<', before)]))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('meeting')
              .select('meeting.id')
              .whereRef('meeting.id', '=', 'outbox.meeting_id')
              .where('meeting.ends_at', '>=', before),
          ),
        ),
      )
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('meeting as its')
              .innerJoin('meeting as other', 'other.series_id', 'its.series_id')
              .select('other.id')
              .whereRef('its.id', '=', 'outbox.meeting_id')
              .where('other.ends_at', '>=', before),
          ),
        ),
      )
      .limit(AT_ONCE)
      .execute()
    if (old.length === 0) return pruned
    await new OutboxStore(db).delete(old.map(({ id }) => id))
    pruned += old.length
  }
}
