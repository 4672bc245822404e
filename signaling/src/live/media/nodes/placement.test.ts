import { NodeId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { placement } from './placement.ts'

const node = (name: string, cpu: number[], draining = false) => ({
  nodeId: NodeId.parse(name),
  version: '0',
  startedAt: 0,
  region: '',
  limits: { meetings: null, endpoints: null },
  draining,
  workers: cpu.map((share, index) => ({
    index,
    pid: 1,
    cpu: share,
    meetings: 0,
    endpoints: 0,
    producers: 0,
    consumers: 0,
    bitrateIn: 0,
    bitrateOut: 0,
  })),
  routerRtpCapabilities: { codecs: [], headerExtensions: [] },
})

test('a new meeting goes to the least loaded node that takes any', () => {
  const nodes = [node('busy', [0.9, 0.8]), node('free', [0.2, 0.4]), node('drains', [0, 0], true), node('dead', [])]
  expect(placement(nodes)?.nodeId).toBe('free')
  expect(
    placement([node('even', [0.5, 0.5]), node('one-core-free', [0.9, 0.1, 0.9])])?.nodeId,
    'a meeting runs on one core',
  ).toBe('one-core-free')
  expect(placement([node('used', [0.1, 0.9]), node('unused', [0.1, 0.2])])?.nodeId).toBe('unused')
  expect(placement([node('drains', [0], true), node('dead', [])])).toBeNull()
  expect(placement([])).toBeNull()
})
