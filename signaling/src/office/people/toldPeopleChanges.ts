import type { UnitCode } from '@diem-cau/signaling-contract'
import { type ImportChange, importLimits, type PeopleColumn } from '@diem-cau/signaling-contract/office'
import { grantText } from './grantText.ts'
import { type KnownPerson, type KnownUnitOfPeople, type PeoplePlan, sameGrants } from './planPeople.ts'

const FIELDS = [
  ['name', 'name'],
  ['unitCode', 'unit_code'],
  ['position', 'position'],
  ['email', 'email'],
  ['phone', 'phone'],
] as const

/** Lists the edits of an import, then its additions, as people read them: a name that is to be overwritten is seen before it is. */
export function toldPeopleChanges(
  { created, updated }: Pick<PeoplePlan, 'created' | 'updated'>,
  units: ReadonlyMap<UnitCode, KnownUnitOfPeople>,
): ImportChange[] {
  const shown = (
    person: Pick<KnownPerson, 'name' | 'unitCode' | 'position' | 'email' | 'phone'>,
    field: (typeof FIELDS)[number][0],
  ) => (field === 'unitCode' ? (units.get(person.unitCode)?.name ?? person.unitCode) : (person[field] ?? ''))
  const edits = updated.map(({ line, before, after }): ImportChange => ({
    line,
    key: after.login,
    name: before.name,
    fields: [
      ...FIELDS.flatMap(([field, column]) =>
        before[field] === after[field] ? [] : [{ column, before: shown(before, field), after: shown(after, field) }],
      ),
      ...(sameGrants(before, after)
        ? []
        : [
            {
              column: 'roles' satisfies PeopleColumn,
              before: grantText(before.grants, before.unitCode),
              after: grantText(after.grants, after.unitCode),
            },
          ]),
    ],
  }))
  const made = created.map((row): ImportChange => ({
    line: row.line,
    key: row.login,
    name: row.name,
    fields: [
      { column: 'unit_code', before: null, after: shown(row, 'unitCode') },
      { column: 'roles', before: null, after: grantText(row.grants, row.unitCode) },
    ],
  }))
  return [...edits, ...made].slice(0, importLimits.told)
}
