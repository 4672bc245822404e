import { type Account, type AccountId, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { Action } from '@diem-cau/signaling-contract/office'
import { type Expression, type ExpressionBuilder, expressionBuilder, type Kysely, type SqlBool } from 'kysely'
import { type Allowed, allowed, type Grant, may } from '../domain/office/officePermissions.ts'
import type { Schema } from '../db/schema.ts'
import { branchRange, codesOfPath } from '../db/sql/unitPath.ts'
import { unitsOutside } from '../db/sql/unitsOutside.ts'

// These functions tell who may do what where, from the roles on record. Roles are read anew with every request, so that one that is
// taken is gone at once. Callers that change something ask within the same transaction.

type Asking = Pick<Account, 'accountId'>

export async function grantsOf(db: Kysely<Schema>, accountId: AccountId): Promise<Grant[]> {
  const rows = await db
    .selectFrom('account_role')
    .select(['role', 'unit_code'])
    .where('account_id', '=', accountId)
    .execute()
  return rows.map(({ role, unit_code }) => ({ role, unitCode: unit_code }))
}

/** True if the account may do it at this unit; false for a unit that is not there. */
export async function mayAt(
  db: Kysely<Schema>,
  { accountId }: Asking,
  action: Action,
  unitCode: UnitCode,
): Promise<boolean> {
  const unit = await db.selectFrom('unit').select('path').where('code', '=', unitCode).executeTakeFirst()
  return unit !== undefined && may(await grantsOf(db, accountId), action, codesOfPath(unit.path))
}

/** @throws MeetingError `forbidden` */
export async function requireMay(
  db: Kysely<Schema>,
  account: Asking,
  action: Action,
  unitCode: UnitCode,
): Promise<void> {
  if (!(await mayAt(db, account, action, unitCode))) throw new MeetingError('forbidden', `${action} at ${unitCode}`)
}

/**
 * Finds where the account may do it, for lists.
 * @throws MeetingError `forbidden` when nowhere
 */
export async function scopeOf(db: Kysely<Schema>, { accountId }: Asking, action: Action): Promise<Allowed> {
  const scope = allowed(await grantsOf(db, accountId), action)
  if (!scope.all && scope.branches.length === 0 && scope.units.length === 0) throw new MeetingError('forbidden', action)
  return (await holdsAll(db, scope)) ? { ...scope, all: true } : scope
}

/** Whoever has every topmost unit has everything: a list then need not compare each row's unit with the tree. */
async function holdsAll(db: Kysely<Schema>, { all, branches }: Allowed): Promise<boolean> {
  if (all || branches.length === 0) return all
  const others = db
    .selectFrom('unit')
    .select('code')
    .where('parent_code', 'is', null)
    .where('code', 'not in', [...branches])
  return (await others.limit(1).execute()).length === 0
}

/**
 * Rows whose unit is within the scope; the query has joined the table `unit`.
 * @param paths of the scope's branches, see {@link branchPaths}
 */
export function withinScope(
  eb: ExpressionBuilder<Schema, 'unit'>,
  scope: Allowed,
  paths: readonly string[],
): Expression<SqlBool> {
  if (scope.all) return eb.val(true)
  return eb.or([
    ...paths.map(branchRange).map(({ from, to }) => eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)])),
    ...(scope.units.length > 0 ? [eb('unit.code', 'in', [...scope.units])] : []),
  ])
}

/**
 * The same of a column with the unit's code, for long lists: of few units outside it is asked instead of thousands inside.
 * @returns what makes the condition of the column
 */
export async function scopeCondition(
  db: Kysely<Schema>,
  scope: Allowed,
): Promise<(column: Expression<UnitCode | null>) => Expression<SqlBool>> {
  const eb = expressionBuilder<Schema, 'unit'>()
  if (scope.all) return () => eb.val(true)
  const paths = await branchPaths(db, scope)
  const outside = await unitsOutside(db, paths)
  if (outside === null)
    return (column) =>
      eb(
        column,
        'in',
        db
          .selectFrom('unit')
          .select('unit.code')
          .where((unit) => withinScope(unit, scope, paths)),
      )
  const hidden = outside.filter((code) => !scope.units.includes(code))
  return (column) => (hidden.length === 0 ? eb(column, 'is not', null) : eb(column, 'not in', hidden))
}

/** The paths of a scope's branches. */
export async function branchPaths(db: Kysely<Schema>, { branches }: Allowed): Promise<string[]> {
  if (branches.length === 0) return []
  const rows = await db
    .selectFrom('unit')
    .select('path')
    .where('code', 'in', [...branches])
    .execute()
  return rows.map(({ path }) => path)
}
