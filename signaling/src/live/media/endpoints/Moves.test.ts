import { LegId } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { after, joins, participantOf } from '../../../testing/people.ts'
import { testEndpoint, testStarter } from '../../../testing/testEndpoint.ts'
import { FADE_MS, LONGEST_FADE_MS, LOOK_MS, Moves, TAKE_MS } from './Moves.ts'

const state = after(joins('a'), joins('b'))
const a = participantOf('a')
const second = LegId.parse(2)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

function moving() {
  const { options, node, listeners, told, started } = testStarter()
  const moves = new Moves(options)
  onTestFinished(() => moves.close())
  const endpoint = testEndpoint('a', state)
  const former = endpoint.carrying
  return { moves, endpoint, former, node, listeners, told, started }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('5.14 a client is offered a leg apart from its own, takes it, and the former one ends 2 s later', async () => {
  const { moves, endpoint, former, told, started } = moving()
  const outcome = moves.move(endpoint)
  await settled()
  expect(started).toEqual(['e.a.1:2 apart from e.a.1:1'])
  expect(told).toEqual([`${a} legOffered beside 2`])
  expect(endpoint.carrying).toBe(former)
  moves.take(endpoint, second)
  expect(await outcome).toBe('moved')
  expect([endpoint.carrying.legId, former.standing]).toEqual([2, 'fading'])
  vi.advanceTimersByTime(FADE_MS - 1)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told.at(-1)).toBe(`${a} legEnded 1`)
  expect(endpoint.legs.map(({ legId }) => legId)).toEqual([2])
})

test('5.14 the former leg goes on for as long as somebody has not got what comes instead, and a moment more', async () => {
  const { moves, endpoint, listeners, told } = moving()
  void moves.move(endpoint)
  await settled()
  listeners.lag = true
  moves.take(endpoint, second)
  vi.advanceTimersByTime(FADE_MS)
  listeners.lag = false
  vi.advanceTimersByTime(LOOK_MS)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(LOOK_MS)
  expect(told.at(-1)).toBe(`${a} legEnded 1`)
})

test('5.14 who never gets it is not waited for longer than 10 s', async () => {
  const { moves, endpoint, listeners, told } = moving()
  void moves.move(endpoint)
  await settled()
  listeners.lag = true
  moves.take(endpoint, second)
  vi.advanceTimersByTime(LONGEST_FADE_MS - 1)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told.at(-1)).toBe(`${a} legEnded 1`)
})

test('5.14 a client that does not take it within 10 s stays where it is', async () => {
  const { moves, endpoint, former, told } = moving()
  const outcome = moves.move(endpoint)
  await settled()
  vi.advanceTimersByTime(TAKE_MS)
  expect(await outcome).toBe('stayed')
  expect([endpoint.carrying, told.at(-1)]).toEqual([former, `${a} legEnded 2`])
  expect(() => moves.take(endpoint, second), 'that comes too late').toThrow('there is no such leg')
})

test('5.14 without a place for it the client hears nothing and stays', async () => {
  const { moves, endpoint, node, told } = moving()
  node.refuses = true
  expect(await moves.move(endpoint)).toBe('stayed')
  expect(told.filter((line) => line.includes('Offered'))).toEqual([])
  expect(endpoint.legs).toHaveLength(1)
})

test('5.14 a client whose own leg dies while it moves has moved', async () => {
  const { moves, endpoint, former } = moving()
  const outcome = moves.move(endpoint)
  await settled()
  former.on({ kind: 'lost' })
  endpoint.change({ kind: 'lost', leg: former.legId })
  moves.onLegs(endpoint)
  expect(await outcome).toBe('moved')
  expect(endpoint.carrying.standing).toBe('inside')
})

test('5.14 another move takes the place of the one under way; who is not there is not moved', async () => {
  const { moves, endpoint, told } = moving()
  const before = moves.move(endpoint)
  await settled()
  const later = moves.move(endpoint)
  expect(await before).toBe('stayed')
  await settled()
  moves.take(endpoint, LegId.parse(3))
  expect(await later).toBe('moved')
  expect(told.at(-1)).toBe(`${a} legOffered beside 3`)
  endpoint.on({ kind: 'lost' })
  expect(await moves.move(endpoint)).toBe('stayed')
})
