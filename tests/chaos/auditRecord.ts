import { LoggedEvent, type MeetingEvent, type OptionId, type VoteId } from '@diem-cau/signaling-contract'
import { z } from 'zod'
import type { Told } from './Told.ts'

/** Rows of meeting_log and vote_tally of one meeting, as they are stored. */
export const MeetingRecordRows = z.object({
  rows: z.array(
    z.object({
      seq: z.int(),
      at: z.int(),
      actor: z.string().nullable(),
      requestId: z.string().nullable(),
      event: z.string(),
    }),
  ),
  tallies: z.array(z.object({ voteId: z.string(), optionId: z.string(), count: z.int() })),
})
export type MeetingRecordRows = z.infer<typeof MeetingRecordRows>
type TallyRow = MeetingRecordRows['tallies'][number]

/** `contradicted`: the record says what cannot be, or what somebody was told otherwise. */
export type Finding = { readonly kind: 'lost' | 'duplicated' | 'contradicted'; readonly what: string }

type Row = MeetingRecordRows['rows'][number] & { readonly parsed: MeetingEvent }

/** Compares what a meeting's participants were told with what is on disk (SPEC 1.6, 2.1, 12.2, 12.5). */
export function auditRecord({ rows: raw, tallies }: MeetingRecordRows, told: Told): Finding[] {
  const rows = raw.map((row): Row => ({
    ...row,
    parsed: LoggedEvent.parse({ seq: row.seq, at: row.at, event: JSON.parse(row.event) }).event,
  }))
  const runs = runsByRequest(rows)
  return [...gaps(rows), ...commands(runs, told), ...doubled(runs), ...votes(rows, tallies, told)]
}

function gaps(rows: readonly Row[]): Finding[] {
  return rows.flatMap(({ seq }, n): Finding[] =>
    seq === n + 1 ? [] : [{ kind: 'contradicted', what: `row ${n + 1} has seq ${seq}` }],
  )
}

/** One commit writes rows that follow each other: each list is one. */
function runsByRequest(rows: readonly Row[]): Map<string, Row[][]> {
  const runs = new Map<string, Row[][]>()
  let last: Row | undefined
  for (const row of rows) {
    if (row.requestId !== null) {
      const known = runs.get(row.requestId) ?? []
      const open =
        last?.requestId === row.requestId && last.actor === row.actor && last.at === row.at ? known.at(-1) : undefined
      if (open) open.push(row)
      else known.push([row])
      runs.set(row.requestId, known)
    }
    last = row
  }
  return runs
}

function commands(runs: ReadonlyMap<string, readonly Row[][]>, told: Told): Finding[] {
  return told.all.flatMap(({ command, answer }): Finding[] => {
    const written = runs.get(command.requestId)?.flat() ?? []
    if (answer === 'acknowledged' && !written.some(({ parsed }) => parsed.type === command.writes)) {
      return [{ kind: 'lost', what: `${command.name} ${command.requestId} was acknowledged` }]
    }
    return answer === 'refused' && written.length > 0
      ? [{ kind: 'contradicted', what: `${command.name} ${command.requestId} was refused, and is there` }]
      : []
  })
}

function doubled(runs: ReadonlyMap<string, readonly Row[][]>): Finding[] {
  return [...runs].flatMap(([requestId, commits]): Finding[] => {
    const same = commits.some((rows) => new Set(rows.map(({ event }) => event)).size < rows.length)
    return commits.length > 1 || same
      ? [{ kind: 'duplicated', what: `${commits[0]?.[0]?.parsed.type} ${requestId}` }]
      : []
  })
}

function votes(rows: readonly Row[], tallies: readonly TallyRow[], told: Told): Finding[] {
  const opened = rows.flatMap(({ parsed }) => (parsed.type === 'voteOpened' ? [parsed] : []))
  const stray = tallies.filter(({ voteId }) => !opened.some((vote) => vote.secret && vote.voteId === voteId))
  return [
    ...stray.map(({ voteId }): Finding => ({
      kind: 'contradicted',
      what: `counted for ${voteId}, which is no secret vote`,
    })),
    ...opened.flatMap((vote) => {
      const casts = rows.flatMap(({ parsed }) =>
        parsed.type === 'ballotCast' && parsed.voteId === vote.voteId ? [parsed] : [],
      )
      const result = rows
        .flatMap(({ parsed }) => (parsed.type === 'voteClosed' && parsed.voteId === vote.voteId ? [parsed.result] : []))
        .at(0)
      const voters = new Set(casts.map(({ voterId }) => voterId)).size
      const counts = vote.secret
        ? tallyOf(tallies, vote.voteId)
        : countsOf(new Map(casts.map(({ voterId, optionId }) => [voterId, optionId])).values())
      const wrong = [
        ...(vote.secret ? secretWrongs(counts, casts.length, voters, told, vote.voteId) : []),
        ...(result && result.cast !== voters ? [`${voters} have voted, its result says ${result.cast}`] : []),
        ...(result
          ? vote.options
              .filter(({ optionId }) => (result.counts[optionId] ?? 0) !== (counts.get(optionId) ?? 0))
              .map(({ optionId }) => `its result for ${optionId}`)
          : []),
      ]
      return wrong.map((what): Finding => ({ kind: 'contradicted', what: `vote ${vote.voteId}: ${what}` }))
    }),
  ]
}

function secretWrongs(
  counts: ReadonlyMap<string, number>,
  casts: number,
  voters: number,
  told: Told,
  voteId: VoteId,
): string[] {
  const counted = counts.values().reduce((sum, count) => sum + count, 0)
  const ballots = told.all.flatMap(({ command: { ballot }, answer }) =>
    ballot?.voteId === voteId ? [{ optionId: ballot.optionId, answer }] : [],
  )
  const chosen = new Set([...counts.keys(), ...ballots.map(({ optionId }): string => optionId)])
  return [
    ...(casts === voters ? [] : [`${voters} voters, ${casts} ballots`]),
    ...(counted === casts ? [] : [`${casts} ballots, ${counted} counted`]),
    ...[...chosen].flatMap((optionId) => {
      const known = ballots.filter((ballot) => ballot.optionId === optionId)
      const least = known.filter(({ answer }) => answer === 'acknowledged').length
      const most = least + known.filter(({ answer }) => answer === null).length
      const count = counts.get(optionId) ?? 0
      return count >= least && count <= most ? [] : [`${count} counted for ${optionId}, cast were ${least} to ${most}`]
    }),
  ]
}

const tallyOf = (tallies: readonly TallyRow[], voteId: VoteId) =>
  new Map(tallies.filter((tally) => tally.voteId === voteId).map(({ optionId, count }) => [optionId, count]))

function countsOf(chosen: Iterable<OptionId | null>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const optionId of chosen) if (optionId !== null) counts.set(optionId, (counts.get(optionId) ?? 0) + 1)
  return counts
}
