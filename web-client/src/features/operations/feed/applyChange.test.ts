import { MeetingId } from '@diem-cau/signaling-contract'
import { METRICS, type OperationsChange, type Resource, ResourceId } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { applyChange, watchedOf } from './applyChange.ts'
import { aChange, aMeeting, aResource } from '../testing/made.ts'

const change = (parts: Partial<OperationsChange>) => aChange({ at: 2_000, ...parts })
const [a, b] = [aResource('node:a', { sample: [1, 2, 3] }), aResource('node:b', { sample: [4, 5, 6] })]
const before = watchedOf({ at: 1_000, resources: [a, b], meetings: [aMeeting('m')] })
const of = (id: string) => ResourceId.parse(id)

test('of a change the values that are named are other ones, and all else of the resource stays', () => {
  const after = applyChange(before, change({ changed: [{ id: a.id, health: 'bad', since: 1_500, values: [[1, 9]] }] }))
  expect(after.resources.get(a.id)).toEqual({ ...a, health: 'bad', since: 1_500, sample: [1, 9, 3] })
  expect(after.at).toBe(2_000)
})

test('what is not named stays the same object, so that it is not drawn again', () => {
  const after = applyChange(before, change({ changed: [{ id: a.id, values: [[0, 7]] }] }))
  expect(after.resources.get(b.id)).toBe(b)
  expect(after.meetings).toBe(before.meetings)
  const quiet = applyChange(before, change({ meetings: [aMeeting('m', { connected: 3 })] }))
  expect(quiet.resources).toBe(before.resources)
})

test('nothing that was given is changed', () => {
  const copy = structuredClone([...before.resources])
  applyChange(before, change({ changed: [{ id: a.id, values: [[0, null]] }], gone: [b.id] }))
  expect([...before.resources]).toEqual(copy)
})

test('a value that was read no more is null, not what it was', () => {
  const after = applyChange(before, change({ changed: [{ id: a.id, values: [[2, null]] }] }))
  expect(after.resources.get(a.id)?.sample).toEqual([1, 2, null])
})

test('a metric beyond the end of the list makes it longer; what lies between was never read', () => {
  const after = applyChange(before, change({ changed: [{ id: a.id, values: [[5, 8]] }] }))
  expect(after.resources.get(a.id)?.sample).toEqual([1, 2, 3, null, null, 8])
})

test('resources and meetings come and go', () => {
  const c = aResource('node:c')
  const after = applyChange(
    before,
    change({ added: [c], gone: [b.id], meetings: [aMeeting('n')], meetingsGone: [MeetingId.parse('m')] }),
  )
  expect([...after.resources.keys()]).toEqual([a.id, c.id])
  expect([...after.meetings.keys()]).toEqual(['n'])
})

test('one that comes again is as it came', () => {
  const again = aResource('node:a', { sample: [0], health: 'weak' })
  expect(applyChange(before, change({ gone: [a.id], added: [again] })).resources.get(a.id)).toBe(again)
})

test('a change of what is not there means nothing', () => {
  const after = applyChange(before, change({ changed: [{ id: of('node:z'), health: 'bad' }], gone: [of('node:y')] }))
  expect([...after.resources.values()]).toEqual([a, b])
})

test('a change that is older than what is shown is passed over', () => {
  expect(applyChange(before, change({ at: 999, gone: [a.id] }))).toBe(before)
})

test('differences added up are the same as a snapshot of the end', () => {
  const values = METRICS.node.map((_, index): [number, number] => [index, index])
  const end = [1, 2, 3].reduce(
    (watched, second) =>
      applyChange(watched, change({ at: 1_000 + second, changed: [{ id: a.id, sampledAt: second, values }] })),
    before,
  )
  const expected: Resource = { ...a, sampledAt: 3, sample: METRICS.node.map((_, index) => index) }
  expect(end).toEqual(watchedOf({ at: 1_003, resources: [expected, b], meetings: [aMeeting('m')] }))
})
