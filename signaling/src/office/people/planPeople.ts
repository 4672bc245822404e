import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { ImportProblem, PeopleColumn } from '@diem-cau/signaling-contract/office'
import type { Steps } from '../tables/steps.ts'
import type { Grant } from '../../domain/office/officePermissions.ts'
import { importProblem } from '../tables/importProblem.ts'
import { mayChangeAccount, sameGrant } from './grantRules.ts'
import type { BadPersonRow, PersonRow } from './readPeopleRows.ts'

/** An account on record, as far as an import minds. */
export type KnownPerson = {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode
  readonly grants: readonly Grant[]
  readonly position: string
  readonly email: string | null
  readonly phone: string
}

export type KnownUnitOfPeople = { readonly path: readonly UnitCode[]; readonly closed: boolean; readonly name: string }

export type PeoplePlan = {
  readonly created: readonly PersonRow[]
  readonly updated: readonly { readonly line: number; readonly before: KnownPerson; readonly after: KnownPerson }[]
  readonly unchanged: number
  readonly problems: readonly ImportProblem[]
}

/** Finds what an import would do, by the rules for one account at a time: nothing beyond the administrator's branch. */
export function* planPeople(
  rows: readonly PersonRow[],
  actor: { readonly accountId: AccountId; readonly grants: readonly Grant[] },
  known: ReadonlyMap<string, KnownPerson>,
  units: ReadonlyMap<UnitCode, KnownUnitOfPeople>,
  badRows: readonly BadPersonRow[] = [],
): Steps<PeoplePlan> {
  const created: PersonRow[] = []
  const updated: { line: number; before: KnownPerson; after: KnownPerson }[] = []
  const problems: ImportProblem[] = []
  let unchanged = 0
  const pathOf = (code: UnitCode) => units.get(code)?.path ?? []
  const wrongIn =
    ({ line }: BadPersonRow | PersonRow) =>
    (column: PeopleColumn, value: string, vi: string, en: string) =>
      problems.push(importProblem(line, column, value, vi, en))
  for (const row of rows) {
    yield
    const wrong = wrongIn(row)
    const before = known.get(row.login) ?? null
    if (!haveUnits(row, before)) continue
    if (before && !mayChangeAccount({ actor, before, after: null, pathOf })) {
      wrong(
        'login',
        row.login,
        'Tên đăng nhập này đã có người dùng ngoài phạm vi quản lý của bạn.',
        'This login belongs to someone beyond what you administer.',
      )
    } else if (!mayChangeAccount({ actor, before, after: row, pathOf })) {
      const self = before?.accountId === actor.accountId
      wrong(
        'roles',
        row.grants.map(({ role, unitCode }) => `${role}@${unitCode}`).join(';'),
        self ? 'Không ai được tự thêm vai trò cho mình.' : 'Đơn vị hoặc vai trò này ngoài phạm vi quản lý của bạn.',
        self ? 'Nobody gives themselves further roles.' : 'This unit or role is beyond what you administer.',
      )
    } else if (!before) created.push(row)
    else {
      const after = merged(before, row)
      if (sameFields(before, after) && sameGrants(before, after)) unchanged += 1
      else updated.push({ line: row.line, before, after })
    }
  }
  // All that is wrong in a row is told at once.
  for (const row of badRows) haveUnits(row, row.login === null ? null : (known.get(row.login) ?? null))
  return { created, updated, unchanged, problems }

  /** True when the units that a row names are there; each that is not is told. */
  function haveUnits(row: BadPersonRow, before: KnownPerson | null): boolean {
    const wrong = wrongIn(row)
    const named: readonly (readonly [PeopleColumn, UnitCode])[] = [
      ...(row.unitCode === null ? [] : [['unit_code', row.unitCode] as const]),
      ...row.grants
        .filter(({ unitCode }) => unitCode !== row.unitCode)
        .map(({ unitCode }) => ['roles', unitCode] as const),
    ]
    let all = true
    for (const [column, code] of named) {
      const unit = units.get(code)
      if (unit && (!unit.closed || before?.unitCode === code)) continue
      all = false
      if (unit) wrong(column, code, 'Đơn vị này đã ngừng hoạt động.', 'This unit is closed.')
      else
        wrong(
          column,
          code,
          'Không có đơn vị nào mang mã này. Tệp mẫu Excel có danh sách mã đơn vị.',
          'There is no unit with this code. The Excel sample has a list of codes.',
        )
    }
    return all
  }
}

function merged(before: KnownPerson, row: PersonRow): KnownPerson {
  return {
    ...before,
    name: row.name,
    unitCode: row.unitCode,
    grants: row.grants,
    position: row.position || before.position,
    email: row.email || before.email,
    phone: row.phone || before.phone,
  }
}

function sameFields(a: KnownPerson, b: KnownPerson): boolean {
  return (['name', 'unitCode', 'position', 'email', 'phone'] as const).every((key) => a[key] === b[key])
}

export function sameGrants(
  { grants: a }: Pick<KnownPerson, 'grants'>,
  { grants: b }: Pick<KnownPerson, 'grants'>,
): boolean {
  return a.length === b.length && a.every((grant) => b.some((other) => sameGrant(grant, other)))
}
