import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Group, UnitRule } from '@diem-cau/signaling-contract/office'
import type { UnitIndex } from '../../api/stores/UnitIndex.ts'

export type Groups = ReadonlyMap<string, Group>
export type Tick = 'all' | 'some' | 'none'

/** Up to this many units taken out of a branch are written as exceptions; beyond, the branch is written in parts. */
const MANY_EXCEPTIONS = 30

/** Running sums of the units that are chosen, which count each branch: `sums[end] - sums[start]`. */
export function runningSums(chosen: Uint8Array): Uint32Array {
  const sums = new Uint32Array(chosen.length + 1)
  for (let i = 0; i < chosen.length; i++) sums[i + 1] = (sums[i] ?? 0) + (chosen[i] ?? 0)
  return sums
}

/** Counts the chosen units in the branch of the unit at `i`, itself included. */
export const chosenIn = (index: UnitIndex, sums: Uint32Array, i: number): number =>
  (sums[index.endAt(i)] ?? 0) - (sums[i] ?? 0)

/** Counts the units that are invited by it: the unit that holds the meeting is no invited one (SPEC 15.6). */
export function countInvited(index: UnitIndex, chosen: Uint8Array, hostUnitCode: UnitCode | null): number {
  const host = hostUnitCode === null ? -1 : index.placeOf(hostUnitCode)
  return chosen.reduce((sum, on) => sum + on, 0) - (chosen[host] ?? 0)
}

/** The state of the checkbox of the unit at `i`: its whole branch, part of it, nothing of it. */
export function tickOf(index: UnitIndex, sums: Uint32Array, i: number): Tick {
  const count = chosenIn(index, sums, i)
  if (count === 0) return 'none'
  return count === index.endAt(i) - i ? 'all' : 'some'
}

const isIn = (index: UnitIndex, top: number, code: string) => {
  const i = index.placeOf(code)
  return i >= top && i < index.endAt(top)
}

/** Takes out rules of these types about units inside the branch. */
const without = (index: UnitIndex, rules: readonly UnitRule[], top: number, types: readonly UnitRule['type'][]) =>
  rules.filter((rule) => rule.type === 'group' || !types.includes(rule.type) || !isIn(index, top, rule.code))

/**
 * Adds the whole branch of the unit at `top`. The rule names the branch, so that a unit founded later is invited too.
 * Nothing outside it changes.
 */
export function addBranch(index: UnitIndex, rules: readonly UnitRule[], top: number, groups: Groups): UnitRule[] {
  const code = index.codes[top]
  if (code === undefined) return [...rules]
  const rest = without(index, rules, top, ['unit', 'branch', 'except'])
  const covered = index.resolve(rest, groups)
  const whole = covered.subarray(top, index.endAt(top)).every((on) => on === 1)
  return whole ? rest : [...rest, index.hasBelow(top) ? { type: 'branch', code } : { type: 'unit', code }]
}

/** Takes out the whole branch of the unit at `top`; nothing outside it changes. */
export function removeBranch(index: UnitIndex, rules: readonly UnitRule[], top: number, groups: Groups): UnitRule[] {
  let rest = without(index, rules, top, ['unit', 'branch', 'except'])
  const leftIn = () => {
    const chosen = index.resolve(rest, groups)
    const left: number[] = []
    for (let i = top; i < index.endAt(top); i++) if (chosen[i]) left.push(i)
    return left
  }
  if (leftIn().length > MANY_EXCEPTIONS) rest = splitAbove(index, rest, top)
  return [
    ...rest,
    ...leftIn().flatMap((i) =>
      index.codes[i] === undefined ? [] : [{ type: 'except' as const, code: index.codes[i] }],
    ),
  ]
}

/** Takes out a unit without those below it. */
export function addUnit(index: UnitIndex, rules: readonly UnitRule[], i: number, groups: Groups): UnitRule[] {
  const code = index.codes[i]
  if (code === undefined) return [...rules]
  const rest = rules.filter((rule) => rule.type !== 'except' || rule.code !== code)
  return index.resolve(rest, groups)[i] ? rest : [...rest, { type: 'unit', code }]
}

export function removeUnit(index: UnitIndex, rules: readonly UnitRule[], i: number, groups: Groups): UnitRule[] {
  const code = index.codes[i]
  if (code === undefined) return [...rules]
  const rest = rules.filter((rule) => rule.type !== 'unit' || rule.code !== code)
  return index.resolve(rest, groups)[i] ? [...rest, { type: 'except', code }] : rest
}

/** Replaces rules for branches above `top` by their parts, without the one that `top` is in. */
function splitAbove(index: UnitIndex, rules: readonly UnitRule[], top: number): UnitRule[] {
  return rules.flatMap((rule): UnitRule[] => {
    if (rule.type !== 'branch') return [rule]
    const above = index.placeOf(rule.code)
    if (above < 0 || !isIn(index, above, index.codes[top] ?? '')) return [rule]
    const parts: UnitRule[] = []
    for (let at = above; at !== top;) {
      const code = index.codes[at]
      if (code !== undefined && (!rule.kinds || rule.kinds.includes(index.kindAt(at))))
        parts.push({ type: 'unit', code })
      let next = top
      for (const child of index.childrenOf(at)) {
        const childCode = index.codes[child]
        if (childCode === undefined) continue
        if (isIn(index, child, index.codes[top] ?? '')) next = child
        else if (index.hasBelow(child)) parts.push({ ...rule, code: childCode })
        else if (!rule.kinds || rule.kinds.includes(index.kindAt(child))) parts.push({ type: 'unit', code: childCode })
      }
      at = next
    }
    return parts
  })
}
