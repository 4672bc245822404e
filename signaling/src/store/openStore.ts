import { existsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { migrations } from './migrations.ts'
import { NodeSqliteDatabase } from './NodeSqliteDatabase.ts'
import type { Schema } from './schema.ts'
import { StartupError } from './StartupError.ts'
import { sqliteCode } from './StoreError.ts'

export type Store = {
  readonly db: Kysely<Schema>
  /** The same connection without Kysely, for pragmas. */
  readonly raw: DatabaseSync
  /** Whether the file was made just now. */
  readonly isNew: boolean
  close(): Promise<void>
}

/** How long a write waits for another program that writes. */
const BUSY_MS = 250

/** Primary result codes, https://www.sqlite.org/rescode.html */
const SQLITE = { PERM: 3, BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const

/**
 * Opens the database, or makes it. Every acknowledged write is on disk: WAL with full fsync.
 * @throws StartupError with what to do, when the file is damaged, newer than this program, not
 *   writable, or the disk is full. Nothing is overwritten then.
 */
export async function openStore(file: string): Promise<Store> {
  let raw: DatabaseSync | null = null
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const isNew = !existsSync(file)
    raw = new DatabaseSync(file, { timeout: 2000 })
    // Reading comes first: a damaged or newer file is left exactly as it was found.
    if (isNew) await chmod(file, 0o600)
    else refuseForeign(raw, file)
    raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;')
    migrate(raw)
    // From here on waiting would hold up everyone: SQLite waits with the whole process.
    raw.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: new NodeSqliteDatabase(raw) }) })
    // Kysely closes only what it has begun to use.
    await db.selectFrom('unit').select('code').limit(1).execute()
    return { db, raw, isNew, close: () => db.destroy() }
  } catch (error) {
    if (raw?.isOpen) raw.close()
    throw explainStoreFailure(error, file)
  }
}

function refuseForeign(raw: DatabaseSync, file: string): void {
  const version = userVersion(raw)
  if (version > migrations.length) {
    throw new StartupError({
      vi: `Cơ sở dữ liệu ${file} do một phiên bản Diem Cau mới hơn tạo ra (phiên bản dữ liệu ${version}, chương trình này hiểu đến ${migrations.length}). Hãy cài phiên bản mới hơn, hoặc chọn thư mục dữ liệu khác bằng --data. Dữ liệu không bị thay đổi.`,
      en: `The database ${file} was made by a newer Diem Cau (data version ${version}, this program knows up to ${migrations.length}). Install the newer version, or choose another data folder with --data. Nothing was changed.`,
    })
  }
  const check = raw.prepare('PRAGMA quick_check(1)').get()
  if (check?.['quick_check'] !== 'ok') throw damaged(file, check)
}

function userVersion(raw: DatabaseSync): number {
  return Number(raw.prepare('PRAGMA user_version').get()?.['user_version'])
}

function migrate(raw: DatabaseSync): void {
  for (let version = userVersion(raw); version < migrations.length; version += 1) {
    raw.exec('BEGIN IMMEDIATE')
    try {
      raw.exec(migrations[version] ?? '')
      raw.exec(`PRAGMA user_version = ${version + 1}`)
      raw.exec('COMMIT')
    } catch (error) {
      // A full disk has rolled back already.
      if (raw.isTransaction) raw.exec('ROLLBACK')
      throw error
    }
  }
}

function damaged(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Cơ sở dữ liệu ${file} bị hỏng hoặc không phải của Diem Cau. Hãy khôi phục từ bản sao lưu, hoặc chuyển tệp này đi nơi khác để bắt đầu lại từ đầu. Tệp không bị ghi đè.`,
      en: `The database ${file} is damaged or is not one of Diem Cau. Restore it from a backup, or move the file away to start anew. It was not overwritten.`,
    },
    cause,
  )
}

/** What a person has to do about a failure of the store at start; any other error as it is. */
export function explainStoreFailure(error: unknown, file: string): unknown {
  if (error instanceof StartupError) return error
  const code = sqliteCode(error)
  const system = error instanceof Error && 'code' in error ? error.code : null
  switch (code === null ? null : code & 0xff) {
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return damaged(file, error)
    case SQLITE.FULL:
      return diskFull(file, error)
    case SQLITE.BUSY:
      return new StartupError(
        {
          vi: `Một chương trình khác đang dùng cơ sở dữ liệu ${file}. Hãy dừng chương trình đó (có thể Diem Cau đã chạy sẵn), rồi thử lại.`,
          en: `Another program is using the database ${file}. Stop it (Diem Cau may be running already), then try again.`,
        },
        error,
      )
    case SQLITE.PERM:
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
    case SQLITE.IOERR:
      return notWritable(file, error)
    default:
      if (system === 'ENOSPC') return diskFull(file, error)
      if (system === 'EACCES' || system === 'EPERM' || system === 'EROFS' || system === 'ENOTDIR' || system === 'EEXIST') {
        return notWritable(file, error)
      }
      return error
  }
}

function diskFull(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Ổ đĩa chứa ${file} đã đầy. Hãy giải phóng ít nhất 100 MB, rồi khởi động lại. Dữ liệu cũ còn nguyên.`,
      en: `The disk that holds ${file} is full. Free at least 100 MB, then start again. The data is as it was.`,
    },
    cause,
  )
}

function notWritable(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Không ghi được cơ sở dữ liệu ${file}. Hãy kiểm tra quyền của thư mục này, hoặc chọn thư mục dữ liệu khác bằng --data.`,
      en: `The database ${file} cannot be written. Check the permissions of its folder, or choose another data folder with --data.`,
    },
    cause,
  )
}
