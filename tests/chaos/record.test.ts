import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditRecord, type MeetingRecordRows } from './auditRecord.ts'
import { ChaosServer } from './ChaosServer.ts'
import { killDuringMeeting, type Round } from './killDuringMeeting.ts'
import type { TellTale } from './Told.ts'

const KILLS = 10
let server: ChaosServer
let round: Round
let kills = 0

beforeAll(async () => {
  server = await ChaosServer.create()
  round = await killDuringMeeting(server, 'meeting', KILLS, () => (kills += 1))
})
afterAll(() => server?.[Symbol.asyncDispose]())

const kindsIn = (record: MeetingRecordRows) => new Set(auditRecord(record, round.told).map(({ kind }) => kind))

/** Something of this kind that was acknowledged. */
function acknowledged(writes: string): TellTale['command'] {
  const found = round.told.all.find(({ command, answer }) => command.writes === writes && answer === 'acknowledged')
  if (!found) throw new Error(`no ${writes} was acknowledged`)
  return found.command
}

function rowsOf({ requestId }: TellTale['command']) {
  return round.record.rows.filter((row) => row.requestId === requestId)
}

/** Numbers and chains the rows anew, as if the log had been so from the beginning. */
const numbered = (rows: MeetingRecordRows['rows']): MeetingRecordRows => ({
  ...round.record,
  rows: rows.map((row, n) => ({ ...row, seq: n + 1 })),
})

test('1.6, 2.1 whatever was acknowledged before a kill is in the log after it, and nothing is there twice', () => {
  expect(kills).toBe(KILLS)
  expect(round.findings).toEqual([])
  expect(round.told.count(null), 'what was on its way was answered in the end').toBe(0)
  // It was during votes of both kinds and changes of the floor.
  for (const writes of ['voteOpened', 'ballotCast', 'floorRequested', 'floorGranted', 'floorEnded', 'noteSet'])
    acknowledged(writes)
  expect(round.record.tallies.length, 'secret ballots').toBeGreaterThan(0)
})

test('the audit finds an acknowledged command that is not in the log', () => {
  for (const writes of ['ballotCast', 'floorGranted']) {
    const { requestId } = acknowledged(writes)
    expect(kindsIn(numbered(round.record.rows.filter((row) => row.requestId !== requestId)))).toContain('lost')
  }
})

test('the audit finds a command that is in the log twice: right after itself, and later', () => {
  for (const writes of ['floorGranted', 'noteSet']) {
    const twice = rowsOf(acknowledged(writes))
    expect(twice).toHaveLength(1)
    expect(kindsIn(numbered(round.record.rows.flatMap((row) => (twice.includes(row) ? [row, row] : [row]))))).toEqual(
      new Set(['duplicated']),
    )
    expect(kindsIn(numbered([...round.record.rows, ...twice]))).toEqual(new Set(['duplicated']))
  }
})

test('12.5 the audit finds a secret ballot that was counted twice, not at all, or for another option', () => {
  const { tallies } = round.record
  const [first, second] = tallies
  if (!first || !second) throw new Error('too few secret ballots')
  const having = (changed: MeetingRecordRows['tallies']) => kindsIn({ ...round.record, tallies: changed })
  const change = (by: number, one: typeof first) =>
    tallies.map((tally) => (tally === one ? { ...tally, count: tally.count + by } : tally))
  expect(having(change(1, first))).toEqual(new Set(['contradicted']))
  expect(having(change(-1, first))).toEqual(new Set(['contradicted']))
  const other = tallies.find(({ voteId, optionId }) => voteId === first.voteId && optionId !== first.optionId) ?? second
  expect(
    having(
      tallies.map((tally) =>
        tally === first
          ? { ...tally, count: tally.count - 1 }
          : tally === other
            ? { ...tally, count: tally.count + 1 }
            : tally,
      ),
    ),
  ).toEqual(new Set(['contradicted']))
})

test('1.6 the audit finds what was refused, and yet is in the log', () => {
  const entry = round.told.all.find(({ answer }) => answer === 'acknowledged')
  if (!entry) throw new Error('nothing was acknowledged')
  entry.answer = 'refused'
  try {
    expect(kindsIn(round.record)).toEqual(new Set(['contradicted']))
  } finally {
    entry.answer = 'acknowledged'
  }
})
