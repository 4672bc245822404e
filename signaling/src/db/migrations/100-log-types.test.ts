import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { describeStores, emptyTarget } from '../../testing/temporaryStore.ts'
import { checkChain } from '../log/chainedLog.ts'
import { chainHash } from '../log/chainHash.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import { openStore } from '../engine/openStore.ts'
import { meetingId } from '../../testing/people.ts'
import { migrations } from './index.ts'
import { up } from './100-log-types.ts'

const BEFORE = migrations.indexOf(up)

const events = [
  { type: 'meetingOpened', title: 'a\u0000b', hostUnit: { code: 'u', name: 'half \ud800' } },
  {
    type: 'noteSet',
    noteId: 'n',
    itemId: null,
    speaker: '"type":"meetingEnded"',
    text: String.raw`\"type":"meetingEnded"`,
  },
  { participantId: 'p', type: 'lineLost' },
  { type: 'meetingEnded' },
].map((event) => JSON.stringify(event))

describeStores((_, dialect) => {
  test('logs of an earlier version get their types, whatever is in them, and their chain stays', async () => {
    const target = await emptyTarget(dialect)
    const old =
      target.dialect === 'sqlite'
        ? await openSqliteStore(target.file, BEFORE)
        : await openPostgresStore(target, { version: BEFORE })
    await sql`insert into unit (code, kind, name) values ('u', 'ward', 'U')`.execute(old.bare)
    await sql`insert into account (id, login, name, unit_code, password_hash, created_at) values ('a', 'a', 'A', 'u', '-', 0)`.execute(
      old.bare,
    )
    await sql`insert into meeting (id, title, host_unit_code, host_unit_name, chair_account_id, starts_at, ends_at, phase) values (${meetingId}, 'M', 'u', 'U', 'a', 1, 2, 'live')`.execute(
      old.bare,
    )
    let previous: string | null = null
    for (const [n, event] of events.entries()) {
      previous = chainHash(previous, { meetingId, seq: n + 1, at: 1, actor: null, requestId: null, event })
      await sql`insert into meeting_log (meeting_id, seq, at, event, hash) values (${meetingId}, ${n + 1}, 1, ${event}, ${previous})`.execute(
        old.bare,
      )
    }
    await sql`insert into meeting_log (meeting_id, seq, at, event) values (${meetingId}, 5, 1, 'not JSON'), (${meetingId}, 6, 1, '5')`.execute(
      old.bare,
    )
    const chat = dialect === 'sqlite' ? 'a\u0000b' : 'ab'
    await sql`insert into meeting_chat (id, meeting_id, at, from_id, from_name, recipients, text) values ('c', ${meetingId}, 1, 'p', 'P', 'all', ${chat})`.execute(
      old.bare,
    )
    await old.close()

    const store = await openStore(target)
    onTestFinished(() => store.close())
    const rows = await store.db.selectFrom('meeting_log').select(['type', 'event']).orderBy('seq').execute()
    expect(rows.map(({ type }) => type)).toEqual(['meetingOpened', 'noteSet', 'lineLost', 'meetingEnded', '', ''])
    expect(rows.slice(0, 4).map(({ event }) => event)).toEqual(events)
    await store.db.deleteFrom('meeting_log').where('seq', '>', 4).execute()
    expect(await checkChain(store.db, meetingId, null)).toEqual({
      state: 'intact',
      events: 4,
      head: { seq: 4, hash: previous },
    })
    expect((await store.db.selectFrom('meeting_chat').select('text').executeTakeFirstOrThrow()).text).toBe(
      dialect === 'sqlite' ? 'a\ufffdb' : 'ab',
    )
  })
})
