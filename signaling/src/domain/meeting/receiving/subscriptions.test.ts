import type { ParticipantId, ProducerState, Tile, Viewport } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { asks, opened } from '../../../testing/conduct.ts'
import { after, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from '../decide/Command.ts'
import { MAX_SPEAKERS } from './speakerRanking.ts'
import { firstViewOf, layersForTile, MAX_HELD_VIDEO, type SubscriptionInput, subscriptions } from './subscriptions.ts'

const wards = Array.from({ length: 30 }, (_, n) => `w${n}`)
const meeting = after(
  joins('chair', 'chair'),
  ...wards.map((name) => joins(name)),
  opens('chair', 'camera'),
  opens('chair', 'mic'),
  ...wards.flatMap((name) => [opens(name, 'camera'), opens(name, 'mic')]),
  opens('w0', 'screen'),
  opens('w0', 'screenAudio'),
)
const tile = (name: string, height: number, source: Tile['source'] = 'camera'): Tile => ({
  participantId: participantOf(name),
  source,
  height,
})
const ask = (changes: Partial<SubscriptionInput>) =>
  subscriptions({
    state: meeting,
    self: participantOf('w1'),
    speakers: [],
    viewport: { tiles: [] },
    held: [],
    ...changes,
  })
const of = (wanted: ReturnType<typeof ask>, name: string, source: ProducerState['source']) =>
  wanted.find((w) => w.producerId === producerOf(name, source))
const mics = (wanted: ReturnType<typeof ask>) => wanted.filter((w) => w.producerId.includes('.mic.'))

test.for([
  [90, [180, 360, 720], { spatial: 0, temporal: 0 }],
  [110, [180, 360, 720], { spatial: 0, temporal: 0 }],
  [111, [180, 360, 720], { spatial: 0, temporal: 2 }],
  [200, [180, 360, 720], { spatial: 0, temporal: 2 }],
  [201, [180, 360, 720], { spatial: 1, temporal: 2 }],
  [400, [180, 360, 720], { spatial: 1, temporal: 2 }],
  [401, [180, 360, 720], { spatial: 2, temporal: 2 }],
  [2160, [180, 360, 720], { spatial: 2, temporal: 2 }],
  [2160, [720], null],
  [90, [], null],
] as const)('5.2 a tile %d high, of layers %j, needs %j', ([height, heights, layers]) => {
  expect(layersForTile(height, heights)).toEqual(layers)
})

test('5.8 whose page opens with the wall is given every room in the size of a wall, until it says what it shows', () => {
  const cameras = (wanted: ReturnType<typeof ask>) => wanted.filter((w) => w.producerId.includes('.camera.'))
  const wall = ask({ viewport: null, opensWith: firstViewOf('secretary') })
  expect(cameras(wall)).toHaveLength(wards.length)
  expect(of(wall, 'w2', 'camera')).toMatchObject({ layers: { spatial: 0, temporal: 2 }, paused: false })
  expect(of(wall, 'w1', 'camera'), 'its own').toBeUndefined()
  expect(of(wall, 'w0', 'screen')).toBeDefined()
  expect(cameras(ask({ viewport: null, opensWith: firstViewOf('delegate') }))).toHaveLength(1)
  const told = ask({ viewport: { tiles: [tile('w2', 90)] }, opensWith: 'wall' })
  expect(cameras(told), 'what is told counts').toHaveLength(1)
})

test('5.2 video only of tiles on screen; the largest tile of a producer decides', () => {
  const wanted = ask({
    viewport: { tiles: [tile('w2', 90), tile('chair', 90), tile('chair', 700), tile('w0', 1080, 'screen')] },
  })
  expect(of(wanted, 'w2', 'camera')).toMatchObject({ layers: { spatial: 0, temporal: 0 }, paused: false })
  expect(of(wanted, 'chair', 'camera')).toMatchObject({ layers: { spatial: 2, temporal: 2 } })
  expect(of(wanted, 'w3', 'camera')).toBeUndefined()
  expect(wanted.filter((w) => /camera|screen\./.test(w.producerId))).toHaveLength(3)
})

test('23.18 a room is given its own camera of the network where its page shows it, after all others; no other picture of its own', () => {
  const viewport = { tiles: [tile('w1', 700), tile('w2', 90)] }
  const own = meeting.producers[producerOf('w1', 'camera')]
  if (!own) throw new Error('no camera')
  const state = {
    ...meeting,
    producers: {
      ...meeting.producers,
      [own.producerId]: { ...own, layerHeights: [], device: 'networkCamera' as const },
    },
  }
  const wanted = ask({ state, viewport })
  expect(of(wanted, 'w1', 'camera')).toEqual({ producerId: own.producerId, paused: false, priority: 10 })
  expect(of(wanted, 'w2', 'camera')?.priority).toBeGreaterThan(10)
  expect(of(ask({ state, viewport: { tiles: [] } }), 'w1', 'camera'), 'nobody looks').toBeUndefined()
  expect(of(ask({ viewport }), 'w1', 'camera'), 'of its own device').toBeUndefined()
})

test('5.2 the screen comes before the stage, the stage before the strip, the strip before the wall', () => {
  const wanted = ask({
    viewport: { tiles: [tile('w0', 90, 'screen'), tile('chair', 720), tile('w2', 180), tile('w3', 90)] },
  })
  const priorities = [
    of(wanted, 'w0', 'screen'),
    of(wanted, 'chair', 'camera'),
    of(wanted, 'w2', 'camera'),
    of(wanted, 'w3', 'camera'),
  ].map((w) => w?.priority ?? 0)
  expect(priorities).toEqual(priorities.toSorted((a, b) => b - a))
  expect(new Set(priorities).size).toBe(4)
})

test('5.2 what left the screen is held paused, sixteen at most, those seen last', () => {
  const held = wards.slice(2, 22).map((name) => producerOf(name, 'camera'))
  const wanted = ask({ held }).filter((w) => w.producerId.includes('.camera.'))
  expect(wanted.map((w) => w.producerId)).toEqual(held.slice(0, MAX_HELD_VIDEO))
  expect(wanted.every((w) => w.paused)).toBe(true)
})

test('5.2 before a client says what it shows, it gets the screen and the chair', () => {
  const wanted = ask({ viewport: null })
  expect(wanted.filter((w) => /camera|screen\./.test(w.producerId)).map((w) => w.producerId)).toEqual([
    producerOf('w0', 'screen'),
    producerOf('chair', 'camera'),
  ])
})

test('9.1 before a client says what it shows, it gets whom the chair put on the stage, the floor’s holder first', () => {
  const cameras = [opens('chair', 'camera'), ...['a', 'b'].map((name) => opens(name, 'camera'))]
  const shown = (...commands: readonly (readonly [Command, Actor])[]) =>
    subscriptions({
      state: after(...opened, ...cameras, ...commands),
      self: participantOf('secretary'),
      speakers: [],
      viewport: null,
      held: [],
    }).map((w) => w.producerId)
  const grant = asks('chair', 'floor:grant', { participantId: participantOf('b'), itemId: null })
  const pin = asks('chair', 'stage:set', { stage: { kind: 'pinned', participantIds: ['b', 'a'].map(participantOf) } })
  expect(shown()).toEqual([producerOf('chair', 'camera')])
  expect(shown(grant)).toEqual([producerOf('b', 'camera')])
  expect(shown(grant, pin)).toEqual([producerOf('b', 'camera'), producerOf('a', 'camera')])
  expect(shown(opens('deputy', 'screen'), grant), 'a screen comes with a face').toEqual([
    producerOf('deputy', 'screen'),
    producerOf('chair', 'camera'),
  ])
  expect(shown(opens('deputy', 'screen'), grant, asks('chair', 'stage:set', { stage: { kind: 'content' } }))).toEqual([
    producerOf('deputy', 'screen'),
    producerOf('b', 'camera'),
  ])
})

test('5.3 of many open microphones the six that spoke last; screen sound besides', () => {
  const speakers = ['w9', 'w3', 'chair', 'w20', 'w7', 'w11'].map(participantOf)
  const wanted = ask({ speakers })
  expect(new Set(mics(wanted).map((w) => w.producerId))).toEqual(
    new Set(['w9', 'w3', 'chair', 'w20', 'w7', 'w11'].map((n) => producerOf(n, 'mic'))),
  )
  expect(of(wanted, 'w0', 'screenAudio')).toMatchObject({ paused: false })
})

test('5.3 open microphones come before muted ones, which fill what is free', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const state = after(
    ...names.map((name) => joins(name)),
    ...names.map((name, n) => opens(name, 'mic', { paused: n < 6 })),
  )
  const wanted = mics(
    subscriptions({ state, self: participantOf('a'), speakers: [], viewport: { tiles: [] }, held: [] }),
  )
  expect(wanted).toHaveLength(MAX_SPEAKERS)
  expect(wanted.slice(0, 2).map((w) => w.producerId)).toEqual(['g', 'h'].map((n) => producerOf(n, 'mic')))
})

test('5.1 nobody gets its own, anything unknown, anything twice or more than the caps, whatever it shows and held', () => {
  const name = fc.constantFrom('chair', ...wards, 'stranger')
  const viewport: fc.Arbitrary<Viewport | null> = fc.option(
    fc
      .array(
        fc.record({
          participantId: name.map(participantOf),
          source: fc.constantFrom('camera', 'screen'),
          height: fc.integer({ min: 1, max: 8192 }),
        }),
        { maxLength: 100 },
      )
      .map((tiles) => ({ tiles })),
  )
  const held = fc.array(fc.tuple(name, fc.constantFrom('camera', 'mic', 'screen')).map(([n, s]) => producerOf(n, s)))
  const speakers = fc.uniqueArray(
    name.map((n): ParticipantId => participantOf(n)),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(name, viewport, held, speakers, (self, shown, holds, spoke) => {
      const wanted = subscriptions({
        state: meeting,
        self: participantOf(self),
        viewport: shown,
        held: holds,
        speakers: spoke,
      })
      const producers = wanted.map((w) => meeting.producers[w.producerId])
      expect(producers.every((p) => p !== undefined && p.participantId !== participantOf(self))).toBe(true)
      expect(new Set(wanted.map((w) => w.producerId)).size).toBe(wanted.length)
      expect(mics(wanted).length).toBeLessThanOrEqual(MAX_SPEAKERS)
      expect(wanted.filter((w) => w.paused).length).toBeLessThanOrEqual(MAX_HELD_VIDEO)
    }),
  )
})
