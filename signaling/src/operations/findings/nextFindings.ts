import { type Finding, METRICS, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { type Rule, rules } from './rules.ts'

/** What is remembered of one rule while its metric is, or just was, past a limit. Times are milliseconds. */
type Trouble = {
  /** Past the weak limit since then; null: not now. */
  readonly weakSince: number | null
  readonly badSince: number | null
  /** Within `back` since then; null: not now. */
  readonly wellSince: number | null
  readonly found: Finding | null
}

/** By the rule's place in its list; empty while all is well, which is what is met most. */
export type Troubles = ReadonlyMap<number, Trouble>

export const noTroubles: Troubles = new Map()

/** A rule with the places of what it looks at; `used` and `tells` null: it has none. */
type Placed = {
  readonly rule: Rule
  readonly place: number
  readonly index: number
  readonly used: { readonly sent: number; readonly estimate: number; readonly share: number } | null
  readonly tells: number | null
}

const placed = Object.fromEntries(
  ResourceKind.options.map((kind) => [kind, rules[kind].map(placedIn(kind))]),
) as Record<ResourceKind, Placed[]>

/**
 * What is known after one more sample. Pure. A metric that was not read says that nothing is wrong with it: a camera that is off is not
 * black.
 * @param at milliseconds, of the sample
 * @returns `before` itself when nothing is different
 */
export function nextTroubles(
  before: Troubles,
  kind: ResourceKind,
  sample: readonly (number | null)[],
  at: number,
): Troubles {
  let next: Map<number, Trouble> | null = null
  for (const { rule, place, index, used, tells } of placed[kind]) {
    const value = isUsed(used, sample) ? (sample[index] ?? null) : null
    const known = before.get(place)
    const isPast = value !== null && exceeds(rule, value, rule.weak ?? rule.bad)
    if (known === undefined && !isPast) continue
    const told = tells === null ? value : (sample[tells] ?? null)
    const trouble = step(known ?? NEW, rule, value, told, at)
    if (same(trouble, known)) continue
    next ??= new Map(before)
    if (trouble === null) next.delete(place)
    else next.set(place, trouble)
  }
  return next ?? before
}

/** The findings that there are, each code once, the worse of several. */
export function findingsOf(troubles: Troubles): Finding[] {
  const found = new Map<string, Finding>()
  for (const { found: finding } of troubles.values()) {
    if (finding === null) continue
    const other = found.get(finding.code)
    if (other === undefined || (other.health === 'weak' && finding.health === 'bad')) found.set(finding.code, finding)
  }
  return [...found.values()]
}

const NEW: Trouble = { weakSince: null, badSince: null, wellSince: null, found: null }

function placedIn(kind: ResourceKind) {
  const indexOf = (metric: string) => METRICS[kind].findIndex(({ key }) => key === metric)
  return (rule: Rule, place: number): Placed => ({
    rule,
    place,
    index: indexOf(rule.metric),
    used: rule.used
      ? { sent: indexOf(rule.used.sent), estimate: indexOf(rule.used.estimate), share: rule.used.share }
      : null,
    tells: rule.tells === undefined ? null : indexOf(rule.tells),
  })
}

/** False as long as it is not known: nothing is found without proof. */
function isUsed(used: Placed['used'], sample: readonly (number | null)[]): boolean {
  if (used === null) return true
  const [sent, estimate] = [sample[used.sent] ?? null, sample[used.estimate] ?? null]
  return sent !== null && estimate !== null && sent >= estimate * used.share
}

function step(before: Trouble, rule: Rule, value: number | null, told: number | null, at: number): Trouble | null {
  const isBad = value !== null && exceeds(rule, value, rule.bad)
  const isWeak = isBad || (value !== null && exceeds(rule, value, rule.weak))
  const isWell = value === null || !exceeds(rule, value, rule.back)
  const badSince = isBad ? (before.badSince ?? at) : null
  const weakSince = isWeak ? (before.weakSince ?? at) : null
  const wellSince = isWell ? (before.wellSince ?? at) : null
  const found = foundAfter(before, { badSince, weakSince, wellSince }, rule, told, at)
  return found === null && weakSince === null ? null : { badSince, weakSince, wellSince, found }
}

function foundAfter(
  { found }: Trouble,
  { badSince, weakSince, wellSince }: Omit<Trouble, 'found'>,
  { code, comesAfter, goesAfter }: Rule,
  value: number | null,
  at: number,
): Finding | null {
  const lasted = (since: number | null, seconds: number) => since !== null && at - since >= seconds * 1000
  if (found !== null && lasted(wellSince, goesAfter)) return null
  const health = lasted(badSince, comesAfter) ? 'bad' : lasted(weakSince, comesAfter) ? 'weak' : null
  if (found === null) return health === null ? null : { code, health, since: weakSince ?? at, value }
  // It gets worse at once, and better when it goes: a number that comes and goes past a limit is bad all the while.
  if (health === 'bad' && found.health === 'weak') return { ...found, health, value }
  return found
}

function exceeds({ when }: Rule, value: number, limit: number | null): boolean {
  if (limit === null) return false
  switch (when) {
    case 'above':
      return value > limit
    case 'below':
      return value < limit
    case 'outside':
      return Math.abs(value) > limit
    default:
      when satisfies never
      return false
  }
}

function same(one: Trouble | null, other: Trouble | undefined): boolean {
  if (one === null || other === undefined) return one === null && other === undefined
  return (
    one.weakSince === other.weakSince &&
    one.badSince === other.badSince &&
    one.wellSince === other.wellSince &&
    one.found === other.found
  )
}
