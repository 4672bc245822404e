import { MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { branchRange, MAX_PATH } from '../../db/sql/unitPath.ts'
import { handOver } from './handOver.ts'
import { renameInMeetings } from './renameInMeetings.ts'
import { recordSince } from './UnitHistory.ts'
import { closeUnit, moveBranch, correctUnit } from './unitTable.ts'

type UnitRow = Selectable<Schema['unit']>

/**
 * Writes down what happens to a unit: the units, their history since that day, and what follows from it.
 * @param now meetings after this are still to come
 * @throws MeetingError `notFound`, `unitClosed`, `unitLoop`, `unitInUse`, `badRequest` (the tree would be too deep)
 */
export async function applyChange(
  tx: Kysely<Schema>,
  code: UnitCode,
  what: UnitChangeWhat,
  since: string,
  now: number,
): Promise<void> {
  const unit = await openUnit(tx, code)
  switch (what.kind) {
    case 'rename': {
      const renamed = { code, name: what.name, kind: what.unitKind ?? unit.kind }
      await correctUnit(tx, renamed, null)
      await recordSince(tx, since, { ...renamed, parentCode: unit.parent_code })
      await renameInMeetings(tx, [code], now)
      return
    }
    case 'move':
      await move(tx, unit, what.parentCode === null ? null : await openUnit(tx, what.parentCode, 'parentCode'), since)
      return
    case 'merge': {
      const into = await openUnit(tx, what.into, 'into')
      if (into.path.startsWith(unit.path))
        throw new MeetingError('unitLoop', `${into.code} is ${code} or below it`, { field: 'into' })
      for (const child of await openChildren(tx, code)) await move(tx, child, await openUnit(tx, into.code), since)
      await handOver(tx, code, into, now)
      await closeUnit(tx, code, into.code)
      return
    }
    case 'close': {
      if ((await openChildren(tx, code)).length > 0) throw new MeetingError('unitInUse', `${code} has units below it`)
      const member = await tx
        .selectFrom('account')
        .select('id')
        .where('unit_code', '=', code)
        .where('kind', 'in', ['person', 'room'])
        .where('disabled', '=', 0)
        .limit(1)
        .executeTakeFirst()
      if (member) throw new MeetingError('unitInUse', `${code} has accounts`)
      await closeUnit(tx, code, null)
      return
    }
    default:
      what satisfies never
  }
}

async function openUnit(tx: Kysely<Schema>, code: UnitCode, field?: string): Promise<UnitRow> {
  const extra = field === undefined ? {} : { field }
  const row = await tx.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst()
  if (!row) throw new MeetingError('notFound', `no unit ${code}`, extra)
  if (row.status === 'closed') throw new MeetingError('unitClosed', `${code} is closed`, extra)
  return row
}

function openChildren(tx: Kysely<Schema>, code: UnitCode): Promise<UnitRow[]> {
  return tx
    .selectFrom('unit')
    .selectAll()
    .where('parent_code', '=', code)
    .where('status', '=', 'open')
    .orderBy('code')
    .execute()
}

/** The unit with all that is below it. */
async function move(tx: Kysely<Schema>, unit: UnitRow, parent: UnitRow | null, since: string): Promise<void> {
  if (parent?.path.startsWith(unit.path) === true)
    throw new MeetingError('unitLoop', `${parent.code} is ${unit.code} or below it`, { field: 'parentCode' })
  const path = `${parent?.path ?? '/'}${unit.code}/`
  const { from, to } = branchRange(unit.path)
  const deepest = await tx
    .selectFrom('unit')
    .select((eb) => eb.fn.max(sql<number>`length(path)`).as('length'))
    .where('path', '>=', from)
    .where('path', '<', to)
    .executeTakeFirst()
  if ((deepest?.length ?? 0) - unit.path.length + path.length > MAX_PATH)
    throw new MeetingError('badRequest', 'the tree would be too deep', { field: 'parentCode' })
  await moveBranch(tx, unit, { parentCode: parent?.code ?? null, path })
  await recordSince(tx, since, { code: unit.code, name: unit.name, kind: unit.kind, parentCode: parent?.code ?? null })
}
