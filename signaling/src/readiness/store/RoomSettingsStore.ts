import type { AccountId } from '@diem-cau/signaling-contract'
import { RoomSettings } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { readStored } from '../../db/sql/readStored.ts'

export type KeptSettings = {
  readonly settings: RoomSettings
  readonly changedAt: number
  /** The name of who changed them. */
  readonly changedBy: string
}

/** What each room wants; a room that nobody said anything of is not in it. */
export class RoomSettingsStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async find(roomId: AccountId): Promise<KeptSettings | null> {
    const row = await this.#db.selectFrom('room_settings').selectAll().where('room_id', '=', roomId).executeTakeFirst()
    if (!row) return null
    return { settings: readStored(RoomSettings, row.settings), changedAt: row.changed_at, changedBy: row.changed_by }
  }

  async save(roomId: AccountId, { settings, changedAt, changedBy }: KeptSettings): Promise<void> {
    const row = { settings: JSON.stringify(settings), changed_at: changedAt, changed_by: changedBy }
    await this.#db
      .insertInto('room_settings')
      .values({ room_id: roomId, ...row })
      .onConflict((oc) => oc.column('room_id').doUpdateSet(row))
      .execute()
  }
}
