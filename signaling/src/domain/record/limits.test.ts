import {
  MAX_MINUTES_BYTES,
  MeetingError,
  meetingLimits,
  NoteId,
  type LoggedEvent,
  type UnitRef,
  UnitCode,
  initialState,
  reduce,
} from '@diem-cau/signaling-contract'
import { DRAFT, minutesPaper } from '@diem-cau/signaling-contract/documents'
import { MinutesContent, WrittenContent } from '@diem-cau/signaling-contract/office'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { asks, closeVote, itemId, optionId, programme, voteData } from '../../testing/conduct.ts'
import { minute } from '../../testing/heldMeeting.ts'
import { accountOf, joins, meetingId, opens, participantOf, system } from '../../testing/people.ts'
import type { Actor } from '../meeting/core/Actor.ts'
import type { Command } from '../meeting/decide/Command.ts'
import { decide } from '../meeting/decide/decide.ts'
import { attendanceSheet, speakingSheet } from '../../office/reports/recordSheets.ts'
import { type DraftFacts, draftMinutes, trueFacts, withTrueFacts } from './draftMinutes.ts'
import { meetingRecord } from './MeetingRecord.ts'

type Asked = readonly [Command, Actor]

/** A letter that takes three bytes, as most of a Vietnamese text do not. */
const letters = (n: number) => 'ộ'.repeat(n)
const units = (n: number): UnitRef[] =>
  Array.from({ length: n }, (_, index) => ({
    code: UnitCode.parse(`o-mon.${index}`),
    name: `Phường ${index} ${letters(150)}`,
  }))

/** Asks one after the other, hours apart where the moments tell so. @returns the log, and how often each error came */
function held(moments: Iterable<readonly [hours: number, asked: Asked]>): {
  log: LoggedEvent[]
  refused: Record<string, number>
} {
  const log: LoggedEvent[] = []
  const refused: Record<string, number> = {}
  let state = initialState(meetingId)
  let hour = 0
  for (const [hours, [command, actor]] of moments) {
    hour += hours
    const at = minute(hour * 60)
    const decided = decide(state, command, actor, at)
    if (decided instanceof MeetingError) refused[decided.code] = (refused[decided.code] ?? 0) + 1
    else
      for (const event of decided) {
        const logged = { seq: log.length + 1, at, event }
        log.push(logged)
        state = reduce(state, logged)
      }
  }
  return { log, refused }
}

type Size = {
  readonly units: number
  readonly items: number
  readonly votes: number
  readonly notes: number
  readonly words: number
  readonly hours: number
}

function* meeting({ units: unitCount, items, votes, notes, words, hours }: Size): Generator<readonly [number, Asked]> {
  yield [0, joins('chair', 'chair')]
  if (programme.type === 'setProgramme')
    yield [0, [{ ...programme, programme: { ...programme.programme, agenda: [], units: units(unitCount) } }, system]]
  yield [0, joins('secretary', 'secretary')]
  yield [0, joins('a')]
  yield [0, opens('a', 'mic')]
  yield [0, asks('chair', 'meeting:start', { belowQuorum: true })]
  yield [0, asks('secretary', 'rollCall:open', {})]
  for (const { code } of units(unitCount))
    yield [
      0,
      asks('secretary', 'rollCall:confirm', {
        unitCode: code,
        count: 999,
        people: Array.from({ length: 60 }, () => letters(Math.min(words, 200))),
      }),
    ]
  for (let n = 1; n <= items; n += 1)
    yield [
      0,
      asks('secretary', 'agenda:set', { itemId: itemId(n), title: letters(300), presenter: letters(200), minutes: 15 }),
    ]
  if (items > 0) yield [0, asks('chair', 'agenda:start', { itemId: itemId(1) })]
  yield [0, asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: null })]
  yield [hours, asks('chair', 'floor:end', { participantId: participantOf('a') })]
  for (let n = 1; n <= notes; n += 1)
    yield [
      0,
      asks('secretary', 'note:set', {
        noteId: NoteId.parse(`n-${n}`),
        itemId: null,
        speaker: n % 2 === 0 ? 'a' : `Ông ${n}`,
        text: letters(words),
      }),
    ]
  for (let n = 1; n <= votes; n += 1) {
    yield [
      0,
      asks(
        'chair',
        'vote:open',
        voteData(n, {
          question: letters(1_000),
          options: Array.from({ length: 12 }, (_, index) => ({
            optionId: optionId(`o${index}`),
            label: `${index}${letters(198)}`,
          })),
          decides: optionId('o0'),
          belowQuorum: true,
        }),
      ),
    ]
    yield [0, closeVote('chair', n)]
  }
  for (let n = 1; n <= Math.min(items, meetingLimits.items); n += 1)
    yield [0, asks('chair', 'agenda:close', { itemId: itemId(n), conclusion: letters(2 * words) })]
  yield [0, asks('chair', 'meeting:end', {})]
}

const facts: DraftFacts = {
  superior: '',
  office: letters(400),
  symbol: 'BB-UBND',
  place: letters(900),
  startsAt: minute(0),
  endsAt: minute(120),
  chair: { accountId: accountOf('chair'), name: letters(250), position: 'Chủ tịch' },
  secretary: null,
  persons: new Map(),
}

function expectReadable(log: readonly LoggedEvent[]): MinutesContent {
  const record = meetingRecord(log)
  const draft = draftMinutes(record, facts)
  expect(WrittenContent.parse(draft)).toEqual(draft)
  const saved = withTrueFacts(draft, trueFacts(record))
  expect(Buffer.byteLength(JSON.stringify({ version: 1, content: saved }))).toBeLessThanOrEqual(MAX_MINUTES_BYTES)
  expect(MinutesContent.parse(JSON.parse(JSON.stringify(saved)))).toEqual(draft)
  expect(minutesPaper(draft, DRAFT).body.length).toBeGreaterThan(5)
  expect(attendanceSheet(record).rows.length).toBeGreaterThan(0)
  expect(() => speakingSheet(record)).not.toThrow()
  return draft
}

const upTo = (limit: number) => fc.constantFrom(0, 1, 2, limit - 1, limit, limit + 1)

test('13.7 whatever a meeting held, up to its limits and asked for more, its minutes are drafted, can be saved and read', () => {
  fc.assert(
    fc.property(
      fc.record({
        units: upTo(150),
        items: upTo(meetingLimits.items),
        votes: upTo(meetingLimits.votes),
        notes: upTo(300),
        words: fc.constantFrom(0, 1, 200, meetingLimits.noteLetters),
        hours: fc.constantFrom(0, 1, 23, 25, 24 * 30),
      }),
      (size) => {
        const { log, refused } = held(meeting(size))
        const draft = expectReadable(log)
        expect(draft.units).toHaveLength(size.units)
        expect(draft.items.flatMap(({ votes }) => votes)).toHaveLength(Math.min(size.votes, meetingLimits.votes))
        expect(refused['recordFull'] ?? 0).toBe(
          (size.votes > meetingLimits.votes ? 1 : 0) + (size.items > meetingLimits.items ? 1 : 0),
        )
        if (size.hours > 0)
          expect(draft.items.flatMap(({ speeches }) => speeches.flatMap(({ seconds }) => seconds ?? []))).toContain(
            size.hours * 3600,
          )
      },
    ),
    { numRuns: 8 },
  )
}, 120_000)

test('13.7 a meeting at every limit at once', () => {
  const size = {
    units: meetingLimits.units,
    items: meetingLimits.items + 1,
    votes: meetingLimits.votes + 1,
    notes: meetingLimits.notes + 1,
    words: meetingLimits.noteLetters,
    hours: 30,
  }
  const { log, refused } = held(meeting(size))
  expect(refused).toEqual({ recordFull: 3, /* to close the vote that was refused */ notFound: 1 })
  const draft = expectReadable(log)
  expect([draft.units.length, draft.items.length - 1]).toEqual([meetingLimits.units, meetingLimits.items])
  expect(draft.items.flatMap(({ speeches }) => speeches).some(({ text }) => text.endsWith(' […]'))).toBe(true)
}, 120_000)
