import { MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type Unit,
  type UnitChange,
  UnitChangeFailure,
  UnitChangeWhat,
  type UnitDetail,
} from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { toListItems } from './listUnits.ts'

/** A unit with its history and what is still to come. @throws MeetingError `notFound` */
export async function unitDetail(db: Kysely<Schema>, code: UnitCode): Promise<UnitDetail> {
  const row = await db.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst()
  const [item] = row ? await toListItems(db, [row]) : []
  if (!item) throw new MeetingError('notFound', `no unit ${code}`)
  const [changes, history] = await Promise.all([
    db
      .selectFrom('unit_change')
      .selectAll()
      .where('unit_code', '=', code)
      .orderBy('effective_on', 'desc')
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute(),
    db.selectFrom('unit_name').select(['since', 'name']).where('unit_code', '=', code).orderBy('since').execute(),
  ])
  // A move is a row of its own under the same name.
  const names = history.filter(({ name }, i) => name !== history[i - 1]?.name)
  return {
    ...item,
    changes: changes.map(toChange),
    names: names.map(({ since, name }) => ({ since: since === '' ? null : since, name })),
  }
}

/** The unit alone. @throws MeetingError `notFound` */
export async function readUnit(db: Kysely<Schema>, code: UnitCode): Promise<Unit> {
  const row = await db
    .selectFrom('unit')
    .leftJoin('unit as successor', 'successor.code', 'unit.successor_code')
    .selectAll('unit')
    .select('successor.name as successor_name')
    .where('unit.code', '=', code)
    .executeTakeFirst()
  if (!row) throw new MeetingError('notFound', `no unit ${code}`)
  const { parent_code: parentCode, kind, name, status, region, version, successor_code } = row
  const successor =
    successor_code === null ? null : { code: successor_code, name: row.successor_name ?? successor_code }
  return { code, parentCode, kind, name, status, successor, region, version }
}

export function toChange(row: Selectable<Schema['unit_change']>): UnitChange {
  return {
    changeId: row.id,
    effectiveOn: row.effective_on,
    what: readStored(UnitChangeWhat, row.what),
    decision: row.decision,
    applied: row.applied_at !== null,
    failure: row.failure === null ? null : UnitChangeFailure.catch('internal').parse(row.failure),
  }
}
