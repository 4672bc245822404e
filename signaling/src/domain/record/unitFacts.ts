import type { UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { MeetingRecord } from './MeetingRecord.ts'

/** Reports count this of a unit in one meeting. */
export type UnitFact = {
  readonly unit: UnitRef
  readonly invited: boolean
  readonly attended: boolean
  readonly late: boolean
  readonly leftEarly: boolean
  /** Number of people that were confirmed present; 0 when nobody said. */
  readonly people: number
  readonly speakingMs: number
  readonly speeches: number
  readonly votesCast: number
}

/** Facts of every unit that was invited, or came. */
export function unitFacts(record: MeetingRecord): UnitFact[] {
  const unitOf = new Map([...record.people].map(([participantId, { unit }]) => [participantId as string, unit?.code]))
  const turns = Map.groupBy(record.speeches, ({ participantId }) => unitOf.get(participantId))
  const votes = new Map<UnitCode, number>()
  for (const vote of record.votes) {
    if (vote.status !== 'closed') continue
    const voting = new Set(
      Object.keys(vote.ballots).map((id) => (vote.electorate === 'units' ? (id as UnitCode) : unitOf.get(id))),
    )
    for (const code of voting) if (code !== undefined) votes.set(code, (votes.get(code) ?? 0) + 1)
  }
  return record.attendance.map(({ unit, expected, attended, late, leftEarlyAt, confirmed }) => {
    const own = turns.get(unit.code) ?? []
    return {
      unit,
      invited: expected,
      attended,
      late,
      leftEarly: leftEarlyAt !== null,
      people: attended ? (confirmed?.count ?? 0) : 0,
      speakingMs: own.reduce((sum, { ms }) => sum + ms, 0),
      speeches: own.length,
      votesCast: votes.get(unit.code) ?? 0,
    }
  })
}
