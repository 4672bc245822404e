import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UnitCode } from '@diem-cau/signaling-contract'
import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { DiskPaperFiles } from '../../office/papers/DiskPaperFiles.ts'
import { verifyMinutes } from '../../office/minutes/verifyMinutes.ts'
import { minutesContent } from '../../testing/minutesContent.ts'
import { accountOf, meetingId, schedule } from '../../testing/people.ts'
import { describeStores, emptyTarget, temporaryFolder } from '../../testing/temporaryStore.ts'
import { readLog } from '../log/chainedLog.ts'
import { insertMany } from '../sql/insertMany.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { openPostgresStore } from '../engine/openPostgresStore.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import { readMeta } from '../engine/storeMeta.ts'
import { openStore } from '../engine/openStore.ts'
import { StoreWatch } from '../engine/StoreWatch.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'
import { beginMeeting, contentsOf, filledOffice } from '../../testing/filledOffice.ts'

const quiet = () => {}
const BOTH = inject('postgres') === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)

describe.each(BOTH.flatMap((from) => BOTH.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
  test('a backup brings back every row, paper and key, elsewhere', async () => {
    const { target, dataDir, store, paper } = await filledOffice(from)
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
    expect(await contentsOf(elsewhere)).toEqual(await contentsOf(target))
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
    const { target, dataDir, store } = await filledOffice(from)
    const keep = async (content: string) => {
      const sha256 = createHash('sha256').update(content).digest('hex')
      await mkdir(join(dataDir, 'papers', sha256.slice(0, 2)), { recursive: true })
      await writeFile(join(dataDir, 'papers', sha256.slice(0, 2), sha256), content)
      return { sha256, bytes: Buffer.byteLength(content) }
    }
    await beginMeeting(store)
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
    const { target, dataDir, store, paper } = await filledOffice(dialect)
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
    const { target, dataDir, store } = await filledOffice(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    const before = await contentsOf(target)
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
    expect(await contentsOf(target)).toEqual(before)
    expect(next.generation).not.toBe(store.generation)
    expect(await next.db.selectFrom('unit').select('code').where('name', '=', 'changed since').execute()).toEqual([])
    expect(await store.db.selectFrom('unit').select('code').where('name', '=', 'changed since').execute()).toEqual([])
    expect(await readFile(join(dataDir, 'seal.key'), 'utf8')).toBe('the key')
    expect(await readFile(join(dataDir, 'seal.key.before-restore'), 'utf8')).toBe('another key')
    expect((await readdir(dataDir)).filter((name) => name.startsWith('.restore') || name.includes('.new'))).toEqual([])
  })

  test('while people meet nothing is restored, unless forced', async () => {
    const { target, dataDir, store } = await filledOffice(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    await store.db
      .updateTable('meeting')
      .set({ starts_at: Date.now(), ends_at: Date.now() + 60_000 })
      .execute()
    await beginMeeting(store)
    const before = await contentsOf(target)
    await expect(restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })).rejects.toThrow(
      schedule.title,
    )
    expect(await contentsOf(target)).toEqual(before)
    await restore({ target, dataDir, file, force: true, say: quiet, graceMs: 0 })
    expect(await store.db.selectFrom('meeting_log').selectAll().execute()).toEqual([])
  })

  test('a backup that is damaged anywhere is refused, and nothing is changed', async () => {
    const { target, dataDir } = await filledOffice(dialect)
    const folder = await temporaryFolder()
    const file = join(folder, 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    const before = await contentsOf(target)
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
    expect(await contentsOf(target)).toEqual(before)
    expect(await readdir(folder)).toHaveLength(5)
  })

  test('22.4 a backup that a newer version made is refused, and nothing is changed', async () => {
    const { target, dataDir, store } = await filledOffice(dialect)
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
    const before = await contentsOf(target)
    const refused = restore({ target, dataDir, file, force: true, say: quiet, graceMs: 0 })
    await expect(refused).rejects.toThrow(/mới hơn[^]*newer Diem Cau/)
    expect(await contentsOf(target)).toEqual(before)
    expect((await readMeta(store.db, dialect))?.held, 'nobody was asked to let go').toBeNull()
  })

  test('a restore that fails when it puts the data in place leaves the old ones, in use', async () => {
    const { target, dataDir, store } = await filledOffice(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    await backup({ target, dataDir, file, say: quiet })
    await writeFile(join(dataDir, 'seal.key'), 'another key')
    // The old key's place is taken, so that it cannot be kept.
    await mkdir(join(dataDir, 'seal.key.before-restore'))
    const before = await contentsOf(target)
    await expect(restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })).rejects.toThrow(
      /before-restore/,
    )
    expect(await contentsOf(target)).toEqual(before)
    expect(await readFile(join(dataDir, 'seal.key'), 'utf8')).toBe('another key')
    const again = await openStore(target)
    onTestFinished(() => again.close())
    expect(again.generation).toBe(store.generation)
  })

  test('a backup is of one moment, though people write meanwhile', async () => {
    const { target, dataDir, store } = await filledOffice(dialect)
    const file = join(await temporaryFolder(), 'backup.tar.zst')
    const before = await contentsOf(target)
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
    const { target, dataDir } = await filledOffice(dialect)
    const file = join(await temporaryFolder(), 'precious')
    await writeFile(file, 'precious')
    await expect(backup({ target, dataDir, file, say: quiet })).rejects.toThrow(/exists already/)
    expect(await readFile(file, 'utf8')).toBe('precious')
  })
})

test('a database that is damaged is put aside, and the backup takes its place', async () => {
  const { target, dataDir, store } = await filledOffice('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('not SQLite')
  const file = join(await temporaryFolder(), 'backup.tar.zst')
  await backup({ target, dataDir, file, say: quiet })
  const before = await contentsOf(target)
  await store.close()
  await writeFile(target.file, 'damaged '.repeat(2000))
  await restore({ target, dataDir, file, force: false, say: quiet, graceMs: 0 })
  expect(await contentsOf(target)).toEqual(before)
})

test('where there is nothing, nothing is made', async () => {
  const target = await emptyTarget('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('not SQLite')
  await expect(
    backup({ target, dataDir: await temporaryFolder(), file: join(await temporaryFolder(), 'b'), say: quiet }),
  ).rejects.toMatchObject({ name: 'StartupError' })
  expect(existsSync(target.file)).toBe(false)
})
