import type { AccountId, MeetingId, UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { codesOfPath } from '../db/sql/unitPath.ts'
import type { Schema } from '../db/schema.ts'
import type { Allowed } from '../domain/office/officePermissions.ts'
import { branchPaths, withinScope } from '../office/access.ts'

/** A room that is in use, and where it stands in the tree. */
export type OfficeRoom = {
  readonly roomId: AccountId
  readonly name: string
  readonly place: string
  readonly unit: UnitRef
  /** The unit above it; its own where there is none. */
  readonly district: UnitRef
  /** The unit itself and those above it, the topmost first. */
  readonly path: readonly UnitCode[]
  readonly enrolledAt: number | null
  readonly lastSeenAt: number | null
  readonly deviceName: string
}

export type WhichRooms = {
  /** Null: whatever the scope is. */
  readonly scope: Allowed | null
  readonly meetingId?: MeetingId | undefined
  readonly roomId?: AccountId | undefined
}

/** Rooms that are in use, by name. A room that was merged away with its unit is one of the unit that it went to. */
export async function readRooms(
  db: Kysely<Schema>,
  { scope, meetingId, roomId }: WhichRooms,
): Promise<readonly OfficeRoom[]> {
  const paths = scope === null ? [] : await branchPaths(db, scope)
  let query = db
    .selectFrom('account')
    .innerJoin('unit', 'unit.code', 'account.unit_code')
    .innerJoin('room', 'room.account_id', 'account.id')
    .select([
      'account.id',
      'account.name',
      'room.place',
      'room.enrolled_at',
      'room.last_seen_at',
      'room.device_name',
      'unit.code',
      'unit.name as unit_name',
      'unit.path',
    ])
    .where('account.kind', '=', 'room')
    .where('account.disabled', '=', 0)
  if (scope !== null) query = query.where((eb) => withinScope(eb, scope, paths))
  if (roomId !== undefined) query = query.where('account.id', '=', roomId)
  if (meetingId !== undefined)
    query = query.where((eb) => eb.or(invitedTo(db, meetingId).map((ids) => eb('account.id', 'in', ids))))
  const rows = await query.orderBy('account.search').orderBy('account.id').execute()
  const above = new Set(rows.flatMap(({ path }) => codesOfPath(path).at(-2) ?? []))
  const names = await unitNames(db, [...above])
  return rows.map((row) => {
    const path = codesOfPath(row.path)
    const unit = { code: row.code, name: row.unit_name }
    const parent = path.at(-2)
    return {
      roomId: row.id,
      name: row.name,
      place: row.place,
      unit,
      district: parent === undefined ? unit : { code: parent, name: names.get(parent) ?? parent },
      path,
      enrolledAt: row.enrolled_at,
      lastSeenAt: row.last_seen_at,
      deviceName: row.device_name,
    }
  })
}

/** Rooms of the units that a meeting invites and that hold it, and those that are named, as seats are given (SPEC 15.8). */
function invitedTo(db: Kysely<Schema>, meetingId: MeetingId) {
  return [
    db
      .selectFrom('account as invited')
      .innerJoin('meeting_unit', 'meeting_unit.unit_code', 'invited.unit_code')
      .select('invited.id')
      .where('meeting_unit.meeting_id', '=', meetingId),
    db
      .selectFrom('account as host')
      .innerJoin('meeting', 'meeting.host_unit_code', 'host.unit_code')
      .select('host.id')
      .where('meeting.id', '=', meetingId),
    db.selectFrom('meeting_seat').select('account_id as id').where('meeting_id', '=', meetingId),
  ]
}

async function unitNames(db: Kysely<Schema>, codes: readonly UnitCode[]): Promise<ReadonlyMap<UnitCode, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('unit')
    .select(['code', 'name'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
