import type { Cause, ComplaintMedium } from './Cause.ts'
import type { CauseRule } from './CauseRule.ts'
import type { Evidence } from './Evidence.ts'
import { allOf, comparison, type Held, holds } from './holds.ts'
import { roomRules } from './roomRules.ts'
import { serverRules } from './serverRules.ts'

const FOR_BAD = 5
const FOR_SUPPORT = 2
/** What has nothing to do with the complaint comes after what has. */
const BESIDE_THE_POINT = 40

/** Whose evidence it is when somebody complains: their own, or of whoever they hear or see. Left out: nobody complains of another. */
export type Asked = { readonly side?: 'sends' | 'receives'; readonly medium?: ComplaintMedium | null }

/**
 * What may be the cause of what a room has, the most likely first. Pure.
 * A rule tells its cause at most once; what was found to be the effect of another cause comes after all that is not.
 */
export function causesOf(evidence: Evidence, asked: Asked = {}): Cause[] {
  const found = new Map<string, Cause>()
  for (const rule of [...serverRules, ...roomRules]) {
    if (asked.side !== undefined && rule.side !== undefined && rule.side !== asked.side) continue
    const cause = causeOf(rule, evidence, asked)
    if (cause !== null && cause.weight > (found.get(cause.code)?.weight ?? Number.NEGATIVE_INFINITY))
      found.set(cause.code, cause)
  }
  return ranked([...found.values()])
}

/**
 * Puts causes into their order, each that is the effect of another one behind all that are not. Effects are those of the same room, or of what many
 * rooms have.
 */
export function ranked(causes: readonly Cause[]): Cause[] {
  const sorted = causes.toSorted((one, other) => other.weight - one.weight)
  const withEffects: Cause[] = []
  for (const cause of sorted) {
    const by = withEffects.find(
      ({ effects, room, effectOf }) =>
        effectOf === null &&
        effects.includes(cause.code) &&
        (room === null || cause.room === null || room === cause.room),
    )
    withEffects.push({ ...cause, effectOf: by?.code ?? null })
  }
  return settled(withEffects).toSorted(
    (one, other) => Number(one.effectOf !== null) - Number(other.effectOf !== null) || other.weight - one.weight,
  )
}

/** A cause may weigh less than its effect: a PC that is starved, say, and the loss that comes of it. */
function settled(causes: readonly Cause[]): Cause[] {
  const roots = causes.filter(({ effectOf }) => effectOf === null)
  return causes.map((cause) => {
    if (cause.effectOf !== null) return cause
    const by = roots.find(
      (root) =>
        root !== cause &&
        root.effects.includes(cause.code) &&
        !cause.effects.includes(root.code) &&
        (root.room === null || cause.room === null || root.room === cause.room),
    )
    return by ? { ...cause, effectOf: by.code } : cause
  })
}

function causeOf(rule: CauseRule, evidence: Evidence, { medium }: Asked): Cause | null {
  const held = allOf(rule.needs.map((sign) => holds(sign, evidence)))
  if (held === null || (rule.without ?? []).some((sign) => holds(sign, evidence) !== null)) return null
  const supports = (rule.supports ?? []).flatMap((sign) => holds(sign, evidence) ?? [])
  const others = (rule.compares?.where ?? []).flatMap(
    (where) => comparison(where, rule.compares?.codes ?? [], evidence) ?? [],
  )
  const health = held.health ?? 'weak'
  const isBeside = medium != null && rule.medium !== undefined && rule.medium !== medium
  return {
    code: rule.code,
    health,
    weight:
      rule.weight +
      (health === 'bad' ? FOR_BAD : 0) +
      FOR_SUPPORT * supports.length -
      (isBeside ? BESIDE_THE_POINT : 0),
    since: held.since,
    evidence: unique([...held.evidence, ...supports.flatMap((each) => each.evidence), ...others]),
    effects: rule.effects ?? [],
    effectOf: null,
    ...subjectOf(rule, held, evidence),
  }
}

/** A server when a sign is of one; what many rooms have lies with none of them; else the room itself. */
function subjectOf(
  { liesWith }: CauseRule,
  { server: signOf, evidence: shown }: Held,
  { room, servers }: Evidence,
): Pick<Cause, 'room' | 'subject'> {
  const own = liesWith === 'node' ? servers.find(({ kind, node }) => kind === 'node' && node === room.node) : undefined
  const server = signOf ?? own
  if (server) return { room: null, subject: { id: server.id, kind: server.kind, name: server.name } }
  const isShared = shown.some((each) => each.kind === 'others')
  return { room: isShared ? null : room.id, subject: { id: room.id, kind: 'endpoint', name: room.name } }
}

function unique<T>(list: readonly T[]): T[] {
  const seen = new Set<string>()
  return list.filter((each) => {
    const text = JSON.stringify(each)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}
