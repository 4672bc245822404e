import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { answered, legId, legsOnNodes } from '../../../testing/legsOnNodes.ts'
import { after, joins, meetingId, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { FADE_MS } from './Moves.ts'
import { YIELD_MS } from './Standbys.ts'

const state = after(joins('a'), joins('b'), opens('a', 'mic'))
const a = participantOf('a')
const mic = producerOf('a', 'mic')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

/** `a` is in the meeting on node `one`, and sends the microphone that is on record. */
async function speaking() {
  const all = await legsOnNodes(state)
  const endpoint = await all.comesIn('a')
  await endpoint.carrying.produce(async () => ({ producerId: mic }))
  return { ...all, endpoint, former: endpoint.carrying }
}

/** The same, with a leg at node `two` offered beside that one. */
async function moving() {
  const all = await speaking()
  const outcome = all.legs.move(all.endpoint)
  await answered()
  return { ...all, outcome }
}

test('5.14 a move goes over to the other node, and what is left at the former one ends after it faded', async () => {
  const { legs, endpoint, outcome, one, two, told, recorded } = await moving()
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([['e.a.1:1'], ['e.a.1:2']])
  legs.take(endpoint, legId(2))
  expect(await outcome).toBe('moved')
  expect(recorded, 'it flows on').toEqual([])
  vi.advanceTimersByTime(FADE_MS)
  await answered()
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([[], ['e.a.1:2']])
  expect(told).toEqual([`${a} legOffered beside 2`, `${a} legEnded 1`])
  expect(recorded, 'nothing took its place on the other leg').toEqual([`lost ${mic}`])
})

test('5.14 what was handed over is not lost with the leg that it was on', async () => {
  const { legs, endpoint, handovers, meeting, recorded } = await moving()
  const successor = producerOf('a', 'mic', 2)
  await endpoint.require(legId(2)).produce(async () => ({ producerId: successor }))
  handovers.add(mic, successor)
  meeting.state = after(joins('a'), joins('b'))
  legs.take(endpoint, legId(2))
  vi.advanceTimersByTime(FADE_MS)
  expect([recorded, handovers.isFading(mic)]).toEqual([[], false])
})

test('5.14 a leg that is not offered any more is `notYours`', async () => {
  const { legs, endpoint } = await speaking()
  expect(() => legs.take(endpoint, legId(2))).toThrow('there is no such leg')
  expect(() => legs.take(endpoint, legId(1)), 'it carries already').not.toThrow()
})

test('6.3 a leg in place of all ends what there was at every node, on record too, and the move', async () => {
  const { legs, endpoint, outcome, one, two, recorded } = await moving()
  const only = legs.instead(endpoint)
  expect(await outcome).toBe('stayed')
  await answered()
  expect([only.legId, endpoint.legs, recorded]).toEqual([3, [only], [`lost ${mic}`]])
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([[], []])
})

test('6.3 one of which nothing was made yet is the one to be made', async () => {
  const { legs, attends } = await legsOnNodes(state)
  const endpoint = attends('a')
  expect(legs.instead(endpoint)).toBe(endpoint.carrying)
  expect(endpoint.carrying.legId).toBe(1)
})

test('6.2 who is back goes on with what carries alone: offers did not reach them', async () => {
  const { legs, endpoint, outcome, former, two, told, recorded } = await moving()
  legs.keepCarrying(endpoint)
  expect(await outcome).toBe('stayed')
  await answered()
  expect([endpoint.legs, two.has(meetingId), recorded]).toEqual([[former], [], []])
  expect(told.at(-1)).toBe(`${a} legEnded 2`)
})

test('5.14 a client whose own leg is lost while it moves has moved', async () => {
  const { legs, endpoint, outcome, former, recorded, one } = await moving()
  former.on({ kind: 'lost' })
  const asked = one.names.length
  legs.onLost(endpoint, endpoint.change({ kind: 'lost', leg: former.legId }))
  expect(await outcome).toBe('moved')
  expect([endpoint.carrying.legId, recorded]).toEqual([2, [`lost ${mic}`]])
  await answered()
  expect(one.names.slice(asked), 'there is nothing to leave').toEqual([])
})

test('5.16 who lost all is given another leg, at a node that is there', async () => {
  const { legs, endpoint, one, two, told } = await speaking()
  one.dies()
  endpoint.on({ kind: 'lost' })
  legs.replace([endpoint])
  await answered()
  expect([two.has(meetingId), told, endpoint.transports]).toEqual([['e.a.1:2'], [`${a} legOffered instead 2`], 'alive'])
})

test('5.15 who conducts has a leg on standby at another node, which ends when somebody needs its place', async () => {
  const { legs, comesIn, meeting, two } = await legsOnNodes(after(joins('chair', 'chair'), joins('a')))
  await comesIn('chair')
  expect(legs.makeRoom(), 'there is none yet').toBe(false)
  meeting.now += YIELD_MS
  legs.onStateChanged()
  vi.advanceTimersByTime(200)
  await answered()
  expect(two.has(meetingId)).toEqual(['e.chair.1:2'])
  expect(legs.makeRoom()).toBe(true)
  await answered()
  expect(two.has(meetingId)).toEqual([])
})

test('an endpoint that ended leaves every node, and is told of nothing any more: the participant may have another', async () => {
  const { legs, endpoint, endpoints, outcome, one, two, told } = await moving()
  endpoints.drop(endpoint.endpointId)
  const before = told.length
  await legs.endAll(endpoint)
  expect(await outcome).toBe('stayed')
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([[], []])
  vi.advanceTimersByTime(60_000)
  await answered()
  expect(told.slice(before)).toEqual([])
})

test('5.14 who leaves just after a move is not told that the former leg ends', async () => {
  const { legs, endpoint, endpoints, told } = await moving()
  legs.take(endpoint, legId(2))
  endpoints.drop(endpoint.endpointId)
  await legs.endAll(endpoint)
  const before = told.length
  vi.advanceTimersByTime(FADE_MS)
  expect(told.slice(before), 'a second device has a leg of that name too').toEqual([])
})

test('5.14 who leaves while the leg beside is made is not told of its end', async () => {
  const { legs, endpoint, endpoints, two, told } = await speaking()
  const made = Promise.withResolvers<void>()
  two.beforeJoin = made.promise
  const outcome = legs.move(endpoint)
  endpoints.drop(endpoint.endpointId)
  await legs.endAll(endpoint)
  made.resolve()
  expect(await outcome).toBe('stayed')
  await answered()
  expect([told, two.has(meetingId)]).toEqual([[], []])
})

test('5.16 who left before it was their turn gets no leg that nobody would end', async () => {
  const { legs, endpoint, endpoints, two, told } = await speaking()
  endpoint.on({ kind: 'lost' })
  endpoints.drop(endpoint.endpointId)
  const asked = two.names.length
  legs.replace([endpoint])
  await answered()
  expect([two.names.slice(asked), told]).toEqual([[], []])
})

test('after the end nothing goes on', async () => {
  const { legs, endpoint, outcome, told } = await moving()
  legs.take(endpoint, legId(2))
  legs.close()
  expect(await outcome).toBe('moved')
  vi.advanceTimersByTime(60_000)
  expect(told).toHaveLength(1)
})
