import { NodeId, type NodeReport } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { testEndpoint } from '../../../testing/testEndpoint.ts'
import { AGAIN_MS, Emptying } from './Emptying.ts'
import type { MoveOutcome } from './Moves.ts'

const state = after(joins('a'), joins('b'), joins('c'))
const worker = {
  index: 0,
  pid: 1,
  cpu: 0,
  meetings: 0,
  endpoints: 0,
  producers: 0,
  consumers: 0,
  bitrateIn: 0,
  bitrateOut: 0,
}
const node = (name: string, draining: boolean): NodeReport => ({
  nodeId: NodeId.parse(name),
  version: '0',
  startedAt: 0,
  region: '',
  limits: { meetings: null, endpoints: null },
  draining,
  workers: [worker],
})

/** Three endpoints on a node that drains, beside one that does not; a move ends when the test says so. */
function emptying() {
  const all = ['a', 'b', 'c'].map((name) => testEndpoint(name, state))
  const at = new Map(all.map((endpoint) => [endpoint, 'old']))
  const moves: { readonly endpointId: string; end: (outcome: MoveOutcome) => Promise<void> }[] = []
  const time = { now: 0 }
  const emptier = new Emptying({
    endpoints: { all },
    seatOf: (endpoint) => ({ nodeId: NodeId.parse(at.get(endpoint) ?? 'old'), worker: 0 }),
    nodes: () => [node('old', true), node('new', false)],
    isWatched: ({ endpointId }) => endpointId === endpointOf('a'),
    move: (endpoint) => {
      const { promise, resolve } = Promise.withResolvers<MoveOutcome>()
      const end = async (outcome: MoveOutcome) => {
        if (outcome === 'moved') at.set(endpoint, 'new')
        resolve(outcome)
        await new Promise((done) => setImmediate(done))
      }
      moves.push({ endpointId: endpoint.endpointId, end })
      return promise
    },
    logger: silent,
    clock: () => time.now,
  })
  return { emptier, all, moves, time }
}

test('a node that drains is emptied two at a time, who is watched last', async () => {
  const { emptier, moves } = emptying()
  emptier.onNews()
  emptier.onNews()
  expect(moves.map(({ endpointId }) => endpointId)).toEqual([endpointOf('b'), endpointOf('c')])
  await moves[0]?.end('moved')
  expect(moves.map(({ endpointId }) => endpointId).at(-1)).toBe(endpointOf('a'))
  await Promise.all(moves.map(({ end }) => end('moved')))
  emptier.onNews()
  expect(moves).toHaveLength(3)
})

test('one that stayed is asked again after a while, the others go on', async () => {
  const { emptier, moves, time } = emptying()
  emptier.onNews()
  await moves[0]?.end('stayed')
  await Promise.all(moves.slice(1).map(({ end }) => end('moved')))
  emptier.onNews()
  expect(moves).toHaveLength(3)
  time.now = AGAIN_MS
  emptier.onNews()
  expect(moves.at(-1)?.endpointId).toBe(endpointOf('b'))
})

test('who is not there, or has nothing at the node, is not asked', () => {
  const { emptier, all, moves } = emptying()
  for (const endpoint of all) endpoint.on({ kind: 'lost' })
  emptier.onNews()
  expect(moves).toEqual([])
})
