import { NetworkCamera } from '@diem-cau/sfu-contract'
import type { AccountId } from '@diem-cau/signaling-contract'
import type { RoomCameraState } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { Sealer } from '../../auth/Sealer.ts'
import type { Schema } from '../../db/schema.ts'

type Changed = { readonly changedAt: number; readonly changedBy: string }

/** The camera of the network that each room has. Its password is sealed, and opened for the media node alone. */
export class RoomCameraStore {
  readonly #db: Kysely<Schema>
  readonly #sealer: Pick<Sealer, 'seal' | 'unseal'>

  constructor(db: Kysely<Schema>, sealer: Pick<Sealer, 'seal' | 'unseal'>) {
    this.#db = db
    this.#sealer = sealer
  }

  /** As a page shows it. */
  async shown(roomId: AccountId): Promise<RoomCameraState['camera']> {
    const row = await this.#row(roomId)
    if (!row) return null
    const { host, port, path, user_name: user, changed_at: changedAt, changed_by: changedBy } = row
    const hasPassword = this.#sealer.unseal(row.sealed_password, sealedFor(roomId)) !== ''
    return { host, port, path, user, hasPassword, changedAt, changedBy }
  }

  /** With what opens it. */
  async find(roomId: AccountId): Promise<NetworkCamera | null> {
    const row = await this.#row(roomId)
    if (!row) return null
    const { host, port, path, user_name: user } = row
    const password = this.#sealer.unseal(row.sealed_password, sealedFor(roomId))
    return NetworkCamera.parse({ host, port, path, user, password })
  }

  async save(roomId: AccountId, camera: NetworkCamera, { changedAt, changedBy }: Changed): Promise<void> {
    const { host, port, path, user, password } = camera
    const row = {
      host,
      port,
      path,
      user_name: user,
      sealed_password: this.#sealer.seal(password, sealedFor(roomId)),
      changed_at: changedAt,
      changed_by: changedBy,
    }
    await this.#db
      .insertInto('room_camera')
      .values({ room_id: roomId, ...row })
      .onConflict((oc) => oc.column('room_id').doUpdateSet(row))
      .execute()
  }

  async remove(roomId: AccountId): Promise<void> {
    await this.#db.deleteFrom('room_camera').where('room_id', '=', roomId).execute()
  }

  #row(roomId: AccountId) {
    return this.#db.selectFrom('room_camera').selectAll().where('room_id', '=', roomId).executeTakeFirst()
  }
}

const sealedFor = (roomId: AccountId) => `camera of ${roomId}`
