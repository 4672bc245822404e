import { UnitCode } from '@diem-cau/signaling-contract'
import type { Group, UnitRule } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnitIndex } from '../../api/stores/UnitIndex.ts'
import {
  addBranch,
  addUnit,
  countInvited,
  removeBranch,
  removeUnit,
  runningSums,
  tickOf,
  type Groups,
} from './unitSelection.ts'

const code = (n: number) => UnitCode.parse(`u${n}`)
const KINDS = ['city', 'ward', 'commune']

/** Trees of up to 60 units, the parent of each among those before it. */
const trees = fc.array(fc.tuple(fc.nat(), fc.nat(KINDS.length - 1)), { minLength: 1, maxLength: 60 }).map(
  (rows) =>
    new UnitIndex({
      units: rows.map(([above, kind], n) => [code(n), n === 0 ? null : code(above % n), KINDS[kind]!, `Đơn vị ${n}`]),
    }),
)

const ruleOf = (size: number): fc.Arbitrary<UnitRule> => {
  const any = fc.nat(size - 1).map(code)
  return fc.oneof(
    any.map((code): UnitRule => ({ type: 'unit', code })),
    any.map((code): UnitRule => ({ type: 'branch', code })),
    fc
      .tuple(any, fc.subarray(KINDS, { minLength: 1 }))
      .map(([code, kinds]): UnitRule => ({ type: 'branch', code, kinds })),
    any.map((code): UnitRule => ({ type: 'except', code })),
    fc.constant<UnitRule>({ type: 'group', groupId: 'g' }),
  )
}
const groupOf = (rules: UnitRule[]): Groups =>
  new Map<string, Group>([
    [
      'g',
      {
        groupId: 'g',
        name: 'Nhóm',
        ownerUnit: { code: code(0), name: 'Đơn vị 0' },
        rules: rules.filter((rule) => rule.type !== 'group'),
        units: 0,
        version: 1,
      },
    ],
  ])

const cases = trees.chain((index) =>
  fc.record({
    index: fc.constant(index),
    rules: fc.array(ruleOf(index.size), { maxLength: 12 }),
    groups: fc.array(ruleOf(index.size), { maxLength: 4 }).map(groupOf),
    at: fc.nat(index.size - 1),
  }),
)

test('ticking a branch chooses all of it and changes nothing outside', () => {
  fc.assert(
    fc.property(cases, ({ index, rules, groups, at }) => {
      const before = index.resolve(rules, groups)
      const after = index.resolve(addBranch(index, rules, at, groups), groups)
      after.forEach((on, i) => expect(on).toBe(i >= at && i < index.endAt(at) ? 1 : before[i]))
    }),
  )
})

test('clearing a branch leaves nothing of it and changes nothing outside', () => {
  fc.assert(
    fc.property(cases, ({ index, rules, groups, at }) => {
      const before = index.resolve(rules, groups)
      const after = index.resolve(removeBranch(index, rules, at, groups), groups)
      after.forEach((on, i) => expect(on).toBe(i >= at && i < index.endAt(at) ? 0 : before[i]))
    }),
  )
})

test('one unit goes in and out without those below it', () => {
  fc.assert(
    fc.property(cases, ({ index, rules, groups, at }) => {
      const before = index.resolve(rules, groups)
      index
        .resolve(addUnit(index, rules, at, groups), groups)
        .forEach((on, i) => expect(on).toBe(i === at ? 1 : before[i]))
      index
        .resolve(removeUnit(index, rules, at, groups), groups)
        .forEach((on, i) => expect(on).toBe(i === at ? 0 : before[i]))
    }),
  )
})

test('a branch shows all, some or none of itself', () => {
  fc.assert(
    fc.property(cases, ({ index, rules, groups, at }) => {
      const chosen = index.resolve(rules, groups)
      const branch = [...chosen.subarray(at, index.endAt(at))]
      const expected = branch.every((on) => on === 1) ? 'all' : branch.some((on) => on === 1) ? 'some' : 'none'
      expect(tickOf(index, runningSums(chosen), at)).toBe(expected)
    }),
  )
})

test('a large part of a branch is taken out by saying the rest, not by hundreds of exceptions', () => {
  const units = Array.from(
    { length: 1_001 },
    (_, n) =>
      [code(n), n === 0 ? null : n <= 10 ? code(0) : code(1 + (n % 10)), 'ward', `Phường ${n}`] as [
        UnitCode,
        UnitCode | null,
        string,
        string,
      ],
  )
  const index = new UnitIndex({ units })
  const rules = removeBranch(index, [{ type: 'branch', code: code(0) }], index.placeOf(code(4)), new Map())
  expect(rules.some((rule) => rule.type === 'except')).toBe(false)
  expect(rules).toHaveLength(10)
})

test('15.6 the unit that holds the meeting is not counted among the invited', () => {
  const index = new UnitIndex({
    units: [
      [code(0), null, 'district', 'Quận Ô Môn'],
      [code(1), code(0), 'ward', 'Phường An'],
      [code(2), null, 'district', 'Quận Khác'],
    ],
  })
  const branch = index.resolve([{ type: 'branch', code: code(0) }])
  expect([code(0), code(2), null].map((host) => countInvited(index, branch, host))).toEqual([1, 2, 2])
  expect(countInvited(index, index.resolve([]), code(0))).toBe(0)
})

test('search finds units without accents, in any order of words', () => {
  const index = new UnitIndex({
    units: [
      [code(0), null, 'city', 'Thành phố Cần Thơ'],
      [code(1), code(0), 'ward', 'Phường Châu Văn Liêm'],
    ],
  })
  expect(index.search('chau van liem')).toEqual([1])
  expect(index.search('liem phuong')).toEqual([1])
  expect(index.pathOf(1)).toEqual(['Thành phố Cần Thơ'])
  expect(index.search('ninh kieu')).toEqual([])
})

test('10,000 units are laid out, resolved and searched within a frame or two each', () => {
  const units = Array.from(
    { length: 10_000 },
    (_, n) =>
      [code(n), n === 0 ? null : code(Math.floor((n - 1) / 80)), 'ward', `Phường Số ${n}`] as [
        UnitCode,
        UnitCode | null,
        string,
        string,
      ],
  )
  const index = new UnitIndex({ units })
  const started = performance.now()
  const chosen = index.resolve([
    { type: 'branch', code: code(0) },
    { type: 'except', code: code(77) },
  ])
  runningSums(chosen)
  expect(index.search('phuong so 99').length).toBeGreaterThan(100)
  expect(performance.now() - started).toBeLessThan(200)
})
