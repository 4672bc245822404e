import { initialState, MeetingId, Participant, ProducerState, type MeetingState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { orderParticipants } from './participantOrder.ts'
import { stageTarget } from './stageTarget.ts'

function participant(id: string, seat = 'delegate'): Participant {
  return Participant.parse({
    participantId: id,
    accountId: id,
    name: id,
    unit: { code: id, name: `Phường ${id}` },
    seat,
    endpointId: `e-${id}`,
    deviceId: `d-${id}`,
    deviceName: 'Chrome',
    line: 'online',
    joinedAt: 0,
  })
}

function producer(participantId: string, source: string): ProducerState {
  return ProducerState.parse({ producerId: `${participantId}-${source}`, participantId, source, paused: false, layerHeights: [] })
}

function meeting(people: Participant[], producers: ProducerState[] = []): MeetingState {
  return {
    ...initialState(MeetingId.parse('m')),
    participants: Object.fromEntries(people.map((p) => [p.participantId, p])),
    producers: Object.fromEntries(producers.map((p) => [p.producerId, p])),
  }
}

const people = [participant('chair', 'chair'), participant('a'), participant('b')]
const [chair, a, b] = people.map(({ participantId }) => participantId)

function target(state: MeetingState, me = b!, given: { pinned?: typeof a | undefined; speaker?: typeof a | undefined } = {}) {
  const { pinned = null, speaker = null } = given
  return stageTarget({ meeting: state, order: orderParticipants(state.participants), me, pinned, speaker })
}

test('a shared screen comes before everything', () => {
  const state = meeting(people, [producer('a', 'screen'), producer('chair', 'camera')])
  expect(target(state, b, { pinned: chair, speaker: chair })).toEqual({ participantId: a, source: 'screen' })
})

test('my own screen is not shown to me', () => {
  expect(target(meeting(people, [producer('b', 'screen')]))).toEqual({ participantId: chair, source: 'camera' })
})

test('pinned comes before speaking, speaking before the chair', () => {
  const state = meeting(people)
  expect(target(state, b, { pinned: chair, speaker: a })?.participantId).toBe(chair)
  expect(target(state, b, { speaker: a })?.participantId).toBe(a)
  expect(target(state)?.participantId).toBe(chair)
})

test('the chair sees the first room with a picture, and nothing while alone', () => {
  expect(target(meeting(people, [producer('b', 'camera')]), chair)?.participantId).toBe(b)
  expect(target(meeting([people[0]!]), chair)).toBeNull()
})

test('who left is neither pinned nor speaking', () => {
  expect(target(meeting([people[0]!, people[2]!]), b, { pinned: a, speaker: a })?.participantId).toBe(chair)
})
