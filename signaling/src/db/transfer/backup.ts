import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import { basename, dirname, join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { sql } from 'kysely'
import { programVersion } from '../engine/programVersion.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { writeArchive } from './archive.ts'
import { listDataFiles, PAPERS } from './dataFiles.ts'
import { FORMAT, type Manifest, pathOf, type Part } from './manifest.ts'
import { type Snapshot, withSnapshot } from './Snapshot.ts'
import { writeLines } from './tableLines.ts'
import { type Progress, TransferError } from './TransferError.ts'

export type BackupOptions = {
  readonly target: StoreTarget
  readonly dataDir: string
  /** The archive to make. */
  readonly file: string
  readonly say: Progress
  readonly now?: Date
}

/**
 * Everything that an office has, at one moment, in one file: tables, papers, keys. The server may run.
 * @throws TransferError, StartupError; then there is no file
 */
export async function backup({ target, dataDir, file, say, now = new Date() }: BackupOptions): Promise<Manifest> {
  const archive = resolve(file)
  if (existsSync(archive))
    throw new TransferError(`${file} exists already. Choose another name; a backup is never overwritten.`)
  await mkdir(dirname(archive), { recursive: true })
  // The folder is beside the archive: where there is room for one, there is for the other.
  const folder = await mkdtemp(join(dirname(archive), `.${basename(archive)}-`))
  try {
    await mkdir(join(folder, 'tables'))
    say(`reading ${target.label}`)
    const { version, dialect, tables, papers } = await withSnapshot(target, async (snapshot) => ({
      version: snapshot.version,
      dialect: snapshot.dialect,
      tables: await dumpTables(snapshot, folder, say),
      papers: await papersOnRecord(snapshot),
    }))
    // Files are listed after the tables, because a paper is kept before the row that names it is written, and never changes.
    const files = await listDataFiles(dataDir)
    say(
      `${files.filter(({ kind }) => kind === 'paper').length} papers, ${files.filter(({ kind }) => kind === 'key').length} keys`,
    )
    for (const { kind, name } of files) if (kind === 'paper') papers.delete(basename(name))
    if (papers.size > 0) {
      say(
        `${papers.size} ${papers.size === 1 ? 'paper is' : 'papers are'} NOT in this backup, for not being in ${join(dataDir, PAPERS)}: with DIEM_CAU_PAPERS_S3_URL they are in the bucket; keep that one safe too`,
      )
    }
    const manifest: Manifest = {
      format: FORMAT,
      program: `Diem Cau ${programVersion}`,
      schema: version,
      from: dialect,
      madeAt: now.toISOString(),
      parts: [...tables, ...files],
    }
    say(`writing ${file}`)
    await writeArchive(archive, manifest, (path) =>
      path.startsWith('tables/')
        ? join(folder, path)
        : join(dataDir, path.startsWith('keys/') ? path.slice('keys/'.length) : path),
    )
    say(`done: ${file}, ${sizeInWords((await stat(archive)).size)}`)
    return manifest
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Some are not there in an older schema. */
const TABLES_OF_FILES = ['paper_version', 'paper_rendition', 'staged_paper', 'minutes_file', 'minutes_issue_file']

/** SHA-256 of every file that the tables know: versions of papers, those that wait for their meeting, the PDFs made of them, approved minutes. */
async function papersOnRecord({ db, tables }: Snapshot): Promise<Set<string>> {
  const known = new Set<string>()
  for (const name of TABLES_OF_FILES.filter((name) => tables.some((table) => table.name === name))) {
    const { rows } = await sql<{
      sha256: string
    }>`select distinct sha256 from ${sql.table(name)} where sha256 is not null`.execute(db)
    for (const { sha256 } of rows) known.add(sha256)
  }
  return known
}

async function dumpTables(snapshot: Snapshot, folder: string, say: Progress): Promise<Part[]> {
  const parts: Part[] = []
  for (const [index, table] of snapshot.tables.entries()) {
    const out = createWriteStream(
      join(folder, pathOf({ kind: 'table', name: table.name, rows: 0, bytes: 0, sha256: '' })),
      { mode: 0o600 },
    )
    const sum = await writeLines(snapshot, table, async (lines) => {
      if (!out.write(lines)) await once(out, 'drain')
    })
    out.end()
    await finished(out)
    parts.push({ kind: 'table', name: table.name, ...sum })
    say(`table ${index + 1}/${snapshot.tables.length} ${table.name}: ${sum.rows} rows`)
  }
  return parts
}

function sizeInWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
