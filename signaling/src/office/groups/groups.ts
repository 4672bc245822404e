import { randomBytes } from 'node:crypto'
import { MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type EditGroup,
  type Group,
  type NewGroup,
  type UnitRule,
  UnitRules,
} from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import { branchPaths, withinScope } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { loadForest } from '../units/loadForest.ts'
import { readForest } from '../units/readForest.ts'
import type { UnitForest } from '../units/UnitForest.ts'
import { insertGroup, removeGroup, updateGroup } from '../units/unitGroupTable.ts'
import { requireKnown, unitsOf } from './resolveRules.ts'

type Office = Pick<OfficeContext, 'db' | 'audit'>
type Row = Selectable<Schema['unit_group']> & { owner_name: string }

/** The groups of these units, by name. */
export async function listGroups(db: Kysely<Schema>, scope: Allowed): Promise<Group[]> {
  const paths = await branchPaths(db, scope)
  const rows = await groupRows(db)
    .where((eb) => withinScope(eb, scope, paths))
    .orderBy('unit_group.name')
    .orderBy('unit_group.id')
    .execute()
  if (rows.length === 0) return []
  const forest = await readForest(db)
  return rows.map((row) => toGroup(row, forest))
}

/** @throws MeetingError `notFound` (the owner), `invalidInvitation`, `badRequest` for a group in a group */
export async function createGroup(
  { db, audit }: Office,
  actor: AuditActor,
  { name, ownerUnitCode, rules }: NewGroup,
): Promise<Group> {
  return inTransaction(db, async (tx) => {
    await requireUsable(tx, rules)
    const id = `g.${randomBytes(9).toString('base64url')}`
    await insertGroup(tx, { id, name, ownerUnitCode, rules })
    await audit.append(tx, actor, {
      action: 'group.created',
      subject: { type: 'group', id, name },
      unitCode: ownerUnitCode,
      details: { rules },
    })
    return readGroup(tx, id)
  })
}

/** @throws MeetingError `notFound`, `editConflict` with the group as it is, `invalidInvitation`, `badRequest` */
export async function editGroup(
  { db, audit }: Office,
  actor: AuditActor,
  id: string,
  { name, rules, version }: EditGroup,
): Promise<Group> {
  return inTransaction(db, async (tx) => {
    const before = await readGroup(tx, id)
    if (!(await updateGroup(tx, { id, name, rules }, version)))
      throw new MeetingError('editConflict', id, { current: before })
    await requireUsable(tx, rules)
    const details = { name: [before.name, name], rules: [before.rules, rules] }
    await audit.append(tx, actor, {
      action: 'group.edited',
      subject: { type: 'group', id, name },
      unitCode: before.ownerUnit.code,
      details,
    })
    return readGroup(tx, id)
  })
}

/** Meetings that were invited by it keep the units that it meant. @throws MeetingError `notFound`, `editConflict` */
export async function deleteGroup(
  { db, audit }: Office,
  actor: AuditActor,
  id: string,
  version: number,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const before = await readGroup(tx, id)
    if (!(await removeGroup(tx, id, version))) throw new MeetingError('editConflict', id, { current: before })
    await audit.append(tx, actor, {
      action: 'group.deleted',
      subject: { type: 'group', id, name: before.name },
      unitCode: before.ownerUnit.code,
      details: { rules: before.rules },
    })
  })
}

/** Finds the unit that owns the group. @throws MeetingError `notFound` */
export async function ownerOfGroup(db: Kysely<Schema>, id: string): Promise<UnitCode> {
  const row = await db.selectFrom('unit_group').select('owner_unit_code').where('id', '=', id).executeTakeFirst()
  if (!row) throw new MeetingError('notFound', `no group ${id}`)
  return row.owner_unit_code
}

async function readGroup(db: Kysely<Schema>, id: string): Promise<Group> {
  const row = await groupRows(db).where('unit_group.id', '=', id).executeTakeFirst()
  if (!row) throw new MeetingError('notFound', `no group ${id}`)
  return toGroup(row, await loadForest(db))
}

function groupRows(db: Kysely<Schema>) {
  return db
    .selectFrom('unit_group')
    .innerJoin('unit', 'unit.code', 'unit_group.owner_unit_code')
    .selectAll('unit_group')
    .select('unit.name as owner_name')
}

function toGroup(row: Row, forest: UnitForest): Group {
  const rules = UnitRules.parse(JSON.parse(row.rules))
  return {
    groupId: row.id,
    name: row.name,
    ownerUnit: { code: row.owner_unit_code, name: row.owner_name },
    rules,
    units: unitsOf(forest, rules, new Map()).size,
    version: row.version,
  }
}

async function requireUsable(tx: Kysely<Schema>, rules: readonly UnitRule[]): Promise<void> {
  if (rules.some(({ type }) => type === 'group'))
    throw new MeetingError('badRequest', 'a group holds no other groups', {
      field: 'rules',
      issues: ['rules: a group holds no other groups'],
    })
  await requireKnown(tx, rules, 'rules')
}
