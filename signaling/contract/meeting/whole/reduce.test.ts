import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LoggedEvent, type MeetingEvent } from './events.ts'
import { MeetingId } from '../../core/ids.ts'
import { initialState, reduce, reduceAll } from './reduce.ts'
import { MeetingState } from './state.ts'

const meetingId = MeetingId.parse('m1')
const people = ['p1', 'p2', 'p3']
const producers = ['c1', 'c2', 'c3', 'c4']

const person = fc.constantFrom(...people)
const producer = fc.constantFrom(...producers)
const source = fc.constantFrom('mic', 'camera', 'screen', 'screenAudio')
const device = {
  endpointId: fc.constantFrom('e1', 'e2'),
  deviceId: fc.constantFrom('d1', 'd2'),
  deviceName: fc.constant('Chrome'),
}
const type = <T extends MeetingEvent['type']>(t: T) => fc.constant(t)

const anySource = fc.oneof(
  fc.record({
    type: type('producerOpened'),
    producerId: producer,
    participantId: person,
    source,
    paused: fc.boolean(),
    layerHeights: fc.constant([180, 360, 720]),
  }),
  fc.record({
    type: type('producerClosed'),
    producerId: producer,
    participantId: person,
    source,
    reason: fc.constantFrom('requested', 'mediaLost'),
  }),
)

const anyEvent = fc.oneof(
  fc.record({
    type: type('meetingOpened'),
    title: fc.string({ maxLength: 20 }),
    hostUnit: fc.constant({ code: 'o-mon', name: 'Quận Ô Môn' }),
  }),
  fc.record({ type: type('meetingEnded') }),
  fc.record({
    type: type('participantJoined'),
    participantId: person,
    accountId: person,
    name: fc.constant('Phường Thới An'),
    unit: fc.constant({ code: 'o-mon.thoi-an', name: 'Phường Thới An' }),
    seat: fc.constantFrom('chair', 'delegate', 'observer'),
    ...device,
  }),
  fc.record({
    type: type('participantLeft'),
    participantId: person,
    reason: fc.constantFrom('left', 'lineLost', 'removed', 'expelled'),
  }),
  fc.record({
    type: type('visitorCame'),
    participantId: person,
    accountId: person,
    name: fc.constant('Phường Thới An'),
    unit: fc.constant({ code: 'o-mon.thoi-an', name: 'Phường Thới An' }),
    seat: fc.constant('delegate'),
  }),
  fc.record({ type: type('visitorLeft'), participantId: person }),
  fc.record({ type: type('visitorsAdmitted'), participantIds: fc.uniqueArray(person), by: fc.option(person) }),
  fc.record({
    type: type('participantExpelled'),
    participantId: person,
    accountId: person,
    name: fc.constant('Phường Thới An'),
    unit: fc.constant({ code: 'o-mon.thoi-an', name: 'Phường Thới An' }),
    organisation: fc.constant(''),
    seat: fc.constant('delegate'),
    barred: fc.boolean(),
    reason: fc.constant(''),
    by: person,
  }),
  fc.record({ type: type('participantAllowed'), participantId: person, by: person }),
  fc.record({ type: fc.constantFrom('doorLocked' as const, 'doorUnlocked' as const), by: person }),
  fc.record({ type: type('cameraStopped'), participantId: person, by: fc.option(person) }),
  fc.record({ type: type('cameraConsented'), participantId: person }),
  fc.record({
    type: type('cameraOffered'),
    participantId: person,
    moves: fc.uniqueArray(fc.constantFrom('pan' as const, 'tilt' as const, 'zoom' as const)),
    places: fc.uniqueArray(fc.constantFrom(0, 1, 2)),
  }),
  fc.record({
    type: fc.constantFrom('cameraTaken' as const, 'cameraLetGo' as const),
    participantId: person,
    by: fc.option(person),
  }),
  fc.record({ type: type('cameraRefused'), participantId: person, refused: fc.boolean() }),
  fc.record({ type: type('endpointReplaced'), participantId: person, ...device }),
  fc.record({ type: type('lineLost'), participantId: person }),
  fc.record({ type: type('lineRestored'), participantId: person }),
  anySource,
  fc.record({ type: type('producerPaused'), producerId: producer }),
  fc.record({ type: type('producerResumed'), producerId: producer }),
)
const logOf = (events: readonly object[]) =>
  events.map((event, i) => LoggedEvent.parse({ seq: i + 1, at: 1_700_000_000_000 + i, event }))
const anyLog = fc.array(anyEvent, { maxLength: 60 }).map(logOf)

const replay = (log: LoggedEvent[], from = initialState(meetingId)) => log.reduce(reduce, from)

describe('SPEC 2.3: reduce over the log gives the same state everywhere', () => {
  test('any log, replayed from its start or from any snapshot on the way, ends in the same state', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(60), (log, cut) => {
        const snapshot = JSON.parse(JSON.stringify(replay(log.slice(0, cut))))
        expect(replay(log.slice(cut), snapshot)).toEqual(replay(log))
      }),
    )
  })

  test('events reduced at once lead where they lead one by one, and change no state that was there before', () => {
    const sources = fc.array(anySource, { maxLength: 8 }).map((events) => logOf(events))
    fc.assert(
      fc.property(anyLog, sources, fc.nat(60), (log, more, cut) => {
        const before = replay(log.slice(0, cut))
        const kept = structuredClone(before)
        const rest = [...log.slice(cut), ...more]
        expect(JSON.stringify(reduceAll(before, rest))).toBe(JSON.stringify(replay(rest, before)))
        expect(before).toEqual(kept)
      }),
    )
  })

  test('every state that a log can reach fits the schema that clients parse', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        MeetingState.omit({ hostUnit: true }).parse(replay(log))
      }),
    )
  })

  test('an event never changes the state that it is given', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        let state = initialState(meetingId)
        for (const event of log) {
          const before = structuredClone(state)
          const after = reduce(state, event)
          expect(state).toEqual(before)
          state = after
        }
      }),
    )
  })

  test("a participant who leaves or changes device takes all its producers along, and no one else's", () => {
    fc.assert(
      fc.property(anyLog, person, fc.constantFrom('participantLeft', 'endpointReplaced'), (log, who, how) => {
        const before = replay(log)
        const event =
          how === 'participantLeft'
            ? { type: how, participantId: who, reason: 'left' }
            : { type: how, participantId: who, endpointId: 'e9', deviceId: 'd9', deviceName: 'TV' }
        const after = reduce(before, LoggedEvent.parse({ seq: log.length + 1, at: 1, event }))
        const owners = (state: MeetingState) => Object.values(state.producers).map((p) => p.participantId)
        expect(owners(after)).toEqual(owners(before).filter((owner) => owner !== who))
      }),
    )
  })
})

test('SPEC 6.1: a lost line keeps the participant and its producers in place', () => {
  const log = [
    {
      type: 'participantJoined',
      participantId: 'p1',
      accountId: 'a1',
      name: 'A',
      unit: { code: 'u', name: 'U' },
      seat: 'delegate',
      endpointId: 'e1',
      deviceId: 'd1',
      deviceName: 'PC',
    },
    {
      type: 'producerOpened',
      producerId: 'c1',
      participantId: 'p1',
      source: 'camera',
      paused: false,
      layerHeights: [180],
    },
    { type: 'lineLost', participantId: 'p1' },
  ].map((event, i) => LoggedEvent.parse({ seq: i + 1, at: i, event }))
  const state = replay(log)
  expect(Object.values(state.participants).map((p) => [p.name, p.line])).toEqual([['A', 'lost']])
  expect(Object.keys(state.producers)).toEqual(['c1'])
})

const host = { code: 'o-mon', name: 'Quận Ô Môn' }
const comes = (id: string, seat: string, unit: object | null, more: object = {}) => ({
  type: 'participantJoined',
  participantId: id,
  accountId: id,
  name: id,
  unit,
  seat,
  endpointId: id,
  deviceId: id,
  deviceName: 'PC',
  ...more,
})
const replayed = (...events: object[]) =>
  replay(events.map((event, i) => LoggedEvent.parse({ seq: i + 1, at: i, event })))

test('SPEC 3.9: a guest has an organisation and no unit, also in a log from before guests had one of their own', () => {
  const opened = { type: 'meetingOpened', title: 'Giao ban', hostUnit: host }
  const state = replayed(
    opened,
    comes('new', 'guest', null, { organisation: 'Sở Y tế' }),
    comes('old', 'guest', { ...host, name: 'Sở Y tế' }),
    comes('oldUnnamed', 'guest', host),
    comes('chair', 'chair', host),
    {
      type: 'visitorCame',
      participantId: 'waits',
      accountId: 'waits',
      name: 'waits',
      unit: { ...host, name: 'Viện' },
      seat: 'guest',
    },
  )
  expect(Object.values(state.participants).map(({ unit, organisation }) => [unit?.name ?? null, organisation])).toEqual(
    [
      [null, 'Sở Y tế'],
      [null, 'Sở Y tế'],
      [null, ''],
      ['Quận Ô Môn', ''],
    ],
  )
  expect(state.door.waiting).toMatchObject([{ unit: null, organisation: 'Viện' }])
})

test('SPEC 3.9: a programme from before that calls the host unit after a guest names it as the meeting does', () => {
  const programme = {
    type: 'programmeSet',
    version: 1,
    agenda: [],
    units: [
      { code: 'o-mon.a', name: 'Phường A' },
      { ...host, name: 'Sở Y tế' },
    ],
    mode: 'chaired',
    share: 'floor',
    speakLimitSec: null,
    quorum: { numerator: 1, denominator: 2 },
  }
  const { units } = replayed({ type: 'meetingOpened', title: '', hostUnit: host }, programme).conduct
  expect(units.map(({ name }) => name)).toEqual(['Phường A', 'Quận Ô Môn'])
})
