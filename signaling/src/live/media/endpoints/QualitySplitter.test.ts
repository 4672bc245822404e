import { ConsumerId } from '@diem-cau/sfu-contract'
import type { EndpointId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { QualitySplitter } from './QualitySplitter.ts'

const state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('a', 'camera'))
const known = new Map(['a', 'b'].map((name) => [endpointOf(name), { leg: { participantId: participantOf(name) } }]))
const endpoints = { findLeg: (nodeId: EndpointId) => known.get(nodeId) ?? null }
const consumer = { consumerId: ConsumerId.parse('c1'), score: 9, layers: null }

test('each client is told of its own consumers, and of the worst of what it sends', () => {
  const splitter = new QualitySplitter()
  const idle = new Set<string>()
  const report = (scores: [source: 'mic' | 'camera', score: number][], to: string[]) =>
    splitter.split(
      {
        name: 'quality',
        meetingId,
        producers: scores.map(([source, score]) => ({ producerId: producerOf('a', source), score })),
        consumers: to.map((name) => ({ endpointId: endpointOf(name), ...consumer })),
      },
      state,
      endpoints,
      (producerId) => idle.has(producerId),
    )
  const first = report(
    [
      ['mic', 10],
      ['camera', 4],
    ],
    ['b', 'stranger'],
  )
  expect(first.get(participantOf('b'))).toEqual({ name: 'quality', consumers: [consumer], sending: null })
  expect(first.get(participantOf('a'))).toMatchObject({ consumers: [] })
  expect(first.size).toBe(2)
  expect(report([], ['a']).get(participantOf('a')), 'remembered between reports').toMatchObject({ sending: 4 })
  expect(report([['camera', 8]], []).get(participantOf('a'))).toMatchObject({ sending: 8 })
  idle.add(producerOf('a', 'camera'))
  expect(report([['camera', 0]], []).get(participantOf('a')), 'a camera that nobody takes').toMatchObject({
    sending: 10,
  })
})

test('21.4 who is on a weak line hears of it, and nobody else', () => {
  const lines = ['b', 'stranger'].map((name) => ({ endpointId: endpointOf(name), step: 'stills' as const }))
  const notices = new QualitySplitter().split(
    { name: 'quality', meetingId, producers: [], consumers: [], lines },
    state,
    endpoints,
    () => false,
  )
  expect([...notices]).toEqual([
    [participantOf('b'), { name: 'quality', consumers: [], sending: null, line: 'stills' }],
  ])
})
