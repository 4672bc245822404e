import { DAY_MS, MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { factsOf } from '../../testing/invitationFacts.ts'
import { NOON, schedule } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { newMail } from './InvitationMails.ts'
import { OutboxStore } from './OutboxStore.ts'
import { pruneOutbox } from './pruneOutbox.ts'

describeStores((open) => {
  test('mails are forgotten when they and their series are over for long; what failed or waits stays', async () => {
    const { db } = await open()
    const outbox = new OutboxStore(db)
    const mail = (address: string) =>
      newMail('invitation', factsOf(), { invitee: 'u:o-mon', address, name: 'A', unitName: 'A', rsvp: true }, {})
    const ids = await outbox.add(
      db,
      ['sent', 'dropped', 'failed', 'waiting'].map((state) => mail(`${state}@example.vn`)),
      NOON,
    )
    await outbox.markSent(ids[0] ?? '', NOON)
    await outbox.markDropped(ids[1] ?? '', 'over')
    await outbox.markFailed(ids[2] ?? '', '550')
    const left = async () =>
      (await db.selectFrom('outbox').select('to_address').orderBy('to_address').execute()).map(
        ({ to_address }) => to_address.split('@')[0],
      )

    expect(await pruneOutbox(db, NOON), 'sent only now').toBe(0)
    await db
      .updateTable('meeting')
      .set({ starts_at: NOON - DAY_MS, ends_at: NOON + 30 * DAY_MS })
      .where('id', '=', schedule.meetingId)
      .execute()
    expect(await pruneOutbox(db, NOON + DAY_MS), 'the meeting is to come').toBe(0)

    await db
      .insertInto('series')
      .values({ id: 's.1', rrule: 'FREQ=WEEKLY;COUNT=2', starts_at: NOON, created_at: NOON })
      .execute()
    await db
      .updateTable('meeting')
      .set({ series_id: 's.1', ends_at: NOON })
      .where('id', '=', schedule.meetingId)
      .execute()
    const row = await db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', schedule.meetingId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('meeting')
      .values({ ...row, id: MeetingId.parse('m.2'), ends_at: NOON + 30 * DAY_MS })
      .execute()
    expect(await pruneOutbox(db, NOON + DAY_MS), 'another one of its series is to come').toBe(0)

    expect(await pruneOutbox(db, NOON + 31 * DAY_MS)).toBe(2)
    expect(await left()).toEqual(['failed', 'waiting'])
  })
})
