import { NodeId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { answered, legsOnNodes } from '../../../testing/legsOnNodes.ts'
import { after, joins, meetingId, participantOf } from '../../../testing/people.ts'
import type { EndpointMedia } from './EndpointMedia.ts'

const state = after(joins('a'), joins('b'))
const a = participantOf('a')

/** The meeting with the floor to be given, and `a` having it or not. */
const conducted = (holds: boolean): typeof state => {
  const floor = { itemId: null, speaker: '', grantedAt: 0, stoppedAt: null, stoppedMs: 0, limitSec: null }
  const holders = holds ? [{ participantId: a, ...floor }] : []
  return { ...state, conduct: { ...state.conduct, startedAt: 0, mode: 'chaired', holders } }
}

test('5.13 a leg is made at a node under its own id, and lives from then on', async () => {
  const { legs, attends, one } = await legsOnNodes(state)
  const endpoint = attends('a')
  const making = legs.starter.start(endpoint, endpoint.carrying)
  expect(endpoint.transports).toBe('starting')
  expect((await making).leg).toBe(1)
  expect([endpoint.transports, one.has(meetingId)]).toEqual(['alive', ['e.a.1:1']])
})

test('5.14 a leg apart from another one goes to another node, and the node is told apart from whom', async () => {
  const { legs, comesIn, two } = await legsOnNodes(state)
  const endpoint = await comesIn('a')
  await legs.starter.start(endpoint, endpoint.offer('beside').leg, endpoint.carrying)
  expect(two.has(meetingId)).toEqual(['e.a.1:2'])
  expect(two.asked.at(-1)?.data).toMatchObject({ apartFrom: 'e.a.1:1' })
})

test('6.13 a leg goes to a node of the region that its participant is at home in, while that has room', async () => {
  const { meeting, legs, attends, one, two } = await legsOnNodes(state)
  two.region = 'o-mon'
  two.comesUp()
  meeting.regions.set(a, 'o-mon')
  const [inRegion, elsewhere] = [attends('a'), attends('b')]
  await legs.starter.start(elsewhere, elsewhere.carrying)
  await legs.starter.start(inRegion, inRegion.carrying)
  expect([two.has(meetingId), one.has(meetingId)]).toEqual([['e.a.1:1'], ['e.b.1:1']])
  two.refusal = 'full'
  await legs.starter.start(inRegion, legs.instead(inRegion))
  expect(one.has(meetingId)).toEqual(['e.b.1:1', 'e.a.1:2'])
})

test('16.12 a leg goes to the node that is named, and elsewhere when that has no room', async () => {
  const { legs, attends, one, two } = await legsOnNodes(state)
  const [first, second] = [attends('a'), attends('b')]
  const named = NodeId.parse('two')
  await legs.starter.start(first, first.carrying, null, named)
  expect([one.has(meetingId), two.has(meetingId)]).toEqual([[], ['e.a.1:1']])
  two.refusal = 'full'
  await legs.starter.start(second, second.carrying, null, named)
  expect(one.has(meetingId)).toEqual(['e.b.1:1'])
})

test('6.5 without a place for it the leg waits, and the client is refused', async () => {
  const { legs, attends, one, two } = await legsOnNodes(state)
  one.refusal = two.refusal = 'full'
  const endpoint = attends('a')
  await expect(legs.starter.start(endpoint, endpoint.carrying)).rejects.toMatchObject({ code: 'mediaUnavailable' })
  expect(endpoint.transports).toBe('waiting')
})

type All = Awaited<ReturnType<typeof legsOnNodes>>
/** A leg may end so while its node makes it. */
const endings: [string, (all: All, endpoint: EndpointMedia) => void][] = [
  ['its endpoint leaves', ({ endpoints }, { endpointId }) => void endpoints.drop(endpointId)],
  ['another leg takes its place', (_all, endpoint) => void endpoint.offer('instead')],
]

test.each(endings)('2.6 when %s while it is made, nothing of it stays at the node', async (_what, ends) => {
  const all = await legsOnNodes(state)
  const endpoint = all.attends('a')
  const made = Promise.withResolvers<void>()
  all.one.beforeJoin = made.promise
  const making = all.legs.starter.start(endpoint, endpoint.carrying)
  ends(all, endpoint)
  made.resolve()
  await expect(making).rejects.toMatchObject({ code: 'notJoined' })
  await answered()
  expect(all.one.has(meetingId)).toEqual([])
})

test.each(endings)('2.6 when %s while it is refused, nobody is told to come back for it', async (_what, ends) => {
  const all = await legsOnNodes(state)
  const endpoint = all.attends('a')
  const refused = Promise.withResolvers<void>()
  all.one.beforeJoin = refused.promise
  all.one.refusal = all.two.refusal = 'full'
  const making = all.legs.starter.start(endpoint, endpoint.carrying)
  ends(all, endpoint)
  refused.resolve()
  await expect(making).rejects.toMatchObject({ code: 'notJoined' })
})

test('2.6 nothing is asked for an endpoint that has ended', async () => {
  const { legs, comesIn, endpoints, one } = await legsOnNodes(state)
  const endpoint = await comesIn('a')
  endpoints.drop(endpoint.endpointId)
  const before = one.asked.length
  await expect(legs.starter.start(endpoint, endpoint.offer('instead').leg)).rejects.toMatchObject({ code: 'notJoined' })
  expect(one.asked).toHaveLength(before)
})

test.each([
  ['given', true],
  ['taken', false],
])('8.5 a floor that is %s while a leg is made reaches its gate', async (_what, holds) => {
  const { meeting, legs, attends, voices, one } = await legsOnNodes(conducted(!holds))
  const endpoint = attends('a')
  const made = Promise.withResolvers<void>()
  one.beforeJoin = made.promise
  const making = legs.starter.start(endpoint, endpoint.carrying)
  expect(one.asked.at(-1)?.data).toMatchObject({ voice: !holds })
  meeting.state = conducted(holds)
  voices.tell()
  made.resolve()
  await making
  const told = one.asked.filter(({ name }) => name === 'meeting:setVoices')
  expect(told.at(-1)?.data, 'once the leg is there to hear of it').toMatchObject({
    endpointIds: holds ? ['e.a.1:1'] : [],
  })
  expect(told).toHaveLength(2)
})
