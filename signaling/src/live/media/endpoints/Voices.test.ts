import { ControlError } from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, participantOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { Voices } from './Voices.ts'

const state = after(joins('a'), joins('b'))

/** The meeting after its opening, with the floor given to these. */
function floorOf(...names: string[]): MeetingState {
  const floor = { itemId: null, speaker: '', grantedAt: 0, stoppedAt: null, stoppedMs: 0, limitSec: null }
  const holders = names.map((name) => ({ participantId: participantOf(name), ...floor }))
  return { ...state, conduct: { ...state.conduct, startedAt: 0, mode: 'chaired', holders } }
}

/** The gates of a meeting, and the lists of open ones that its nodes were told. */
function gates(initial: MeetingState) {
  const meeting = { state: initial }
  const nodes = { isUp: true, answer: () => Promise.resolve() }
  const told: string[] = []
  const legs = new Map<EndpointId, EndpointId[]>()
  const voices = new Voices({
    nodes: {
      get isUp() {
        return nodes.isUp
      },
      setVoices: (endpointIds) => {
        told.push(endpointIds.join(' '))
        return nodes.answer()
      },
    },
    logger: silent,
    state: () => meeting.state,
    nodeIds: (endpointId) => legs.get(endpointId) ?? [endpointId],
  })
  return { voices, meeting, nodes, told, legs }
}

const [ofA, ofB] = [endpointOf('a'), endpointOf('b')]
const answered = () => new Promise((resolve) => setImmediate(resolve))

test('8.5 nodes are told when other microphones may be heard, and only then', () => {
  const { voices, meeting, told } = gates(floorOf('a'))
  voices.tell()
  voices.tell()
  expect(told).toEqual([ofA])
  meeting.state = floorOf('b')
  voices.tell()
  meeting.state = floorOf()
  voices.tell()
  expect(told).toEqual([ofA, ofB, ''])
  expect([voices.isHeard(participantOf('a')), voices.isHeard(participantOf('b'))]).toEqual([false, false])
})

test('8.5 all legs of an endpoint have the same gate; one more is told of', () => {
  const { voices, told, legs } = gates(floorOf('a'))
  voices.tell()
  legs.set(ofA, [ofA, endpointOf('a', 2)])
  voices.tell()
  expect(told).toEqual([ofA, `${ofA} ${endpointOf('a', 2)}`])
})

test('8.5 without a node nobody is told; who comes back is told what counts then', () => {
  const { voices, meeting, nodes, told } = gates(floorOf('a'))
  nodes.isUp = false
  voices.tell()
  meeting.state = floorOf('b')
  voices.tell()
  expect(told).toEqual([])
  nodes.isUp = true
  voices.tellAgain()
  expect(told).toEqual([ofB])
})

test('8.5 a node that may not have heard of it is told again, though nothing changed', () => {
  const { voices, told } = gates(floorOf('a'))
  voices.tell()
  voices.tellAgain()
  expect(told).toEqual([ofA, ofA])
})

test('8.5 a list that was not heard is told with the next change, whatever that is', async () => {
  const { voices, nodes, told } = gates(floorOf('a'))
  nodes.answer = () => Promise.reject(new ControlError('unavailable', 'away'))
  voices.tell()
  await answered()
  nodes.answer = () => Promise.resolve()
  voices.tell()
  voices.tell()
  expect(told).toEqual([ofA, ofA])
})

test('8.5 a refusal that comes late takes nothing back of what was told since', async () => {
  const { voices, meeting, nodes, told } = gates(floorOf('a'))
  const refused = Promise.withResolvers<void>()
  nodes.answer = () => refused.promise
  voices.tell()
  nodes.answer = () => Promise.resolve()
  meeting.state = floorOf('b')
  voices.tell()
  refused.reject(new ControlError('unavailable', 'away'))
  await answered()
  voices.tell()
  expect(told).toEqual([ofA, ofB])
})
