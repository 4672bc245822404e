import type { PlanField, PlanForm } from './planForm.ts'

/** Fields that are compared and chosen together: half a time of one version and half of another makes no sense. */
export const diffFields = [
  'title',
  'description',
  'hostUnitCode',
  'place',
  'chair',
  'deputy',
  'secretary',
  'time',
  'invite',
  'people',
  'guests',
  'agenda',
  'settings',
] as const
export type DiffField = (typeof diffFields)[number]
export type Side = 'mine' | 'theirs'

export interface Difference {
  readonly field: DiffField
  /** True when both changed it, each in another way: a person has to say which one it shall be. */
  readonly conflict: boolean
  /** The choice unless the person makes another one: the side that changed it; mine, when both did. */
  readonly proposed: Side
}

const members: Record<DiffField, readonly PlanField[]> = {
  title: ['title'],
  description: ['description'],
  hostUnitCode: ['hostUnitCode'],
  place: ['place'],
  chair: ['chair'],
  deputy: ['deputy'],
  secretary: ['secretary'],
  time: ['date', 'start', 'endDate', 'end'],
  invite: ['invite'],
  people: ['people'],
  guests: ['guests'],
  agenda: ['agenda'],
  settings: ['settings'],
}

/** Writes a value as text that is equal for equal values, whatever the order of their properties. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** People are the same person whatever their name or position has become meanwhile. */
const comparable = (form: PlanForm, field: PlanField): unknown => {
  switch (field) {
    case 'chair':
    case 'deputy':
    case 'secretary':
      return form[field]?.accountId ?? null
    case 'people':
      return form.people.map(({ person, seat }) => [person.accountId, seat])
    default:
      return form[field]
  }
}

const same = (a: PlanForm, b: PlanForm, field: DiffField) =>
  members[field].every((member) => written(comparable(a, member)) === written(comparable(b, member)))

/** True when anything was changed that would be saved. */
export const differs = (a: PlanForm, b: PlanForm): boolean =>
  diffFields.some((field) => !same(a, b, field)) || written(a.recurrence) !== written(b.recurrence)

/**
 * Finds where two versions of a meeting differ that were made from the same one.
 * @param base what both began with
 */
export function differences(base: PlanForm, mine: PlanForm, theirs: PlanForm): Difference[] {
  return diffFields
    .filter((field) => !same(mine, theirs, field))
    .map((field) => {
      const [byMe, byThem] = [!same(base, mine, field), !same(base, theirs, field)]
      return { field, conflict: byMe && byThem, proposed: byMe ? 'mine' : 'theirs' }
    })
}

/** Merges: their version, with mine in the fields where it was chosen. */
export function merged(mine: PlanForm, theirs: PlanForm, choice: ReadonlyMap<DiffField, Side>): PlanForm {
  const kept = diffFields.filter((field) => choice.get(field) === 'mine').flatMap((field) => members[field])
  return { ...theirs, recurrence: mine.recurrence, ...Object.fromEntries(kept.map((field) => [field, mine[field]])) }
}
