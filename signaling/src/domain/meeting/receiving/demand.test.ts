import type { WantedSource } from '@diem-cau/sfu-contract'
import type { Tile } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks } from '../../../testing/conduct.ts'
import { after, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { demand } from './demand.ts'
import { subscriptions } from './subscriptions.ts'

const wards = ['a', 'b', 'c', 'd', 'e']
const before = [
  joins('chair', 'chair'),
  ...wards.map((name) => joins(name)),
  ...['chair', ...wards].flatMap((name) => [opens(name, 'camera'), opens(name, 'mic')]),
]
const free = after(...before)
const chaired = after(...before, asks('chair', 'meeting:start', {}))
const queued = after(
  ...before,
  asks('chair', 'meeting:start', {}),
  ...['a', 'b', 'c'].map((name) => asks(name, 'floor:request', { itemId: null, speaker: '', note: '' })),
)

const tile = (name: string, height: number): Tile => ({ participantId: participantOf(name), source: 'camera', height })

/** Finds the demand for everybody's cameras and microphones while these look at these tiles. */
function wanted(state: typeof free, looks: Record<string, Tile[]>, speakers: string[] = []) {
  const received = Object.entries(looks).map(([name, tiles]): WantedSource[] =>
    subscriptions({ state, self: participantOf(name), speakers: [], viewport: { tiles }, held: [] }),
  )
  const all = demand({ state, speakers: speakers.map(participantOf), received })
  return (name: string, source: 'camera' | 'mic' | 'screen' = 'camera') => all.get(producerOf(name, source))
}

test('5.11 a camera is wanted at the highest layer that anybody takes, and not at all when nobody does', () => {
  const of = wanted(chaired, { chair: [tile('a', 90), tile('b', 90)], c: [tile('a', 300)] })
  expect(of('a'), 'a tile of 300 pixels').toBe(1)
  expect(of('b'), 'a tile of the wall').toBe(0)
  expect(of('d'), 'on no screen').toBeNull()
})

test('5.11 a camera that is held, but not shown, is not sent for it', () => {
  const received = [
    subscriptions({
      state: chaired,
      self: participantOf('c'),
      speakers: [],
      viewport: { tiles: [] },
      held: [producerOf('a', 'camera')],
    }),
  ]
  expect(received[0]?.some((source) => source.producerId === producerOf('a', 'camera') && source.paused)).toBe(true)
  expect(demand({ state: chaired, speakers: [], received }).get(producerOf('a', 'camera'))).toBeNull()
})

test('5.11 a microphone is wanted while it may be heard or is one of the next two in the queue', () => {
  const everyone = wanted(free, {})
  expect(
    ['chair', ...wards].map((name) => everyone(name, 'mic')),
    'before the opening',
  ).toEqual([0, 0, 0, 0, 0, 0])
  const of = wanted(queued, {})
  expect(['chair', ...wards].map((name) => of(name, 'mic'))).toEqual([0, 0, 0, null, null, null])
})

test('5.11 who is on the stage or next in the queue is sent as large as anybody is watched, before any tile asks for it', () => {
  const of = wanted(queued, { d: [tile('chair', 700)], chair: [tile('c', 90)] })
  expect(of('chair'), 'on the stage').toBe(2)
  expect([of('a'), of('b')], 'next in the queue').toEqual([2, 2])
  expect(of('c'), 'third in the queue, on the wall').toBe(0)
})

test('5.11 where rooms speak freely the picture of who speaks is ready', () => {
  const of = wanted(free, { d: [tile('chair', 300)] }, ['e'])
  expect(of('e')).toBe(1)
  expect(of('a')).toBeNull()
})

test('5.11 a shared screen is sent whoever looks, and its sound', () => {
  const state = after(...before, opens('a', 'screen'), opens('a', 'screenAudio'))
  const all = demand({ state, speakers: [], received: [] })
  expect(all.get(producerOf('a', 'screen'))).toBe(0)
  expect(all.get(producerOf('a', 'screenAudio'))).toBe(0)
})
