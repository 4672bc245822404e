import type { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/** A still is for who asked for it just now, and for nobody later. */
export const STILL_KEPT_MS = 10 * 60_000

/** The last still of each room's camera, for ten minutes. */
export class StillStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async save(roomId: AccountId, jpeg: Uint8Array, at: number): Promise<void> {
    await this.#db
      .insertInto('room_still')
      .values({ room_id: roomId, at, jpeg })
      .onConflict((oc) => oc.column('room_id').doUpdateSet({ at, jpeg }))
      .execute()
  }

  async find(roomId: AccountId, now: number): Promise<{ readonly at: number; readonly jpeg: Uint8Array } | null> {
    await this.forget(now)
    const row = await this.#db
      .selectFrom('room_still')
      .select(['at', 'jpeg'])
      .where('room_id', '=', roomId)
      .executeTakeFirst()
    return row ?? null
  }

  async takenAt(roomId: AccountId, now: number): Promise<number | null> {
    const row = await this.#db.selectFrom('room_still').select('at').where('room_id', '=', roomId).executeTakeFirst()
    return row && now - row.at < STILL_KEPT_MS ? row.at : null
  }

  async remove(roomId: AccountId): Promise<void> {
    await this.#db.deleteFrom('room_still').where('room_id', '=', roomId).execute()
  }

  /** Deletes what is older than it may be, of all rooms. */
  async forget(now: number): Promise<void> {
    await this.#db
      .deleteFrom('room_still')
      .where('at', '<', now - STILL_KEPT_MS)
      .execute()
  }
}
