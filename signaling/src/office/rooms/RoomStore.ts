import { AccountId, type UnitCode } from '@diem-cau/signaling-contract'
import type { Room, RoomPage, RoomQuery } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { countAccountVersion, editAccount } from '../../auth/accountTable.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { branchRange } from '../../db/sql/unitPath.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { branchPaths, withinScope } from '../access.ts'

const Cursor = z.tuple([KeyText, AccountId])

export type RoomFields = { readonly name: string; readonly place: string; readonly unitCode: UnitCode }

/** Meeting rooms: accounts of their own kind that a PC holds the credential of. */
export class RoomStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(id: AccountId, { name, place, unitCode }: RoomFields, now: number): Promise<void> {
    await new AccountStore(this.#db).add(
      [{ id, kind: 'room', login: '', name, unitCode, passwordHash: '', position: place }],
      now,
    )
    await this.#db.insertInto('room').values({ account_id: id, place }).execute()
  }

  /** @throws MeetingError `badRequest` for a cursor that is none */
  async list({ q, cursor, limit, unit, state }: RoomQuery, scope: Allowed): Promise<RoomPage> {
    const paths = await branchPaths(this.#db, scope)
    const branch = unit === undefined ? null : await branchPaths(this.#db, { all: false, branches: [unit], units: [] })
    const after = readCursor(Cursor, cursor)
    const filtered = this.#rooms()
      .where((eb) => withinScope(eb, scope, paths))
      .$if(branch !== null, (query) =>
        query.where((eb) =>
          eb.or(
            (branch ?? [])
              .map(branchRange)
              .map(({ from, to }) => eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)])),
          ),
        ),
      )
      .$if(state !== undefined, (query) =>
        query.where('room.enrolled_at', state === 'enrolled' ? 'is not' : 'is', null),
      )
      .where((eb) => matchesWords(eb.ref('account.search'), q ?? ''))
    const { total } = await filtered.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const found = filtered.select(columns).select(['account.search'])
    const rows = await pageAfter(
      found,
      (eb) => [
        [eb.ref('account.search'), 'asc'],
        [eb.ref('account.id'), 'asc'],
      ],
      after,
      limit,
    ).execute()
    const { shown, next } = cutPage(rows, limit, ({ search, id }) => [search, id])
    return {
      items: shown.map(toRoom),
      total,
      next,
    }
  }

  /** Null for what is no room. */
  async find(id: AccountId): Promise<Room | null> {
    const row = await this.#rooms().select(columns).where('account.id', '=', id).executeTakeFirst()
    return row ? toRoom(row) : null
  }

  /** False when the room has another version by now. */
  async update(
    id: AccountId,
    version: number,
    { name, place, unitCode, disabled }: RoomFields & { disabled: boolean },
  ): Promise<boolean> {
    const isNewest = await editAccount(this.#db, id, { login: '', name, position: place, unitCode, disabled }, version)
    if (!isNewest) return false
    await this.#db.updateTable('room').set({ place }).where('account_id', '=', id).execute()
    return true
  }

  /** @param device null: none holds the room's credential any more */
  async setDevice(id: AccountId, device: { readonly name: string; readonly at: number } | null): Promise<void> {
    await this.#db
      .updateTable('room')
      .set({ enrolled_at: device?.at ?? null, device_name: device?.name ?? '' })
      .where('account_id', '=', id)
      .execute()
    await countAccountVersion(this.#db, id)
  }

  async setLastSeen(id: AccountId, now: number): Promise<void> {
    await this.#db.updateTable('room').set({ last_seen_at: now }).where('account_id', '=', id).execute()
  }

  #rooms() {
    return this.#db
      .selectFrom('account')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .innerJoin('room', 'room.account_id', 'account.id')
      .where('account.kind', '=', 'room')
  }
}

const columns = [
  'account.id',
  'account.name',
  'room.place',
  'unit.code as unit_code',
  'unit.name as unit_name',
  'room.enrolled_at',
  'room.device_name',
  'room.last_seen_at',
  'account.disabled',
  'account.version',
] as const

type RoomRow = {
  id: AccountId
  name: string
  place: string
  unit_code: UnitCode
  unit_name: string
  enrolled_at: number | null
  device_name: string
  last_seen_at: number | null
  disabled: number
  version: number
}

function toRoom(row: RoomRow): Room {
  return {
    roomId: row.id,
    name: row.name,
    place: row.place,
    unit: { code: row.unit_code, name: row.unit_name },
    enrolledAt: row.enrolled_at,
    deviceName: row.device_name,
    lastSeenAt: row.last_seen_at,
    disabled: row.disabled === 1,
    version: row.version,
  }
}
