import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { schedule } from '../../testing/people.ts'
import { emptyTarget } from '../../testing/temporaryStore.ts'
import { openStore } from '../engine/openStore.ts'
import { MeetingLogTable } from '../log/MeetingLogTable.ts'
import { StoreWatch } from '../engine/StoreWatch.ts'
import { moveStore, undoMove } from './moveStore.ts'
import { beginMeeting, contentsOf, filledOffice } from '../../testing/filledOffice.ts'

const quiet = () => {}

describe.skipIf(inject('postgres') === null)('from SQLite to PostgreSQL in one command', () => {
  async function twoStores() {
    const from = await filledOffice('sqlite')
    const to = await emptyTarget('postgres')
    if (from.target.dialect !== 'sqlite' || to.dialect !== 'postgres') throw new Error('wrong stores')
    return { ...from, from: from.target, to }
  }

  test('every table arrives, row by row; the file is used no more, until undone', async () => {
    const { from, to, store } = await twoStores()
    const before = await contentsOf(from)
    const sums = await moveStore({ from, to, force: false, say: quiet })
    expect(sums.get('unit')?.rows).toBe(2501)
    expect(await contentsOf(to)).toEqual(before)
    await expect(openStore(from)).rejects.toMatchObject({ name: 'StartupError', en: expect.stringContaining(to.label) })
    const moved = await openStore(to)
    onTestFinished(() => moved.close())
    expect(moved.isNew).toBe(false)
    const { promise: told, resolve } = Promise.withResolvers<void>()
    const watch = new StoreWatch(store, resolve)
    onTestFinished(() => watch.close())
    await told
    await undoMove(from)
    await (await openStore(from)).close()
  })

  test('it can be repeated into an empty database, and never into one with rows', async () => {
    const { from, to } = await twoStores()
    await moveStore({ from, to, force: false, say: quiet })
    await expect(moveStore({ from, to, force: false, say: quiet })).rejects.toThrow(/not empty/)
    const empty = await emptyTarget('postgres')
    if (empty.dialect !== 'postgres') throw new Error('not PostgreSQL')
    // A server has been started there once: a schema without rows is empty too.
    await (await openStore(empty)).close()
    await moveStore({ from, to: empty, force: false, say: quiet })
    expect(await contentsOf(empty)).toEqual(await contentsOf(to))
  })

  test('while people meet nothing is moved', async () => {
    const { from, to, store } = await twoStores()
    await store.db
      .updateTable('meeting')
      .set({ starts_at: Date.now(), ends_at: Date.now() + 60_000 })
      .execute()
    await beginMeeting(store)
    await expect(moveStore({ from, to, force: false, say: quiet })).rejects.toThrow(schedule.title)
    await expect(contentsOf(to)).rejects.toThrow(/no data/)
    await (await openStore(from)).close()
  })

  test('a row that PostgreSQL cannot hold stops it: PostgreSQL stays empty, SQLite in use', async () => {
    const { from, to, store } = await twoStores()
    await sql`update unit set name = ${'a\u0000b'} where code = 'w0001'`.execute(store.db)
    await expect(moveStore({ from, to, force: false, say: quiet })).rejects.toThrow(
      'table unit, row code = "w0001", column name: "a\\u0000b"',
    )
    await expect(contentsOf(to)).rejects.toThrow(/no data/)
    await (await openStore(from)).close()
  })

  test('logs with hostile texts are moved as they are and read as a start does; one that nobody can read is named', async () => {
    const { from, to, store } = await twoStores()
    const said: string[] = []
    const opened = JSON.stringify({ type: 'meetingOpened', title: 'a\u0000b\ud800', hostUnit: schedule.hostUnit })
    const row = { meeting_id: schedule.meetingId, at: 1, actor: null, request_id: null }
    await store.db.deleteFrom('meeting_log').execute()
    await store.db
      .updateTable('meeting')
      .set({ ends_at: Date.now() + 60_000 })
      .execute()
    await store.db
      .insertInto('meeting_log')
      .values({ ...row, seq: 1, event: opened, type: 'meetingOpened' })
      .execute()
    await moveStore({ from, to, force: true, say: (line) => said.push(line) })
    expect(said).toContain('logs of 1 meetings that have not ended were read as a start does')
    expect(said.join('\n')).not.toContain('ATTENTION')
    const moved = await openStore(to)
    expect(await new MeetingLogTable(moved.db).read(schedule.meetingId, 0)).toMatchObject([
      { event: { title: 'a\ufffdb\ufffd' } },
    ])
    await moved.close()

    const other = await twoStores()
    await other.store.db.deleteFrom('meeting_log').execute()
    await other.store.db
      .updateTable('meeting')
      .set({ ends_at: Date.now() + 60_000 })
      .execute()
    await other.store.db
      .insertInto('meeting_log')
      .values({ ...row, seq: 1, event: 'not JSON', type: '' })
      .execute()
    await moveStore({ from: other.from, to: other.to, force: true, say: (line) => said.push(line) })
    expect(said.find((line) => line.startsWith('ATTENTION'))).toContain(schedule.meetingId)
  })

  test('nothing is written to the file while it is read', async () => {
    const { from, to, store } = await twoStores()
    const tried: unknown[] = []
    await moveStore({
      from,
      to,
      force: false,
      say: (line) => {
        if (line.startsWith('comparing'))
          tried.push(
            store.db
              .updateTable('unit')
              .set({ name: 'lost' })
              .execute()
              .then(
                () => 'written',
                () => 'refused',
              ),
          )
      },
    })
    expect(await Promise.all(tried)).toEqual(['refused'])
  })
})
