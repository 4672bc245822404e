import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { isUniqueViolation } from '../../db/engine/storeFailure.ts'

export type BackupRun = {
  readonly day: string
  readonly attempt: number
  readonly startedAt: number
  readonly endedAt: number | null
  readonly file: string | null
  readonly failure: string | null
}

/** The backups that servers made by themselves, and all that writes them. */
export class BackupRunStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The newest first. */
  async latest(count: number): Promise<BackupRun[]> {
    const rows = await this.#db
      .selectFrom('backup_run')
      .selectAll()
      .orderBy('started_at', 'desc')
      .limit(count)
      .execute()
    return rows.map(({ day, try: attempt, started_at: startedAt, ended_at: endedAt, file, failure }) => {
      return { day, attempt, startedAt, endedAt, file, failure }
    })
  }

  /** When the newest that can be restored was begun; null: there is none. */
  async lastGood(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('backup_run')
      .select((eb) => eb.fn.max<number | null>('started_at').as('at'))
      .where('file', 'is not', null)
      .executeTakeFirst()
    return row?.at ?? null
  }

  /** @returns false when another process has begun this one already */
  async begin(day: string, attempt: number, process: string, at: number): Promise<boolean> {
    try {
      await this.#db.insertInto('backup_run').values({ day, try: attempt, process, started_at: at }).execute()
      return true
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  async end(
    day: string,
    attempt: number,
    at: number,
    outcome: { readonly file: string; readonly bytes: number } | { readonly failure: string },
  ): Promise<void> {
    await this.#db
      .updateTable('backup_run')
      .set({ ended_at: at, ...outcome })
      .where('day', '=', day)
      .where('try', '=', attempt)
      .execute()
  }

  /** Rows are small; what was two years ago is nobody's business any more. */
  async forgetBefore(at: number): Promise<void> {
    await this.#db.deleteFrom('backup_run').where('started_at', '<', at).execute()
  }
}
