import type { MeetingEvent } from '@diem-cau/signaling-contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { LogEntry } from './MeetingLog.ts'
import { HOUR, meetingId, NOON, participantOf, schedule } from '../../testing/people.ts'
import { optionId, voteId } from '../../testing/conduct.ts'
import { describeStores, temporaryStore } from '../../testing/temporaryStore.ts'
import { chainHash } from './chainHash.ts'
import { dialectOf } from '../sql/dialectOf.ts'
import { MeetingLogTable } from './MeetingLogTable.ts'

const lineLost: MeetingEvent = { type: 'lineLost', participantId: participantOf('a') }
const entry = (seq: number, event: MeetingEvent = lineLost): LogEntry => ({
  seq,
  at: NOON + seq,
  event,
  actor: null,
  requestId: null,
})

describeStores((open) => {
  test('2.2 what was appended is read back in order, from any seq', async () => {
    const log = new MeetingLogTable((await open()).db)
    await log.append(meetingId, [entry(1), entry(2)])
    await log.append(meetingId, [entry(3)])
    expect((await log.read(meetingId, 0)).map((e) => e.seq)).toEqual([1, 2, 3])
    expect(await log.read(meetingId, 2)).toEqual([{ seq: 3, at: NOON + 3, event: lineLost }])
  })

  test('2.5 a seq that is taken is a collision, and nothing of that append happened', async () => {
    const log = new MeetingLogTable((await open()).db)
    await log.append(meetingId, [entry(1), entry(2)])
    await expect(log.append(meetingId, [entry(3), entry(2)])).rejects.toMatchObject({ kind: 'collision' })
    expect(await log.read(meetingId, 2)).toEqual([])
  })

  test('6.4 unfinished are meetings that were opened, did not end, and were planned to end lately', async () => {
    const { db } = await open()
    const log = new MeetingLogTable(db)
    expect(await log.unfinished(NOON), 'never opened').toEqual([])
    await log.append(meetingId, [
      entry(1, { type: 'meetingOpened', title: schedule.title, hostUnit: schedule.hostUnit }),
    ])
    expect(await log.unfinished(NOON)).toEqual([meetingId])
    expect(await log.unfinished(NOON + 48 * HOUR), 'long past').toEqual([])
    await log.append(meetingId, [entry(2, { type: 'meetingEnded' })])
    expect(await log.unfinished(NOON), 'ended').toEqual([])
  })
})

test('2.6 a disk that is full is unavailable, nothing of that append happened, and it works again after', async () => {
  const { db, raw } = await temporaryStore()
  const log = new MeetingLogTable(db)
  await log.append(meetingId, [entry(1)])
  const pages = Number(raw.prepare('PRAGMA page_count').get()?.['page_count'])
  raw.exec(`PRAGMA max_page_count = ${pages}`)
  const huge = Array.from({ length: 5000 }, (_, n) => entry(n + 2))
  await expect(log.append(meetingId, huge)).rejects.toMatchObject({ kind: 'unavailable' })
  raw.exec('PRAGMA max_page_count = 1000000')
  await log.append(meetingId, [entry(2)])
  expect(await log.read(meetingId, 0)).toHaveLength(2)
})

describeStores((open) => {
  test('13.2 each row holds the hash of all before it, also when another process goes on', async () => {
    const { db } = await open()
    await new MeetingLogTable(db).append(meetingId, [entry(1), entry(2)])
    await new MeetingLogTable(db).append(meetingId, [entry(3)])
    const rows = await db.selectFrom('meeting_log').selectAll().orderBy('seq').execute()
    let previous: string | null = null
    for (const { meeting_id, request_id, hash, ...row } of rows) {
      expect(hash).toBe(chainHash(previous, { ...row, meetingId: meeting_id, requestId: request_id }))
      previous = hash
    }
    expect(rows).toHaveLength(3)
  })

  test('12.5 a secret ballot is counted with the event that says who has voted, or neither is there', async () => {
    const { db } = await open()
    const log = new MeetingLogTable(db)
    const ballot = { voteId: voteId(1), optionId: optionId('yes'), options: [optionId('yes'), optionId('no')] }
    await log.append(meetingId, [entry(1)], [ballot])
    await log.append(meetingId, [entry(2)], [ballot])
    await expect(log.append(meetingId, [entry(2)], [ballot])).rejects.toMatchObject({ kind: 'collision' })
    expect(await log.tally(meetingId, voteId(1))).toEqual({ yes: 2, no: 0 })
    const no = { ...ballot, optionId: optionId('no') }
    await log.append(meetingId, [entry(3), entry(4), entry(5)], [no, ballot, no])
    expect(await log.tally(meetingId, voteId(1))).toEqual({ yes: 3, no: 2 })
    expect(await log.tally(meetingId, voteId(2))).toEqual({})
  })

  test('12.5 what a database knows of its rows besides joins no secret ballot with its voter', async () => {
    const { db } = await open()
    const log = new MeetingLogTable(db)
    const options = ['yes', 'no', 'abstain'].map(optionId)
    const ballots = ['no', 'yes', 'no', 'abstain', 'yes']
    const both = [ballots, ballots.toReversed()].flatMap((names, n) =>
      names.map((name) => ({ voteId: voteId(n + 1), optionId: optionId(name), options })),
    )
    for (const [n, ballot] of both.entries()) await log.append(meetingId, [entry(n + 1)], [ballot])
    expect(await log.tally(meetingId, voteId(1))).toEqual({ yes: 2, no: 2, abstain: 1 })
    if (dialectOf(db) === 'sqlite') {
      // Rows without row ids are kept by their key, not by when they came.
      await expect(sql`select rowid from vote_tally`.execute(db)).rejects.toThrow('rowid')
      return
    }
    const [one, two] = await Promise.all(
      [1, 2].map(
        async (n) =>
          (
            await sql<{
              option: string
              by: string
            }>`select option_id as option, xmin::text as by from vote_tally where vote_id = ${voteId(n)} order by ctid`.execute(
              db,
            )
          ).rows,
      ),
    )
    expect(new Set(one?.map(({ by }) => by)).size, 'all by the last ballot').toBe(1)
    expect(
      one?.map(({ option }) => option),
      'in the same order, whoever chose what when',
    ).toEqual(two?.map(({ option }) => option))
  })
})
