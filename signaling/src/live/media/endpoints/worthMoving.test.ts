import { NodeId, type NodeReport } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { worthMoving } from './worthMoving.ts'

const rest = { pid: 1, meetings: 0, endpoints: 0, producers: 0, consumers: 0, bitrateIn: 0, bitrateOut: 0 }
const node = (name: string, cpus: number[], draining = false): NodeReport => ({
  nodeId: NodeId.parse(name),
  version: '0',
  startedAt: 0,
  region: '',
  limits: { meetings: null, endpoints: null },
  draining,
  workers: cpus.map((cpu, index) => ({ index, cpu, ...rest })),
})
const on = (name: string, worker = 0, isWatched = false) => ({
  seat: { nodeId: NodeId.parse(name), worker },
  isWatched,
})

test('all that is on a node which drains goes elsewhere, what everybody watches last', () => {
  const [chair, ward, other] = [on('a', 0, true), on('a', 1), on('b')]
  expect(worthMoving([chair, ward, other], [node('a', [0.1, 0.1], true), node('b', [0.2])])).toEqual([ward, chair])
})

test('with nowhere to go nothing is moved: all drain, or there is one worker', () => {
  expect(worthMoving([on('a')], [node('a', [0.1], true)])).toEqual([])
  expect(worthMoving([on('a')], [node('a', [0.1], true), node('b', [0.1], true)])).toEqual([])
  expect(worthMoving([on('a')], [node('a', [0.99])])).toEqual([])
})

test('a hot worker is relieved of one thing at a time while another has time, and not of what everybody watches', () => {
  const [chair, ward, second] = [on('a', 0, true), on('a'), on('a')]
  expect(worthMoving([chair, ward, second], [node('a', [0.95, 0.3])])).toEqual([ward])
  expect(worthMoving([chair, ward, second], [node('a', [0.95]), node('b', [0.6])])).toEqual([ward])
  expect(worthMoving([chair], [node('a', [0.95, 0.3])])).toEqual([])
  expect(worthMoving([chair, ward], [node('a', [0.95, 0.7])]), 'nobody has time').toEqual([])
  expect(worthMoving([chair, ward], [node('a', [0.89, 0.1])]), 'warm is well').toEqual([])
})
