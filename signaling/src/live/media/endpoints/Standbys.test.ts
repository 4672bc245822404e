import type { MeetingState } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { after, joins, participantOf } from '../../../testing/people.ts'
import { testEndpoint, testStarter } from '../../../testing/testEndpoint.ts'
import { AGAIN_MS, CALM_MS, LINGER_MS, Standbys, YIELD_MS } from './Standbys.ts'

const [a, chair] = [participantOf('a'), participantOf('chair')]
const state = after(joins('chair', 'chair'), joins('a'))
const floor = { itemId: null, speaker: '', grantedAt: 0, stoppedAt: null, stoppedMs: 0, limitSec: null }
const holds: MeetingState = { ...state, conduct: { ...state.conduct, holders: [{ participantId: a, ...floor }] } }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

function standingBy(initial: MeetingState, reserveEndpoints = 0) {
  const meeting = { state: initial, now: 0, drains: false }
  const { options, node, told, started } = testStarter()
  const all = ['chair', 'a'].map((name) => testEndpoint(name, state))
  const standbys = new Standbys({
    ...options,
    endpoints: { all },
    state: () => meeting.state,
    drains: () => meeting.drains,
    reserveEndpoints,
    clock: () => meeting.now,
  })
  onTestFinished(() => standbys.close())
  const pass = async (ms: number) => {
    meeting.now += ms
    vi.advanceTimersByTime(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const look = async () => {
    standbys.onNews()
    await pass(200)
  }
  return { standbys, meeting, node, told, started, all, pass, look }
}

test('5.15 the chair has a leg on standby, apart from the one that carries, and no one else', async () => {
  const { look, told, started } = standingBy(state)
  await look()
  await look()
  expect(started).toEqual(['e.chair.1:2 apart from e.chair.1:1'])
  expect(told).toEqual([`${chair} legOffered standby 2`])
})

test('5.15 in a meeting that is not too large the others get one too, one after the other and once nobody comes in any more', async () => {
  const { all, look, pass, told } = standingBy(state, 4)
  await look()
  expect(told).toEqual([`${chair} legOffered standby 2`])
  all.push(testEndpoint('b', state))
  await look()
  await pass(CALM_MS - 201)
  expect(told).toHaveLength(1)
  await pass(201)
  expect(told.slice(1)).toEqual([`${a} legOffered standby 2`])
  await pass(200)
  expect(told.slice(2)).toEqual([`${participantOf('b')} legOffered standby 2`])
  await pass(LINGER_MS)
  await look()
  expect(told).toHaveLength(3)
})

test('5.15 in a larger one they have none, and lose what they had when it grows', async () => {
  const { all, look, pass, told } = standingBy(state, 2)
  await look()
  await pass(CALM_MS)
  expect(told).toContain(`${a} legOffered standby 2`)
  all.push(testEndpoint('b', state))
  await look()
  await pass(LINGER_MS)
  expect(told.at(-1)).toBe(`${a} legEnded 2`)
  await pass(CALM_MS)
  expect(told).toHaveLength(3)
})

test('5.15 where there is no place the others are not tried one after the other', async () => {
  const { all, node, look, pass, started } = standingBy(state, 4)
  all.push(testEndpoint('b', state))
  await look()
  node.refuses = true
  await pass(CALM_MS)
  const tries = started.length
  for (let n = 0; n < 10; n++) await pass(1_000)
  expect(started).toHaveLength(tries)
})

test('5.15 while legs are being lost and taken no one else is made one', async () => {
  const { standbys, look, pass, told } = standingBy(state, 4)
  await look()
  await pass(CALM_MS - 300)
  standbys.onLoss()
  await pass(CALM_MS - 1)
  expect(told).toHaveLength(1)
  await pass(201)
  expect(told).toContain(`${a} legOffered standby 2`)
})

test('5.15 who has the floor gets one, and loses it some time after the floor', async () => {
  const { meeting, look, pass, told } = standingBy(holds)
  await look()
  expect(told).toContain(`${a} legOffered standby 2`)
  meeting.state = state
  await look()
  await pass(LINGER_MS - 201)
  expect(told).not.toContain(`${a} legEnded 2`)
  await pass(201)
  expect(told).toContain(`${a} legEnded 2`)
  expect(told).not.toContain(`${chair} legEnded 2`)
})

test('5.15 news are looked at at once, though the next look was planned for later', async () => {
  const { meeting, node, look, told } = standingBy(state)
  node.refuses = true
  await look()
  node.refuses = false
  meeting.state = holds
  await look()
  expect(told).toEqual([`${a} legOffered standby 2`])
})

test('5.15 where there is no place for one it is looked for again later', async () => {
  const { node, look, pass, told, started } = standingBy(state)
  node.refuses = true
  await look()
  await look()
  expect([started.length, told]).toEqual([1, []])
  node.refuses = false
  await pass(AGAIN_MS)
  expect(told).toEqual([`${chair} legOffered standby 3`])
})

test('5.15 one that is lost, or carries by now, is replaced', async () => {
  const { all, look, told } = standingBy(state)
  await look()
  const endpoint = all[0]
  if (!endpoint?.standby) throw new Error('there is none')
  endpoint.on({ kind: 'lost' })
  endpoint.change({ kind: 'lost', leg: endpoint.carrying.legId })
  expect(endpoint.carrying.legId).toBe(2)
  await look()
  expect(told.at(-1)).toBe(`${chair} legOffered standby 3`)
})

test('5.15 one on a node that drains ends, and another is made elsewhere', async () => {
  const { meeting, look, told } = standingBy(state)
  await look()
  meeting.drains = true
  await look()
  expect(told.at(-1)).toBe(`${chair} legEnded 2`)
  meeting.drains = false
  await look()
  expect(told.at(-1)).toBe(`${chair} legOffered standby 3`)
})

test('5.15 places that others need are given up, and none is kept in reserve for a while', async () => {
  const { standbys, look, pass, told } = standingBy(state)
  expect(standbys.yield(), 'there is none').toBe(false)
  await pass(YIELD_MS)
  await look()
  expect(standbys.yield()).toBe(true)
  expect(told.at(-1)).toBe(`${chair} legEnded 2`)
  await look()
  await pass(YIELD_MS - 201)
  expect(told.at(-1)).toBe(`${chair} legEnded 2`)
  await pass(201)
  expect(told.at(-1)).toBe(`${chair} legOffered standby 3`)
})
