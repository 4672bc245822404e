import { ControlError, type NetworkCamera } from '@diem-cau/sfu-contract'
import { type Account, type AccountId, MeetingError } from '@diem-cau/signaling-contract'
import type { AuditAction } from '@diem-cau/signaling-contract/office'
import type { RoomCameraChange, RoomCameraState, RoomCameraTried } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Sealer } from '../auth/Sealer.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import type { MediaNodes } from '../live/media/nodes/MediaNodes.ts'
import { mayAt, requireMay } from '../office/access.ts'
import type { Asking } from './ReadinessDesk.ts'
import { type OfficeRoom, readRooms } from './readRooms.ts'
import { RoomCameraStore } from './store/RoomCameraStore.ts'

export type RoomCamerasContext = {
  readonly db: Kysely<Schema>
  readonly clock: () => number
  readonly audit: AuditLog
  readonly sealer: Pick<Sealer, 'seal' | 'unseal'>
  readonly mediaNodes: Pick<MediaNodes, 'clients'>
}

/** A room's test asks a camera that refused its password again after this: cameras lock out who goes on trying. */
const REFUSED_FOR_MS = 60 * 60_000

/** The cameras of the network that rooms have, as who looks after them sees and changes them (SPEC 23.13). */
export class RoomCameras {
  readonly #context: RoomCamerasContext
  /** Cameras that refused their password, by room. */
  readonly #refused = new Map<AccountId, { readonly changedAt: number; readonly at: number }>()

  constructor(context: RoomCamerasContext) {
    this.#context = context
  }

  async state(account: Account, roomId: AccountId): Promise<RoomCameraState> {
    const { db, sealer } = this.#context
    const room = await this.#room(db, account, roomId)
    const camera = await new RoomCameraStore(db, sealer).shown(roomId)
    return { camera, mayChange: await mayAt(db, account, 'operations.act', room.unit.code) }
  }

  /**
   * @throws MeetingError `badRequest` where a password is to be kept and there is none for this address: one that was written for a camera
   * goes to no other
   */
  async change(asking: Asking, roomId: AccountId, { password, ...where }: RoomCameraChange): Promise<void> {
    await this.#act(asking, roomId, 'room.cameraSet', async (store, changedAt) => {
      const kept = password === null ? await store.find(roomId) : null
      if (password === null && (kept?.host !== where.host || kept.port !== where.port))
        throw new MeetingError('badRequest', 'a camera at another address needs its password written again')
      const camera = { ...where, password: password ?? kept?.password ?? '' }
      await store.save(roomId, camera, { changedAt, changedBy: asking.account.name })
    })
  }

  /**
   * A media node looks what comes of it, for who looks after the room, and for the room's own test of itself. That goes by itself: a password that the
   * camera refused is not tried again before it was changed, or for an hour (SPEC 23.19).
   * @throws MeetingError `notFound` where the room has none
   */
  async try(account: Account, roomId: AccountId): Promise<RoomCameraTried> {
    const { db, sealer, clock } = this.#context
    const { unit } = await this.#room(db, account, roomId)
    const isOwn = account.accountId === roomId
    if (!isOwn) await requireMay(db, account, 'operations.act', unit.code)
    const store = new RoomCameraStore(db, sealer)
    const [camera, shown] = [await store.find(roomId), await store.shown(roomId)]
    if (!camera || !shown) throw new MeetingError('notFound', 'this room has no camera of the network')
    const { changedAt } = shown
    const refused = this.#refused.get(roomId)
    if (isOwn && refused?.changedAt === changedAt && clock() - refused.at < REFUSED_FOR_MS)
      return { state: { is: 'away', fault: 'wrongPassword' } }
    const tried = await this.#try(camera)
    if (tried.state?.is === 'away' && tried.state.fault === 'wrongPassword')
      this.#refused.set(roomId, { changedAt, at: clock() })
    else this.#refused.delete(roomId)
    return tried
  }

  async #try(camera: NetworkCamera): Promise<RoomCameraTried> {
    const { mediaNodes } = this.#context
    const node = mediaNodes.clients.find(({ description }) => description)
    try {
      return { state: node ? (await node.request('node:tryCamera', { camera })).state : null }
    } catch (error) {
      // It went, or is of a version before.
      if (error instanceof ControlError) return { state: null }
      throw error
    }
  }

  async remove(asking: Asking, roomId: AccountId): Promise<void> {
    await this.#act(asking, roomId, 'room.cameraRemoved', (store) => store.remove(roomId))
  }

  async #act(
    { account, ip }: Asking,
    roomId: AccountId,
    action: AuditAction,
    work: (store: RoomCameraStore, now: number) => Promise<void>,
  ): Promise<void> {
    const { db, clock, audit, sealer } = this.#context
    await inTransaction(db, async (tx) => {
      const { name, unit } = await this.#room(tx, account, roomId)
      await requireMay(tx, account, 'operations.act', unit.code)
      await work(new RoomCameraStore(tx, sealer), clock())
      await audit.append(
        tx,
        { account, ip },
        { action, subject: { type: 'room', id: roomId, name }, unitCode: unit.code },
      )
    })
  }

  /** @throws MeetingError `notFound` for who may not see it */
  async #room(db: Kysely<Schema>, account: Account, roomId: AccountId): Promise<OfficeRoom> {
    const [room] = await readRooms(db, { scope: null, roomId })
    if (!room || (account.accountId !== roomId && !(await mayAt(db, account, 'room.read', room.unit.code))))
      throw new MeetingError('notFound')
    return room
  }
}
