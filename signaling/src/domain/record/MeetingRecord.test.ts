import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { asks, itemId, programme } from '../../testing/conduct.ts'
import { heldMeeting, logOf, minute, type Moment } from '../../testing/heldMeeting.ts'
import {
  account,
  accountOf,
  at,
  endpointOf,
  guestJoins,
  joinCommand,
  joins,
  meetingId,
  openCommand,
  opens,
  participantOf,
  producerOf,
  system,
  unitOf,
} from '../../testing/people.ts'
import { initialState, type LoggedEvent, MeetingError, reduce } from '@diem-cau/signaling-contract'
import { decide } from '../meeting/decide/decide.ts'
import type { Actor } from '../meeting/core/Actor.ts'
import type { Command } from '../meeting/decide/Command.ts'
import { meetingRecord } from './MeetingRecord.ts'

const log = logOf(heldMeeting)
const record = meetingRecord(log)
const unit = (name: string) => {
  const found = record.attendance.find((entry) => entry.unit.code === `o-mon.${name}`)
  if (!found) throw new Error(`no unit ${name}`)
  return found
}

test('SPEC 10.4: who was there, late, gone, back, and who was not, with times', () => {
  expect(record.attendance.map(({ unit: { code }, expected }) => [code, expected])).toEqual([
    ['o-mon.a', true],
    ['o-mon.b', true],
    ['o-mon.c', true],
    ['o-mon.chair', false],
    ['o-mon.secretary', false],
    ['o-mon.deputy', false],
    ['o-mon.d', false],
  ])
  expect(unit('a')).toMatchObject({
    attended: true,
    late: false,
    arrivedAt: null,
    absences: [],
    leftEarlyAt: null,
    absent: null,
    firstSeenAt: minute(-5),
  })
  expect(unit('a').confirmed).toEqual({ at: minute(1), count: 3, people: ['Lê Văn A', 'Trần Thị B'] })
  expect(unit('a').intervals).toEqual([{ from: minute(-5), to: minute(90) }])
  expect(unit('b')).toMatchObject({ attended: true, late: true, arrivedAt: minute(8), leftEarlyAt: minute(70) })
  expect(unit('b').absences).toEqual([
    { from: minute(30), to: minute(40) },
    { from: minute(70), to: null },
  ])
  expect(unit('c')).toMatchObject({
    attended: false,
    firstSeenAt: null,
    absent: 'Trực chống bão',
    intervals: [],
    confirmed: null,
  })
  expect(unit('d').intervals).toEqual([{ from: minute(35), to: minute(36) }])
})

test('SPEC 10.4: who comes within the tolerance is not late; without a formal start nobody is', () => {
  expect(meetingRecord(log, { lateAfterMs: 8 * 60_000, briefMs: 60_000 }).attendance.some(({ late }) => late)).toBe(
    false,
  )
  const informal = meetingRecord(
    logOf([
      [0, ...joins('chair', 'chair')],
      [0, programme, system],
      [30, ...joins('a')],
      [31, { type: 'leave' }, at('a')],
    ]),
  )
  expect(informal.attendance.find(({ unit: { code } }) => code === 'o-mon.a')).toMatchObject({
    attended: true,
    late: false,
    arrivedAt: null,
  })
})

test('SPEC 10.4: who only helps, looks on or is a guest makes no unit attend; a guest is on record with the organisation', () => {
  const ofA = (name: string, seat: 'technician' | 'observer') =>
    [joinCommand(name, { invitation: { name, unit: unitOf('a'), organisation: '', seat } }), account(name)] as const
  const held = meetingRecord(
    logOf([
      [0, ...joins('chair', 'chair')],
      [0, programme, system],
      [0, ...ofA('t', 'technician')],
      [0, ...ofA('o', 'observer')],
      [0, ...guestJoins('g')],
      [9, ...asks('chair', 'meeting:end', {})],
    ]),
  )
  expect(held.attendance.map(({ unit: { name }, attended }) => [name, attended])).toEqual([
    ['Phường a', false],
    ['Phường b', false],
    ['Phường c', false],
    ['Phường chair', true],
  ])
  expect(held.people.get(participantOf('g'))).toMatchObject({ unit: null, organisation: 'Sở Y tế' })
})

test('11.7 a unit that is invited while the meeting goes on is expected from then on: late is who comes late after that', () => {
  const more = {
    ...programme,
    programme: { ...programme.programme, version: 2, units: [...programme.programme.units, unitOf('d'), unitOf('e')] },
  }
  const added = logOf([
    [0, ...joins('chair', 'chair')],
    [0, programme, system],
    [0, ...joins('a')],
    [1, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    [
      30,
      {
        type: 'noteOffice',
        event: { type: 'invitedMore', units: [unitOf('d')], guests: [], by: participantOf('chair') },
      },
      system,
    ],
    [30, more, system],
    [33, ...joins('d')],
    [50, ...joins('e')],
    [60, ...asks('chair', 'meeting:end', {})],
  ])
  const entry = (name: string) =>
    meetingRecord(added).attendance.find(({ unit: { code } }) => code === unitOf(name).code)
  expect(entry('a')).toMatchObject({ expected: true, addedAt: null, late: false })
  expect(entry('d')).toMatchObject({ expected: true, addedAt: minute(30), arrivedAt: minute(33), late: false })
  expect(entry('e')).toMatchObject({ expected: true, addedAt: minute(30), arrivedAt: minute(50), late: true })
})

test('a line that broke and came back at once is no absence', () => {
  const brief = logOf([
    [0, ...joins('chair', 'chair')],
    [0, programme, system],
    [0, ...joins('a')],
    [0, ...asks('chair', 'meeting:start', { belowQuorum: true })],
    [10, { type: 'loseLine', endpointId: endpointOf('a') }, system],
    [10.5, joinCommand('a', { resume: endpointOf('a') }), account('a')],
    [20, ...asks('chair', 'meeting:end', {})],
  ])
  const a = meetingRecord(brief).attendance[0]
  expect(a).toMatchObject({ absences: [], leftEarlyAt: null })
  expect(a?.intervals).toHaveLength(2)
})

test('SPEC 13.1: who spoke on what, and for how long: an open microphone that may be heard', () => {
  const turns = record.speeches.map(({ participantId, as, itemId: item, speaker, ms }) => [
    participantId,
    as,
    item,
    speaker,
    ms / 60_000,
  ])
  const chair = participantOf('chair')
  expect(turns).toEqual([
    // The time counts from the formal start, without the five minutes that the line was gone.
    [chair, 'chair', null, '', 10],
    [chair, 'chair', itemId(1), '', 30],
    [participantOf('a'), 'floor', itemId(1), 'Ông Lê Văn A', 3],
    [chair, 'chair', null, '', 1],
    [chair, 'chair', itemId(2), '', 19],
    [participantOf('b'), 'floor', itemId(2), '', 2],
    [chair, 'chair', null, '', 25],
  ])
})

test('SPEC 7.4: who acted as the chair, and why', () => {
  expect(record.chairs.map(({ participantId, reason, from, to }) => [participantId, reason, from, to])).toEqual([
    [participantOf('chair'), 'present', minute(0), minute(21)],
    [participantOf('deputy'), 'chairGone', minute(21), minute(25)],
    [participantOf('chair'), 'returned', minute(25), minute(90)],
  ])
  expect(record.chair).toBe(accountOf('chair'))
})

test('SPEC 7.5: whom the chair was handed over to approves the minutes, not who only stood in', () => {
  const handed = logOf([
    ...heldMeeting.slice(0, 8),
    [5, ...asks('chair', 'chair:handOver', { participantId: participantOf('deputy') })],
    [9, ...asks('deputy', 'meeting:end', {})],
  ])
  expect(meetingRecord(handed).chair).toBe(accountOf('deputy'))
  expect(meetingRecord(logOf(heldMeeting.slice(0, 21))).chair).toBe(accountOf('chair'))
})

test('SPEC 11.1, 12.4: the agenda with times and conclusions, the vote with its result and point', () => {
  expect(record.agenda.map(({ title, spans, conclusion, status }) => [title, spans, conclusion, status])).toEqual([
    ['Nội dung 1', [{ from: minute(10), to: minute(45) }], 'Nhất trí bổ sung kinh phí.', 'done'],
    ['Nội dung 2', [{ from: minute(46), to: minute(65) }], 'Giao Văn phòng hoàn chỉnh dự thảo.', 'done'],
  ])
  expect(record.votes).toMatchObject([
    {
      onItem: itemId(2),
      closedAt: minute(62),
      result: { counts: { yes: 1, no: 1, abstain: 0 }, cast: 2, passed: false },
    },
  ])
  expect(record.notes).toMatchObject([{ itemId: itemId(1), text: 'Đề nghị bổ sung kinh phí nạo vét kênh.' }])
})

const names = ['chair', 'deputy', 'a', 'b', 'c'] as const
const name = fc.constantFrom(...names)
const step: fc.Arbitrary<readonly [Command, Actor]> = fc.oneof(
  fc.tuple(name, fc.boolean()).map(([who, paused]) => [openCommand(who, 'mic', { paused }), at(who)] as const),
  fc
    .tuple(name, fc.boolean())
    .map(
      ([who, paused]) =>
        [{ type: 'setProducerPaused', producerId: producerOf(who, 'mic'), paused } as const, at(who)] as const,
    ),
  name.map((who) => asks('chair', 'floor:grant', { participantId: participantOf(who), itemId: null })),
  name.map((who) => asks('chair', 'floor:end', { participantId: participantOf(who) })),
  name.map((who) => asks('chair', 'mic:cut', { participantId: participantOf(who) })),
  name.map((who) => [{ type: 'loseLine', endpointId: endpointOf(who) } as const, system] as const),
  name.map(
    (who) =>
      [
        joinCommand(who, { seat: who === 'chair' ? 'chair' : 'delegate', resume: endpointOf(who) }),
        account(who),
      ] as const,
  ),
  name.map((who) => [{ type: 'leave' } as const, at(who)] as const),
  fc.constantFrom(1, 2).map((n) => asks('chair', 'agenda:start', { itemId: itemId(n) })),
  fc
    .constantFrom('chaired' as const, 'open' as const, 'silent' as const)
    .map((mode) => asks('chair', 'floor:setMode', { mode })),
  fc.constant(asks('chair', 'meeting:start', { belowQuorum: true })),
  fc.constant([{ type: 'settleChair' } as const, system] as const),
)

test('SPEC 13.1: whatever happens, nobody speaks longer than the meeting, nor twice at once; replaying gives the same record', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), step), { minLength: 30, maxLength: 120 }),
      (steps) => {
        const script: readonly (readonly [number, Command, Actor])[] = [
          [0, programme, system],
          ...names.map(
            (who) => [0, ...joins(who, who === 'chair' ? 'chair' : who === 'deputy' ? 'deputy' : 'delegate')] as const,
          ),
          ...names.map((who) => [0, ...opens(who, 'mic')] as const),
          ...steps.map(([wait, [command, actor]]) => [wait, command, actor] as const),
        ]
        const events: LoggedEvent[] = []
        let state = initialState(meetingId)
        let now = minute(0)
        for (const [wait, command, actor] of script) {
          now += wait * 1000
          const decided = decide(state, command, actor, now)
          if (decided instanceof MeetingError) continue
          for (const event of decided) {
            const logged = { seq: events.length + 1, at: now, event }
            events.push(logged)
            state = reduce(state, logged)
          }
        }
        const made = meetingRecord(events)
        const { from, to } = made.times
        for (const spans of [...Map.groupBy(made.speeches, ({ participantId }) => participantId).values()].map(
          (turns) => turns.flatMap(({ spans: own }) => own),
        )) {
          const sorted = spans.toSorted((a, b) => a.from - b.from)
          expect(sorted.reduce((sum, span) => sum + span.to - span.from, 0)).toBeLessThanOrEqual(to - from)
          for (const [index, span] of sorted.entries())
            expect(span.from).toBeGreaterThanOrEqual(sorted[index - 1]?.to ?? from)
          expect(sorted.at(-1)?.to ?? to).toBeLessThanOrEqual(to)
        }
        for (const { intervals } of made.attendance)
          for (const [index, span] of intervals.entries())
            expect(span.from).toBeGreaterThanOrEqual(intervals[index - 1]?.to ?? 0)
        expect(meetingRecord(JSON.parse(JSON.stringify(events)) as LoggedEvent[])).toEqual(made)
      },
    ),
    { numRuns: 100 },
  )
})

test('an empty log, and one that breaks off, are records too', () => {
  expect(meetingRecord([])).toMatchObject({ title: '', seq: 0, attendance: [], speeches: [] })
  const moments: Moment[] = heldMeeting.slice(0, 14).map((moment) => moment)
  expect(meetingRecord(logOf(moments)).times).toMatchObject({ startedAt: minute(0), endedAt: null, to: minute(9) })
})
