import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { MeetingEvent, UnitCode } from '@diem-cau/signaling-contract'
import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { DiskPaperFiles } from '../../office/papers/DiskPaperFiles.ts'
import { verifyMinutes } from '../../office/minutes/verifyMinutes.ts'
import { minutesContent } from '../../testing/minutesContent.ts'
import { accountOf, meetingId, schedule } from '../../testing/people.ts'
import { describeStores, emptyTarget, seedStore, temporaryFolder } from '../../testing/temporaryStore.ts'
import { readLog } from '../log/chainedLog.ts'
import { insertMany } from '../sql/insertMany.ts'
import type { Dialect } from '../migrations/columns.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import { readMeta } from '../engine/storeMeta.ts'
import { openStore, type Store } from '../engine/openStore.ts'
import { MeetingLogTable } from '../log/MeetingLogTable.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { StoreWatch } from '../engine/StoreWatch.ts'
import { backup } from './backup.ts'
import { moveStore, undoMove } from './moveStore.ts'
import { restore } from './restore.ts'
import { withSnapshot } from './Snapshot.ts'
import { writeLines } from './tableLines.ts'

const quiet = () => {}
const BOTH = inject('postgres') === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)

/** An office with something of everything: text that needs care, numbers, papers, keys, an audit log that only grows. */
async function office(
  dialect: Dialect,
): Promise<{ target: StoreTarget; dataDir: string; store: Store; paper: string }> {
  const target = await emptyTarget(dialect)
  const dataDir = await temporaryFolder()
  const store = await openStore(target)
  onTestFinished(() => store.close().catch(quiet))
  await seedStore(store)
  await insertMany(
    store.db,
    'unit',
    Array.from({ length: 2500 }, (_, n) => ({
      // Children before their parents, by their codes.
      code: UnitCode.parse(`w${String(2500 - n).padStart(4, '0')}`),
      parent_code: n === 0 ? schedule.hostUnit.code : UnitCode.parse(`w${String(2501 - n).padStart(4, '0')}`),
      kind: 'ward',
      name: `Phường "số" ${n}\n\\ 'nháy' 🏛`,
    })),
  )
  await store.db
    .insertInto('audit')
    .values({
      at: 2 ** 52,
      actor_id: null,
      actor_name: 'Hệ thống',
      action: 'signIn',
      subject_type: null,
      subject_id: null,
      subject_name: '',
      unit_code: null,
      ip: '::1',
      details: '{}',
      search: '',
    })
    .execute()
  const content = randomBytes(5000)
  const paper = createHash('sha256').update(content).digest('hex')
  await mkdir(join(dataDir, 'papers', paper.slice(0, 2)), { recursive: true })
  await writeFile(join(dataDir, 'papers', paper.slice(0, 2), paper), content)
  await writeFile(join(dataDir, 'seal.key'), 'the key')
  return { target, dataDir, store, paper: join('papers', paper.slice(0, 2), paper) }
}

async function contents(target: StoreTarget): Promise<Record<string, string>> {
  return withSnapshot(target, async (snapshot) => {
    const sums: Record<string, string> = {}
    for (const table of snapshot.tables) sums[table.name] = (await writeLines(snapshot, table)).sha256
    return sums
  })
}

const begin = async (store: Store) =>
  new MeetingLogTable(store.db).append(meetingId, [
    {
      seq: 1,
      at: Date.now(),
      actor: null,
      requestId: null,
      event: MeetingEvent.parse({ type: 'meetingOpened', title: schedule.title, hostUnit: schedule.hostUnit }),
    },
  ])

describe.each(BOTH.flatMap((from) => BOTH.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
  test('a backup brings back every row, paper and key, elsewhere', async () => {
    const { target, dataDir, store, paper } = await office(from)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    const manifest = await backup({ target, dataDir, file, say: quiet })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(manifest.parts.filter(({ kind }) => kind !== 'table').map(({ name }) => name)).toEqual([
      'seal.key',
      paper.slice('papers/'.length),
    ])

    const elsewhere = await emptyTarget(to)
    const newDir = await temporaryFolder()
    await restore({ target: elsewhere, dataDir: newDir, file, force: false, say: quiet })
    expect(await contents(elsewhere)).toEqual(await contents(target))
    expect(await readFile(join(newDir, paper))).toEqual(await readFile(join(dataDir, paper)))
    expect(await readFile(join(newDir, 'seal.key'), 'utf8')).toBe('the key')
    expect((await stat(join(newDir, 'seal.key'))).mode & 0o777).toBe(0o600)
    const restored = await openStore(elsewhere)
    onTestFinished(() => restored.close())
    expect(restored.generation).not.toBe(store.generation)
    // The schema is the real one: its rules hold, and it numbers on.
    await expect(
      restored.db
        .insertInto('unit')
        .values({ code: UnitCode.parse('x'), parent_code: UnitCode.parse('nowhere'), kind: '', name: '' })
        .execute(),
    ).rejects.toThrow(/foreign key/i)
    await restored.db
      .insertInto('audit')
      .values({
        at: 1,
        actor_id: null,
        actor_name: '',
        action: '',
        subject_type: null,
        subject_id: null,
        subject_name: '',
        unit_code: null,
        ip: '',
        details: '',
        search: '',
      })
      .execute()
    expect(await restored.db.selectFrom('audit').select('id').orderBy('id').execute()).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('minutes that were approved come back with their files and stay fixed, and PDFs of papers as what they were made of', async () => {
    const { target, dataDir, store } = await office(from)
    const keep = async (content: string) => {
      const sha256 = createHash('sha256').update(content).digest('hex')
      await mkdir(join(dataDir, 'papers', sha256.slice(0, 2)), { recursive: true })
      await writeFile(join(dataDir, 'papers', sha256.slice(0, 2), sha256), content)
      return { sha256, bytes: Buffer.byteLength(content) }
    }
    await begin(store)
    const [paper, rendition] = [await keep('a docx'), await keep('its PDF')]
    await store.db
      .insertInto('paper')
      .values({ id: 'p.1', meeting_id: meetingId, item_id: null, name: 'Tờ trình', position: 0 })
      .execute()
    await store.db
      .insertInto('paper_version')
      .values({
        paper_id: 'p.1',
        number: 1,
        file_name: 'a.docx',
        type: 'docx',
        ...paper,
        uploaded_by: '',
        uploaded_at: 0,
      })
      .execute()
    await store.db
      .insertInto('paper_rendition')
      .values({ paper_id: 'p.1', version: 1, status: 'ready', ...rendition, changed_at: 0 })
      .execute()
    const { head } = await readLog(store.db, meetingId)
    const minutes = {
      meeting_id: meetingId,
      version: 2,
      content: JSON.stringify(minutesContent()),
      updated_at: 0,
      updated_by: null,
      updated_name: '',
    }
    await store.db
      .insertInto('minutes')
      .values({
        ...minutes,
        status: 'approved',
        chair_id: accountOf('chair'),
        created_at: 0,
        approved_at: 0,
        approved_name: '',
        log_seq: head?.seq ?? null,
        log_hash: head?.hash ?? null,
        issue: 1,
        issued_at: 0,
      })
      .execute()
    await store.db
      .insertInto('minutes_issue')
      .values({
        meeting_id: meetingId,
        issue: 1,
        what: 'approved',
        content: minutes.content,
        amendment: 0,
        reason: '',
        by_id: null,
        by_name: '',
        at: 0,
        log_seq: head?.seq ?? null,
        log_hash: head?.hash ?? null,
        previous: null,
      })
      .execute()
    for (const kind of ['pdf', 'docx', 'json'] as const) {
      await store.db
        .insertInto('minutes_issue_file')
        .values({
          meeting_id: meetingId,
          issue: 1,
          kind,
          file_name: `bien-ban.${kind}`,
          ...(await keep(`minutes as ${kind}`)),
          signed_by: null,
        })
        .execute()
    }
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    const lines: string[] = []
    await backup({ target, dataDir, file, say: (line) => void lines.push(line) })
    expect(lines.filter((line) => line.includes('NOT in this backup'))).toEqual([])

    const elsewhere = await emptyTarget(to)
    const newDir = await temporaryFolder()
    await restore({ target: elsewhere, dataDir: newDir, file, force: false, say: quiet })
    const restored = await openStore(elsewhere)
    onTestFinished(() => restored.close())
    const files = new DiskPaperFiles(join(newDir, 'papers'))
    const { log, files: checked } = await verifyMinutes(restored.db, files, meetingId, 0)
    expect([log.state, ...checked.map(({ state }) => state)]).toEqual(['intact', 'intact', 'intact', 'intact'])
    await expect(restored.db.updateTable('minutes').set({ content: '{}' }).execute()).rejects.toThrow('fixed')
    for (const table of ['minutes_issue', 'minutes_issue_file'] as const)
      await expect(restored.db.deleteFrom(table).execute()).rejects.toThrow(/fixed|added/)
    const made = await restored.db.selectFrom('paper_rendition').select(['sha256', 'bytes']).executeTakeFirstOrThrow()
    expect(made).toEqual(rendition)
    expect(
      (await (await files.read(rendition.sha256, { start: 0, end: rendition.bytes - 1 })).toArray()).join(''),
    ).toBe('its PDF')

    // Papers in a bucket are said not to be in the backup.
    await rm(join(dataDir, 'papers'), { recursive: true })
    await backup({ target, dataDir, file: `${file}.2`, say: (line) => void lines.push(line) })
    expect(lines.filter((line) => line.includes('NOT in this backup'))).toEqual([
      expect.stringMatching(/^5 papers are NOT/),
    ])
  })
})

describeStores((_open, dialect) => {
  test('a backup says which papers on record are not in it: those in a bucket', async () => {
    const { target, dataDir, store, paper } = await office(dialect)
    const record = async (id: string, ...sums: string[]) => {
      await store.db
        .insertInto('paper')
        .values({ id, meeting_id: meetingId, item_id: null, name: id, position: 0 })
        .execute()
      await insertMany(
        store.db,
        'paper_version',
        sums.map((sha256, n) => ({
          paper_id: id,
          number: n + 1,
          file_name: 'a.pdf',
          type: 'pdf' as const,
          bytes: 5000,
          sha256,
          uploaded_by: '',
          uploaded_at: 0,
        })),
      )
    }
    const said = async (name: string) => {
      const lines: string[] = []
      await backup({ target, dataDir, file: join(await temporaryFolder(), name), say: (line) => void lines.push(line) })
      return lines.filter((line) => line.includes('NOT in this backup'))
    }
    await record('p.disk', basename(paper))
    expect(await said('1.tar.zst')).toEqual([])
    await record('p.bucket', 'b'.repeat(64), basename(paper), 'c'.repeat(64), 'b'.repeat(64))
    expect(await said('2.tar.zst')).toEqual([
      expect.stringMatching(/^2 papers are NOT in this backup.*DIEM_CAU_PAPERS_S3_URL.*bucket/),
    ])
  })

  test('a restore replaces what a running server has open; it is told to start anew', async () => {
    const { target, dataDir, store } = await office(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    const before = await contents(target)
    await store.db.updateTable('unit').set({ name: 'changed since' }).execute()
    await writeFile(join(dataDir, 'seal.key'), 'another key')

    const { promise: told, resolve } = Promise.withResolvers<void>()
    const watch = new StoreWatch(store, resolve)
    onTestFinished(() => watch.close())
    const restoring = restore({ target, dataDir, file, force: false, say: quiet, graceMs: 1500 })
    await told
    // A server that starts now waits for the new data.
    const next = await openStore(target)
    onTestFinished(() => next.close())
    await restoring
    expect(await contents(target)).toEqual(before)
    expect(next.generation).not.toBe(store.generation)
    expect(await next.db.selectFrom('unit').select('code').where('name', '=', 'changed since').execute()).toEqual([])
    expect(await store.db.selectFrom('unit').select('code').where('name', '=', 'changed since').execute()).toEqual([])
    expect(await readFile(join(dataDir, 'seal.key'), 'utf8')).toBe('the key')
    expect(await readFile(join(dataDir, 'seal.key.before-restore'), 'utf8')).toBe('another key')
    expect((await readdir(dataDir)).filter((name) => name.startsWith('.restore') || name.includes('.new'))).toEqual([])
  })

  test('while people meet nothing is restored, unless forced', async () => {
    const { target, dataDir, store } = await office(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    await store.db
      .updateTable('meeting')
      .set({ starts_at: Date.now(), ends_at: Date.now() + 60_000 })
      .execute()
    await begin(store)
    const before = await contents(target)
    await expect(restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })).rejects.toThrow(
      schedule.title,
    )
    expect(await contents(target)).toEqual(before)
    await restore({ target, dataDir, file, force: true, say: quiet, graceMs: 0 })
    expect(await store.db.selectFrom('meeting_log').selectAll().execute()).toEqual([])
  })

  test('a backup that is damaged anywhere is refused, and nothing is changed', async () => {
    const { target, dataDir } = await office(dialect)
    const folder = await temporaryFolder()
    const file = join(folder, 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    const before = await contents(target)
    const good = await readFile(file)
    for (const [name, bytes] of Object.entries({
      flipped: Buffer.from(good.map((byte, at) => (at === Math.floor(good.length / 2) ? byte ^ 1 : byte))),
      short: good.subarray(0, good.length - 100),
      empty: Buffer.alloc(0),
      other: Buffer.from('Không phải bản sao lưu'),
    })) {
      const bad = join(folder, name)
      await writeFile(bad, bytes)
      await expect(restore({ target, dataDir, file: bad, force: false, say: quiet, graceMs: 0 }), name).rejects.toThrow(
        /damaged|not a backup/,
      )
    }
    expect(await contents(target)).toEqual(before)
    expect(await readdir(folder)).toHaveLength(5)
  })

  test('22.4 a backup that a newer version made is refused, and nothing is changed', async () => {
    const { target, dataDir, store } = await office(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    const newer = await emptyTarget(dialect)
    const next: Migration = async (db) => void (await sql`create table next (id text primary key)`.execute(db))
    const steps = [...migrations, next]
    const theirs =
      newer.dialect === 'sqlite'
        ? await openSqliteStore(newer.file, undefined, { steps })
        : await openPostgresStore(newer, { steps })
    await theirs.close()
    await backup({ target: newer, dataDir, file, say: quiet })
    const before = await contents(target)
    const refused = restore({ target, dataDir, file, force: true, say: quiet, graceMs: 0 })
    await expect(refused).rejects.toThrow(/mới hơn[^]*newer Diem Cau/)
    expect(await contents(target)).toEqual(before)
    expect((await readMeta(store.db, dialect))?.held, 'nobody was asked to let go').toBeNull()
  })

  test('a restore that fails when it puts the data in place leaves the old ones, in use', async () => {
    const { target, dataDir, store } = await office(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    await writeFile(join(dataDir, 'seal.key'), 'another key')
    // The old key's place is taken, so that it cannot be kept.
    await mkdir(join(dataDir, 'seal.key.before-restore'))
    const before = await contents(target)
    await expect(restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })).rejects.toThrow(
      /before-restore/,
    )
    expect(await contents(target)).toEqual(before)
    expect(await readFile(join(dataDir, 'seal.key'), 'utf8')).toBe('another key')
    const again = await openStore(target)
    onTestFinished(() => again.close())
    expect(again.generation).toBe(store.generation)
  })

  test('a backup is of one moment, though people write meanwhile', async () => {
    const { target, dataDir, store } = await office(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    const before = await contents(target)
    let written = 0
    const manifest = await backup({
      target,
      dataDir,
      file,
      // The first table has been read: a later one changes.
      say: (line) => {
        if (!line.startsWith('table ') || written > 0) return
        written += 1
        void store.db.updateTable('unit').set({ name: 'later' }).execute()
      },
    })
    expect(written).toBe(1)
    expect(
      Object.fromEntries(
        manifest.parts.filter(({ kind }) => kind === 'table').map(({ name, sha256 }) => [name, sha256]),
      ),
    ).toEqual(before)
  })

  test('a backup never overwrites a file', async () => {
    const { target, dataDir } = await office(dialect)
    const file = join(await temporaryFolder(), 'precious')
    await writeFile(file, 'precious')
    await expect(backup({ target, dataDir, file, say: quiet })).rejects.toThrow(/exists already/)
    expect(await readFile(file, 'utf8')).toBe('precious')
  })
})

test('a database that is damaged is put aside, and the backup takes its place', async () => {
  const { target, dataDir, store } = await office('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('not SQLite')
  const file = join(await temporaryFolder(), 'backup.tar.zst')
  await backup({ target, dataDir, file, say: quiet })
  const before = await contents(target)
  await store.close()
  await writeFile(target.file, 'damaged '.repeat(2000))
  await restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })
  expect(await contents(target)).toEqual(before)
})

describe.skipIf(inject('postgres') === null)('from SQLite to PostgreSQL in one command', () => {
  async function twoStores() {
    const from = await office('sqlite')
    const to = await emptyTarget('postgres')
    if (from.target.dialect !== 'sqlite' || to.dialect !== 'postgres') throw new Error('wrong stores')
    return { ...from, from: from.target, to }
  }

  test('every table arrives, row by row; the file is used no more, until undone', async () => {
    const { from, to, store } = await twoStores()
    const before = await contents(from)
    const sums = await moveStore({ from, to, force: false, say: quiet })
    expect(sums.get('unit')?.rows).toBe(2501)
    expect(await contents(to)).toEqual(before)
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
    expect(await contents(empty)).toEqual(await contents(to))
  })

  test('while people meet nothing is moved', async () => {
    const { from, to, store } = await twoStores()
    await store.db
      .updateTable('meeting')
      .set({ starts_at: Date.now(), ends_at: Date.now() + 60_000 })
      .execute()
    await begin(store)
    await expect(moveStore({ from, to, force: false, say: quiet })).rejects.toThrow(schedule.title)
    await expect(contents(to)).rejects.toThrow(/no data/)
    await (await openStore(from)).close()
  })

  test('a row that PostgreSQL cannot hold stops it: PostgreSQL stays empty, SQLite in use', async () => {
    const { from, to, store } = await twoStores()
    await sql`update unit set name = ${'a\u0000b'} where code = 'w0001'`.execute(store.db)
    await expect(moveStore({ from, to, force: false, say: quiet })).rejects.toThrow(
      'table unit, row code = "w0001", column name: "a\\u0000b"',
    )
    await expect(contents(to)).rejects.toThrow(/no data/)
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

test('where there is nothing, nothing is made', async () => {
  const target = await emptyTarget('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('not SQLite')
  await expect(
    backup({ target, dataDir: await temporaryFolder(), file: join(await temporaryFolder(), 'b'), say: quiet }),
  ).rejects.toMatchObject({ name: 'StartupError' })
  expect(existsSync(target.file)).toBe(false)
})
