import type { UnitCode } from '@diem-cau/signaling-contract'
import type { AlertRule } from '@diem-cau/signaling-contract/operations'
import type { AlertCase, CasePlace, CaseStep, Found, Message } from './AlertCase.ts'
import { afterQuiet } from './quietHours.ts'

/** Places with the same cause that come within this time are told of together, in milliseconds. Of a lost server people are told at once. */
export const GATHER_MS = 60_000
/** Of places that come later people are told again after so long at the earliest, again together. */
export const AGAIN_MS = 5 * 60_000
/**
 * A place is over it when nothing was found there for so long. It is longer than another process takes to find it anew, so that the death
 * of the process that watched neither ends an alert nor raises it twice.
 */
export const CLEAR_AFTER_MS = 60_000

export type Look = {
  readonly cases: readonly AlertCase[]
  readonly rules: readonly AlertRule[]
  readonly found: readonly Found[]
  /** The unit itself and those above it, the topmost first. */
  readonly pathOf: (unit: UnitCode) => readonly UnitCode[]
  readonly now: number
}

/** What becomes of all alerts at a look. Pure: what is remembered is in the cases, which the store keeps. @returns those only of which something is different */
export function nextAlerts({ cases, rules, found, pathOf, now }: Look): CaseStep[] {
  const open = new Map(cases.map((each) => [keyOf(each.ruleId, each.code), each]))
  const matching = new Map<string, { rule: AlertRule; found: Found[] }>()
  for (const rule of rules) {
    if (!rule.enabled) continue
    for (const each of found) {
      if (!isMeant(rule, each, pathOf)) continue
      const key = keyOf(rule.ruleId, each.finding.code)
      const known = matching.get(key)
      if (known) known.found.push(each)
      else matching.set(key, { rule, found: [each] })
    }
  }
  const steps: CaseStep[] = []
  for (const [key, { rule, found: here }] of matching) {
    const before = open.get(key)
    const lasting = here.filter(({ finding }) => now - finding.since >= rule.lasts * 1000)
    if (!before && lasting.length === 0) continue
    const first = lasting[0]?.finding.code ?? before?.code
    if (first === undefined) continue
    steps.push(follow(before ?? raised(rule, first, here, now), rule, here, lasting, now))
  }
  for (const [key, each] of open) {
    if (matching.has(key)) continue
    const rule = rules.find(({ ruleId, enabled }) => ruleId === each.ruleId && enabled) ?? null
    steps.push(follow(each, rule, [], [], now))
  }
  return steps.filter(({ next, messages }) => messages.length > 0 || !cases.includes(next))
}

const keyOf = (ruleId: string, code: string) => `${ruleId} ${code}`

function isMeant(rule: AlertRule, { place, finding }: Found, pathOf: Look['pathOf']): boolean {
  return (
    rule.kinds.includes(place.kind) &&
    (rule.codes.length === 0 || rule.codes.includes(finding.code)) &&
    (rule.health === 'weak' || finding.health === 'bad') &&
    (rule.unitCode === null || (place.unitCode !== null && pathOf(place.unitCode).includes(rule.unitCode)))
  )
}

function raised(rule: AlertRule, code: AlertCase['code'], here: readonly Found[], now: number): AlertCase {
  return {
    alertId: null,
    ruleId: rule.ruleId,
    ruleName: rule.name,
    code,
    raisedAt: now,
    gatheredAt:
      now +
      gatherOf(
        code,
        here.map(({ place }) => place.kind),
      ),
    tellAt: null,
    toldAt: null,
    clearedAt: null,
    version: 0,
    places: [],
  }
}

/** Rooms that lose one server each say so; a server speaks for itself, and so do people who call for help. */
const gatherOf = (code: AlertCase['code'], kinds: readonly string[]) =>
  code !== 'helpCalled' && kinds.includes('endpoint') ? GATHER_MS : 0

/** @param rule null: it is no more, or switched off */
function follow(
  before: AlertCase,
  rule: AlertRule | null,
  here: readonly Found[],
  lasting: readonly Found[],
  now: number,
): CaseStep {
  const found = new Map(here.map((each) => [each.place.resource, each]))
  let places: readonly CasePlace[] = before.places
  const change = (next: readonly CasePlace[]) => (places = next)
  const known = before.places.map((place) => seen(place, found.get(place.resource), rule === null, now))
  if (known.some((place, index) => place !== before.places[index])) change(known)
  const isOpen = new Set(places.filter(({ clearedAt }) => clearedAt === null).map(({ resource }) => resource))
  const added = lasting.filter(({ place }) => !isOpen.has(place.resource)).map((each) => newPlace(each, now))
  if (added.length > 0) {
    const names = new Set(added.map(({ resource }) => resource))
    change([...places.filter(({ resource }) => !names.has(resource)), ...added])
  }
  const grown: AlertCase = places === before.places ? before : { ...before, places }
  return rule === null ? ended(grown, null, now) : told(grown, rule, now)
}

function seen(place: CasePlace, found: Found | undefined, isOver: boolean, now: number): CasePlace {
  if (place.clearedAt !== null) return place
  if (isOver) return { ...place, clearedAt: now }
  if (found) {
    const isSame = place.wellSince === null && (place.health === 'bad' || found.finding.health === place.health)
    return isSame ? place : { ...place, wellSince: null, health: worse(place.health, found.finding.health) }
  }
  if (place.wellSince === null) return { ...place, wellSince: now }
  return now - place.wellSince >= CLEAR_AFTER_MS ? { ...place, clearedAt: now } : place
}

const worse = (one: CasePlace['health'], other: CasePlace['health']) => (one === 'bad' ? one : other)

function newPlace({ place, finding }: Found, now: number): CasePlace {
  return {
    ...place,
    health: finding.health,
    since: finding.since,
    addedAt: now,
    toldAt: null,
    acknowledgedAt: null,
    escalatedAt: null,
    wellSince: null,
    clearedAt: null,
  }
}

function told(before: AlertCase, rule: AlertRule, now: number): CaseStep {
  const open = before.places.filter(({ clearedAt }) => clearedAt === null)
  if (open.length === 0) return ended(before, rule, now)
  const messages: Message[] = []
  let next = before
  // Of a place that seems well again nobody is told before it is clear which.
  const untold = open.filter(({ toldAt, wellSince }) => toldAt === null && wellSince === null)
  if (untold.length === 0) {
    if (next.tellAt !== null && open.every(({ toldAt }) => toldAt !== null)) next = { ...next, tellAt: null }
  } else {
    const tellAt = afterQuiet(rule.quiet, Math.max(now, next.tellAt ?? firstTime(next, untold, now)))
    if (now < tellAt) {
      if (next.tellAt !== tellAt) next = { ...next, tellAt }
    } else {
      messages.push({ why: 'raised', rule, places: untold })
      next = marked({ ...next, tellAt: null, toldAt: now }, untold, { toldAt: now })
    }
  }
  const due = escalating(next, rule, now)
  if (due.length > 0) {
    messages.push({ why: 'escalated', rule, places: due })
    next = marked({ ...next, toldAt: now }, due, { escalatedAt: now })
  }
  return { next, messages }
}

/** Together with what comes within a minute, and not again at once. */
function firstTime({ code, toldAt, gatheredAt }: AlertCase, untold: readonly CasePlace[], now: number): number {
  if (code === 'helpCalled') return now
  if (toldAt === null) return gatheredAt
  return Math.max(
    now +
      gatherOf(
        code,
        untold.map(({ kind }) => kind),
      ),
    toldAt + AGAIN_MS,
  )
}

function escalating({ places }: AlertCase, { escalateAfter, quiet }: AlertRule, now: number): CasePlace[] {
  if (escalateAfter === null || afterQuiet(quiet, now) > now) return []
  return places.filter(
    ({ clearedAt, wellSince, toldAt, acknowledgedAt, escalatedAt }) =>
      clearedAt === null &&
      wellSince === null &&
      toldAt !== null &&
      acknowledgedAt === null &&
      escalatedAt === null &&
      now - toldAt >= escalateAfter * 60_000,
  )
}

function marked(before: AlertCase, which: readonly CasePlace[], mark: Partial<CasePlace>): AlertCase {
  const names = new Set(which.map(({ resource }) => resource))
  return {
    ...before,
    places: before.places.map((place) => (names.has(place.resource) ? { ...place, ...mark } : place)),
  }
}

/** Nobody is told that something is over of which nobody was told that it is. */
function ended(before: AlertCase, rule: AlertRule | null, now: number): CaseStep {
  const wasTold = before.places.filter(({ toldAt }) => toldAt !== null)
  const isQuiet = rule !== null && afterQuiet(rule.quiet, now) > now
  const isSaid = rule !== null && wasTold.length > 0
  return {
    next: { ...before, tellAt: null, clearedAt: now },
    messages: isSaid ? [{ why: 'cleared', rule: isQuiet ? { ...rule, ways: ['inbox'] } : rule, places: wasTold }] : [],
  }
}
