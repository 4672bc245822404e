import { connectedUnits, type MeetingState, type UnitCode } from '@diem-cau/signaling-contract'

/** How a unit stands in the roll call. `gone`: was there, nobody is connected now. */
export type RollState = 'present' | 'connected' | 'gone' | 'excused' | 'missing'

/** In the order of the board's filter. */
export const rollStates: readonly RollState[] = ['present', 'connected', 'gone', 'excused', 'missing']

export interface RollRow {
  readonly code: UnitCode
  readonly name: string
  readonly state: RollState
  /** Confirmed: how many people; null = not confirmed. */
  readonly count: number | null
  readonly people: readonly string[]
  readonly reason: string
  readonly firstSeenAt: number | null
  readonly lastLeftAt: number | null
  readonly lastBackAt: number | null
  /** First seen after the chair had opened the meeting. */
  readonly isLate: boolean
}

/** All units that are expected, in the order of the invitation. */
export function rollBoard(meeting: MeetingState): RollRow[] {
  const { units, startedAt } = meeting.conduct
  const connected = connectedUnits(meeting)
  return units.map((unit) => {
    const { code, name, confirmed, excused, firstSeenAt, lastLeftAt, lastBackAt } = unit
    const here = connected.has(code)
    const state = here ? (confirmed ? 'present' : 'connected') : firstSeenAt !== null ? 'gone' : excused !== null ? 'excused' : 'missing'
    return {
      code,
      name,
      state,
      count: confirmed?.count ?? null,
      people: confirmed?.people ?? [],
      reason: excused ?? '',
      firstSeenAt,
      lastLeftAt,
      lastBackAt,
      isLate: startedAt !== null && firstSeenAt !== null && firstSeenAt > startedAt,
    }
  })
}

/** How many units are in each state. */
export function countStates(rows: readonly RollRow[]): Record<RollState, number> {
  const counts: Record<RollState, number> = { present: 0, connected: 0, gone: 0, excused: 0, missing: 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}
