import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'
import { migrations } from '../migrations/index.ts'
import { ensureMeta, META_TABLE, readMeta } from './storeMeta.ts'
import { StartupError } from './StartupError.ts'

/** Reads how many migrations the store has behind it; 0 for a new one. */
export async function readVersion<T>(db: Kysely<T>, dialect: Dialect): Promise<number> {
  if (dialect === 'postgres') return (await readMeta(db, dialect))?.version ?? 0
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(db)
  return rows[0]?.user_version ?? 0
}

/**
 * Takes the schema forward, inside the transaction that is given: all of the steps or none.
 * @param to the version to stop at; the newest unless told
 */
export async function migrate(tx: Kysely<unknown>, dialect: Dialect, to = migrations.length): Promise<void> {
  await ensureMeta(tx, dialect)
  const from = await readVersion(tx, dialect)
  for (const step of migrations.slice(from, to)) await step(tx, dialect)
  if (to > from) await writeVersion(tx, dialect, to)
}

async function writeVersion(tx: Kysely<unknown>, dialect: Dialect, version: number): Promise<void> {
  // A pragma takes no parameters.
  if (dialect === 'sqlite') await sql`PRAGMA user_version = ${sql.lit(version)}`.execute(tx)
  await sql`update ${sql.table(META_TABLE)} set version = ${version}`.execute(tx)
}

/** @throws StartupError when the store was made by a newer program */
export function refuseNewer(version: number, label: string): void {
  const known = migrations.length
  if (version <= known) return
  throw new StartupError({
    vi: `Cơ sở dữ liệu ${label} do một phiên bản Diem Cau mới hơn tạo ra (phiên bản dữ liệu ${version}, chương trình này hiểu đến ${known}). Hãy cài phiên bản mới hơn, hoặc chọn nơi chứa dữ liệu khác bằng --data hoặc DIEM_CAU_DATABASE. Dữ liệu không bị thay đổi.`,
    en: `The database ${label} was made by a newer Diem Cau (data version ${version}, this program knows up to ${known}). Install the newer version, or choose other data with --data or DIEM_CAU_DATABASE. Nothing was changed.`,
  })
}
