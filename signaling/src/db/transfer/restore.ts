import { createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { migrations } from '../migrations/index.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { WATCH_MS } from '../engine/StoreWatch.ts'
import { readArchive } from './archive.ts'
import { PAPERS } from './dataFiles.ts'
import type { TableSource } from './fillTables.ts'
import { holdStore } from './holdStore.ts'
import { type Manifest, pathOf } from './manifest.ts'
import { preparePostgres } from './placePostgres.ts'
import { prepareSqlite } from './placeSqlite.ts'
import type { Prepared } from './Prepared.ts'
import { readLines, writeLines } from './tableLines.ts'
import { type Progress, TransferError } from './TransferError.ts'

export type RestoreOptions = {
  readonly target: StoreTarget
  readonly dataDir: string
  /** An archive that `backup` has made, of either kind of store. */
  readonly file: string
  /** True goes on even while meetings are under way. */
  readonly force: boolean
  readonly say: Progress
  /** Time that running servers have to let go of the data, in milliseconds. */
  readonly graceMs?: number
}

/**
 * Puts a backup in the place of what is there: all of it or nothing. A server that runs lets go of the
 * data while they are replaced, and starts anew with them.
 * @throws TransferError, StartupError; then everything is as it was
 */
export async function restore({
  target,
  dataDir,
  file,
  force,
  say,
  graceMs = 3 * WATCH_MS,
}: RestoreOptions): Promise<Manifest> {
  if (!existsSync(file)) throw new TransferError(`There is no file ${file}.`)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(resolve(dataDir), '.restore-'))
  let prepared: Prepared | null = null
  try {
    const hold = holdStore(target)
    await hold.refuseLive(force)
    say(`checking ${file}`)
    const manifest = await readArchive(file, folder, (manifest) => refuseNewer(file, manifest))
    say(
      `it was made on ${manifest.madeAt} from ${manifest.from}, data version ${manifest.schema}; every part is as it was written`,
    )

    prepared = await prepare(target, manifest.schema, linesIn(folder, say))
    await prepared.snapshot((snapshot) => compare(manifest, snapshot))
    await prepared.toNewest()
    await addPapers(manifest, folder, dataDir)
    say('the new data are complete; putting them in place')

    // A meeting that was begun meanwhile is not cut off either.
    await hold.refuseLive(force)
    await hold.begin()
    let keys: KeyChange | null = null
    try {
      if (hold.held) await wait(graceMs)
      keys = await changeKeys(manifest, folder, dataDir)
      await prepared.place()
    } catch (error) {
      await keys?.undo()
      await hold.giveBack()
      throw error
    }
    say('done; a server that runs starts anew with these data within seconds')
    return manifest
  } finally {
    await prepared?.discard()
    await rm(folder, { recursive: true, force: true })
  }
}

function refuseNewer(file: string, { schema, program }: Manifest): void {
  if (schema <= migrations.length) return
  throw new TransferError(
    `${file} do một phiên bản Điểm Cầu mới hơn tạo ra (${program}). Hãy cài phiên bản đó rồi khôi phục. Dữ liệu đang dùng không thay đổi.\n\n${file} was made by a newer Diem Cau (${program}, data version ${schema}; this program knows up to ${migrations.length}). Install that version, then restore. Nothing was changed.`,
  )
}

function prepare(target: StoreTarget, version: number, source: TableSource): Promise<Prepared> {
  return target.dialect === 'sqlite'
    ? prepareSqlite(target.file, version, source)
    : preparePostgres(target, version, source)
}

function linesIn(folder: string, say: Progress): TableSource {
  return async function* source(table) {
    say(`table ${table.name}`)
    const file = join(folder, 'tables', `${table.name}.jsonl`)
    if (!existsSync(file)) throw new TransferError(`The backup has no table ${table.name}. Nothing was changed.`)
    yield* readLines(createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
  }
}

/** Reads back what was built: the same rows to the byte. */
async function compare(
  manifest: Manifest,
  snapshot: Parameters<Parameters<Prepared['snapshot']>[0]>[0],
): Promise<void> {
  for (const part of manifest.parts) {
    if (part.kind !== 'table') continue
    const table = snapshot.tables.find(({ name }) => name === part.name)
    const sum = table ? await writeLines(snapshot, table) : null
    if (sum?.sha256 !== part.sha256)
      throw new TransferError(
        `Table ${part.name} did not come out as it is in the backup (${sum?.rows ?? 'no'} of ${part.rows} rows). Nothing was changed.`,
      )
  }
}

/** Papers are named for their content and never change: those that are there already are the same. */
async function addPapers(manifest: Manifest, folder: string, dataDir: string): Promise<void> {
  for (const part of manifest.parts) {
    if (part.kind !== 'paper') continue
    const target = join(dataDir, PAPERS, part.name)
    if (existsSync(target)) continue
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await rename(join(folder, pathOf(part)), target)
  }
}

type KeyChange = { undo(): Promise<void> }

/** Sealed columns can be read only with the keys of their time. The present ones are kept as *.before-restore. */
async function changeKeys(manifest: Manifest, folder: string, dataDir: string): Promise<KeyChange> {
  const undo: (() => Promise<void>)[] = []
  const change = {
    undo: async () => {
      for (const step of undo.toReversed()) await step()
    },
  }
  for (const part of manifest.parts) {
    if (part.kind !== 'key') continue
    const target = join(dataDir, part.name)
    const bytes = await readFile(join(folder, pathOf(part)))
    const before = existsSync(target) ? await readFile(target) : null
    if (before?.equals(bytes)) continue
    if (before) await copyFile(target, `${target}.before-restore`)
    await replace(target, bytes)
    undo.push(() => (before ? replace(target, before) : rm(target, { force: true })))
  }
  return change
}

async function replace(file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}.${process.pid}.new`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, bytes, { mode: 0o600, flush: true })
  await rename(draft, file)
}
