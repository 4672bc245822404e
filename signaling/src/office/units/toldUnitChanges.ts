import { type ImportChange, importLimits } from '@diem-cau/signaling-contract/office'
import { keyOfWord, kindWords } from '../tables/tableWords.ts'
import type { ImportPlan } from './planImport.ts'

const FIELDS = [
  ['name', 'name'],
  ['kind', 'kind'],
  ['parentCode', 'parent_code'],
  ['region', 'region'],
] as const

/** Lists the edits of an import, then its additions, as people read them: a name that is to be overwritten is seen before it is. */
export function toldUnitChanges({ created, updated }: Pick<ImportPlan, 'created' | 'updated'>): ImportChange[] {
  const edits = updated.map(({ line, before, after }) => ({
    line,
    key: after.code,
    name: before.name,
    fields: FIELDS.flatMap(([field, column]) =>
      before[field] === after[field]
        ? []
        : [{ column, before: shown(field, before[field]), after: shown(field, after[field]) }],
    ),
  }))
  const made = created.map((unit) => ({
    line: unit.line,
    key: unit.code,
    name: unit.name,
    fields: FIELDS.flatMap(([field, column]) =>
      field === 'name' || (field === 'region' && unit.region === '')
        ? []
        : [{ column, before: null, after: shown(field, unit[field]) }],
    ),
  }))
  return [...edits, ...made.toSorted((a, b) => a.line - b.line)].slice(0, importLimits.told)
}

function shown(field: (typeof FIELDS)[number][0], value: string | null): string {
  if (field !== 'kind') return value ?? ''
  const known = keyOfWord(kindWords, value ?? '')
  return known === null ? (value ?? '') : kindWords[known].vi
}
