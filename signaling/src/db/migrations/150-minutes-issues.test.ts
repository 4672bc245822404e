import { type Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { MinutesStore } from '../../office/minutes/MinutesStore.ts'
import { minutesContent } from '../../testing/minutesContent.ts'
import { meetingId } from '../../testing/people.ts'
import { describeStores, emptyTarget } from '../../testing/temporaryStore.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import { openStore } from '../engine/openStore.ts'
import { up } from './150-minutes-issues.ts'
import { migrations } from './index.ts'

describeStores((_, dialect) => {
  test('13.3 minutes that were approved before there were issues are the first issue, with their files, and stay fixed', async () => {
    const target = await emptyTarget(dialect)
    const before = migrations.indexOf(up)
    const old =
      target.dialect === 'sqlite'
        ? await openSqliteStore(target.file, before)
        : await openPostgresStore(target, { version: before })
    const bare: Kysely<unknown> = old.bare
    await sql`insert into unit (code, kind, name) values ('o-mon', 'ward', 'Phường Ô Môn')`.execute(bare)
    await sql`insert into account (id, kind, login, name, unit_code, password_hash, created_at) values ('a.chair', 'person', 'chair', 'An', 'o-mon', '-', 0)`.execute(
      bare,
    )
    await sql`insert into meeting (id, title, host_unit_code, host_unit_name, chair_account_id, starts_at, ends_at, phase) values (${meetingId}, 'Giao ban', 'o-mon', 'Phường Ô Môn', 'a.chair', 1, 2, 'ended')`.execute(
      bare,
    )
    const content = JSON.stringify(minutesContent())
    await sql`insert into minutes (meeting_id, status, version, content, chair_id, created_at, updated_at, updated_name, approved_at, approved_name, log_seq, log_hash)
      values (${meetingId}, 'approved', 3, ${content}, 'a.chair', 1, 2, 'An', 2, 'An', 9, 'abc')`.execute(bare)
    for (const kind of ['pdf', 'docx', 'json'])
      await sql`insert into minutes_file values (${meetingId}, ${kind}, ${`bien-ban.${kind}`}, 5, ${`${kind}-hash`}, null)`.execute(
        bare,
      )
    await old.close()

    const store = await openStore(target)
    onTestFinished(() => store.close())
    const issues = await new MinutesStore(store.db).issues(meetingId)
    expect(issues).toMatchObject([
      {
        issue: 1,
        what: 'approved',
        by: 'An',
        at: 2,
        number: '112',
        log: { seq: 9, hash: 'abc' },
        previous: null,
        replaces: null,
        content: minutesContent(),
      },
    ])
    expect(issues[0]?.files.map(({ kind, sha256 }) => `${kind} ${sha256}`).toSorted()).toEqual([
      'docx docx-hash',
      'json json-hash',
      'pdf pdf-hash',
    ])
    expect(await store.db.selectFrom('minutes').select(['issue', 'issued_at']).execute()).toEqual([
      { issue: 1, issued_at: 2 },
    ])
    await expect(store.db.updateTable('minutes').set({ content: '{}' }).execute()).rejects.toThrow('fixed')
    await expect(store.db.deleteFrom('minutes').execute()).rejects.toThrow('fixed')
    await store.db.updateTable('minutes').set({ status: 'draft' }).execute()
    await expect(store.db.updateTable('minutes').set({ issue: 0 }).execute()).rejects.toThrow('fixed')
  })
})
