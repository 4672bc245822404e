import { type Account, type AccountId, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { AuditAction, EditRoom, NewRoom, Room } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { endSignIns } from '../../auth/RefreshTokenStore.ts'
import type { Schema } from '../../db/schema.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import { mayAt, requireMay } from '../access.ts'
import { type Admin, newAccountId, type PeopleContext } from '../people/People.ts'
import { Pairings } from './Pairings.ts'
import { RoomStore } from './RoomStore.ts'

/** State of a pairing, as the room's PC is told it; `account`: it is signed in as this room now. */
export type Claimed =
  | { readonly state: 'waiting'; readonly expiresAt: number }
  | { readonly state: 'expired' }
  | { readonly state: 'enrolled'; readonly room: Room; readonly account: Account }

/** Administrators manage meeting rooms by this, and a room's PC gets its credential here. */
export class Rooms {
  readonly #office: PeopleContext

  constructor(office: PeopleContext) {
    this.#office = office
  }

  /** @throws MeetingError `forbidden`, `unitClosed` */
  async create(admin: Admin, { name, place, unitCode }: NewRoom): Promise<Room> {
    const { db, clock, audit } = this.#office
    const id = newAccountId()
    return inTransaction(db, async (tx) => {
      await this.#assertUnit(tx, admin, unitCode)
      await new RoomStore(tx).add(id, { name, place, unitCode }, clock())
      const room = await found(tx, id)
      await audit.append(tx, admin, { action: 'room.created', ...about(room), details: { place } })
      return room
    })
  }

  /** @throws MeetingError `notFound`, `forbidden`, `editConflict`, `unitClosed` */
  async edit(admin: Admin, id: AccountId, input: EditRoom): Promise<Room> {
    return this.#change(admin, id, async (tx, before) => {
      const next = {
        name: input.name ?? before.name,
        place: input.place ?? before.place,
        unitCode: input.unitCode ?? before.unit.code,
        disabled: input.disabled ?? before.disabled,
      }
      if (next.unitCode !== before.unit.code) await this.#assertUnit(tx, admin, next.unitCode)
      if (!(await new RoomStore(tx).update(id, input.version, next))) {
        throw new MeetingError('editConflict', 'the room was changed meanwhile', { current: before })
      }
      if (next.disabled && !before.disabled) {
        await this.#release(tx, id)
        await new RoomStore(tx).setDevice(id, null)
      }
      const action =
        next.disabled === before.disabled ? 'room.edited' : next.disabled ? 'room.disabled' : 'room.enabled'
      const old = { name: before.name, place: before.place, unitCode: before.unit.code }
      const details = Object.fromEntries(
        (['name', 'place', 'unitCode'] as const).flatMap((key) =>
          old[key] === next[key] ? [] : [[key, [old[key], next[key]]]],
        ),
      )
      return { action, details }
    })
  }

  /** The PC whose TV shows this code is the room's from now on; the one before is out at once. @throws MeetingError `notFound`, `forbidden`, `pairingExpired` */
  async enrol(admin: Admin, id: AccountId, code: string): Promise<Room> {
    return this.#change(admin, id, async (tx, before) => {
      if (before.disabled) throw new MeetingError('forbidden', 'the room is disabled')
      const now = this.#office.clock()
      const name = await new Pairings(tx).enrol(code, id, now)
      await endSignIns(tx, id, now)
      await new RoomStore(tx).setDevice(id, { name, at: now })
      return { action: 'room.enrolled', details: { device: name } }
    })
  }

  /** Lets no PC be the room's any more, from this moment. @throws MeetingError `notFound`, `forbidden` */
  async revoke(admin: Admin, id: AccountId): Promise<Room> {
    return this.#change(admin, id, async (tx) => {
      await this.#release(tx, id)
      await new RoomStore(tx).setDevice(id, null)
      return { action: 'room.revoked', details: {} }
    })
  }

  /** Tells the room's PC how its pairing stands. */
  async claim(pairingId: string, secret: string): Promise<Claimed> {
    const { db, clock } = this.#office
    return inTransaction(db, async (tx): Promise<Claimed> => {
      const claim = await new Pairings(tx).claim(pairingId, secret, clock())
      if (claim.state !== 'enrolled') return claim
      const room = await found(tx, claim.roomId)
      if (room.disabled) return { state: 'expired' }
      return {
        state: 'enrolled',
        room,
        account: { accountId: room.roomId, kind: 'room', login: '', name: room.name, unit: room.unit },
      }
    })
  }

  /** A room that may be read. @throws MeetingError `notFound`, also for one elsewhere */
  async visible(admin: Admin, id: AccountId): Promise<Room> {
    return visible(this.#office.db, admin, id)
  }

  async #change(
    admin: Admin,
    id: AccountId,
    work: (
      tx: Kysely<Schema>,
      before: Room,
    ) => Promise<{ action: AuditAction; details: Readonly<Record<string, unknown>> }>,
  ): Promise<Room> {
    const { db, audit, signIns } = this.#office
    const room = await inTransaction(db, async (tx) => {
      const before = await visible(tx, admin, id)
      await requireMay(tx, admin.account, 'room.manage', before.unit.code)
      const { action, details } = await work(tx, before)
      const after = await found(tx, id)
      await audit.append(tx, admin, { action, ...about(after), details })
      return after
    })
    signIns.announceEnded()
    return room
  }

  async #release(tx: Kysely<Schema>, id: AccountId): Promise<void> {
    await new Pairings(tx).forget(id)
    await endSignIns(tx, id, this.#office.clock())
  }

  async #assertUnit(tx: Kysely<Schema>, { account }: AuditActor & Admin, code: UnitCode): Promise<void> {
    await requireMay(tx, account, 'room.manage', code)
    const unit = await tx.selectFrom('unit').select('status').where('code', '=', code).executeTakeFirst()
    if (unit?.status !== 'open') throw new MeetingError('unitClosed', code, { field: 'unitCode' })
  }
}

async function visible(db: Kysely<Schema>, { account }: Admin, id: AccountId): Promise<Room> {
  const room = await new RoomStore(db).find(id)
  if (!room || !(await mayAt(db, account, 'room.read', room.unit.code))) throw new MeetingError('notFound')
  return room
}

async function found(db: Kysely<Schema>, id: AccountId): Promise<Room> {
  const room = await new RoomStore(db).find(id)
  if (!room) throw new MeetingError('notFound')
  return room
}

function about({ roomId, name, unit }: Room) {
  return { subject: { type: 'room', id: roomId, name }, unitCode: unit.code }
}
