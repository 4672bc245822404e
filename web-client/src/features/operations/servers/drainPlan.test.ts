import { MediaNode, type Resource } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { aResource, aSample } from '../testing/made.ts'
import { drainPlan } from './drainPlan.ts'
import { nodeIdOf, workersOf } from './serverParts.ts'

const report = (draining: boolean, full = false) =>
  MediaNode.parse({
    nodeId: 'n',
    version: '',
    startedAt: 0,
    region: '',
    limits: { endpoints: 400, meetings: 100 },
    draining,
    full,
    workers: [],
  })
const node = (name: string, endpoints: number | null, parts: Partial<Resource> = {}) =>
  aResource(`node:${name}`, {
    sample: aSample('node', endpoints === null ? {} : { endpoints, machineCpu: endpoints }),
    report: report(false),
    ...parts,
  })

test('it is said how many move and where, the emptiest node first', () => {
  const a = node('a', 42)
  const nodes = [a, node('b', 30), node('c', 8)]
  expect(drainPlan(a, nodes)).toEqual({
    endpoints: 42,
    targets: [
      { id: 'node:c', name: 'c', endpoints: 8, cpu: 8 },
      { id: 'node:b', name: 'b', endpoints: 30, cpu: 30 },
    ],
  })
})

test('nobody moves to a node that is emptied itself, is full or cannot be read', () => {
  const a = node('a', 42)
  const nodes = [
    a,
    node('b', 0, { report: report(true) }),
    node('c', 0, { health: 'unknown' }),
    node('d', 0, { report: report(false, true) }),
  ]
  expect(drainPlan(a, nodes).targets).toEqual([])
})

test('a number that could not be read is not taken for none', () => {
  const a = node('a', null)
  expect(drainPlan(a, [a, node('b', null)])).toMatchObject({ endpoints: null, targets: [{ endpoints: null }] })
})

test('workers are known by their node, in the order of their numbers', () => {
  const a = node('a', 1)
  const workers = ['worker:a/10', 'worker:a/2', 'worker:ab/0'].map((id) => aResource(id))
  expect(workersOf(workers, a).map(({ id }) => id)).toEqual(['worker:a/2', 'worker:a/10'])
  expect(nodeIdOf({ id: workers[0]!.id })).toBe('a')
})
