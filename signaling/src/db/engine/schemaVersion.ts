import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'
import { contractions, type Migration, migrations } from '../migrations/index.ts'
import { ensureMeta, META_TABLE, readMeta } from './storeMeta.ts'
import { StartupError } from './StartupError.ts'

/** Reads how many migrations the store has behind it; 0 for a new one. */
export async function readVersion<T>(db: Kysely<T>, dialect: Dialect): Promise<number> {
  if (dialect === 'postgres') return (await readMeta(db, dialect))?.version ?? 0
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(db)
  return rows[0]?.user_version ?? 0
}

/** Tells from which version on a program may use a store of this version: from the last step that took away what was there before. */
export function compatibleFrom(version: number, steps: readonly Migration[] = migrations): number {
  return steps.slice(0, version).findLastIndex((step) => contractions.has(step)) + 1
}

/**
 * Takes the schema forward, inside the transaction that is given: all of the steps or none.
 * @param to the version to stop at; the newest unless told
 */
export async function migrate(
  tx: Kysely<unknown>,
  dialect: Dialect,
  to?: number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await ensureMeta(tx, dialect)
  const from = await readVersion(tx, dialect)
  const last = to ?? steps.length
  for (const step of steps.slice(from, last)) await step(tx, dialect)
  if (last > from) await writeVersion(tx, dialect, last, compatibleFrom(last, steps))
}

async function writeVersion(tx: Kysely<unknown>, dialect: Dialect, version: number, from: number): Promise<void> {
  // A pragma takes no parameters.
  if (dialect === 'sqlite') await sql`PRAGMA user_version = ${sql.lit(version)}`.execute(tx)
  await sql`update ${sql.table(META_TABLE)} set version = ${version}`.execute(tx)
  // Without the step that adds the column there is nobody who would read it.
  if (from > 0) await sql`update ${sql.table(META_TABLE)} set compatible_from = ${from}`.execute(tx)
}

/**
 * Goes on with a store that a newer program made if that one said that this program still may (SPEC 22.4).
 * @param known the version that this program knows
 * @throws StartupError when it may not. Nothing was changed.
 */
export async function refuseNewer<T>(
  db: Kysely<T>,
  version: number,
  label: string,
  known = migrations.length,
): Promise<void> {
  if (version <= known) return
  const { rows } = await sql<{ from: number }>`select compatible_from as "from" from ${sql.table(META_TABLE)}`.execute(
    db,
  )
  refuseVersion({ version, from: rows[0]?.from ?? version }, label, known)
}

/** The same, of a store that was read already. @param store `from`: the version from which on a program may use it */
export function refuseVersion(
  store: { readonly version: number; readonly from: number },
  label: string,
  known = migrations.length,
): void {
  if (store.version <= known || store.from <= known) return
  throw new StartupError({
    vi: `Cơ sở dữ liệu ${label} do một phiên bản Diem Cau mới hơn tạo ra (phiên bản dữ liệu ${store.version}, chương trình này hiểu đến ${known}). Hãy cài phiên bản mới hơn, hoặc chọn nơi chứa dữ liệu khác bằng --data hoặc DIEM_CAU_DATABASE. Dữ liệu không bị thay đổi.`,
    en: `The database ${label} was made by a newer Diem Cau (data version ${store.version}, this program knows up to ${known}). Install the newer version, or choose other data with --data or DIEM_CAU_DATABASE. Nothing was changed.`,
  })
}
