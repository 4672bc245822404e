import { connectedUnits, type MeetingState, type UnitCode } from '@diem-cau/signaling-contract'

/** The states, in the order of the board's filter. */
const rollStates = ['present', 'connected', 'gone', 'excused', 'missing'] as const

/** The state of a unit in the roll call. `gone`: it was there, and nobody is connected now. */
export type RollState = (typeof rollStates)[number]

export interface RollRow {
  readonly code: UnitCode
  readonly name: string
  readonly state: RollState
  /** The number of people that the unit confirmed; null: it has not confirmed. */
  readonly count: number | null
  readonly people: readonly string[]
  readonly reason: string
  readonly firstSeenAt: number | null
  readonly lastLeftAt: number | null
  readonly lastBackAt: number | null
  /** The time at which it was invited while the meeting went on; null: it was invited before. */
  readonly addedAt: number | null
  /** True when it was first seen after the chair had opened the meeting, and not only invited then. */
  readonly isLate: boolean
  /** True when it was gone and is back, as far as the line tells. */
  readonly isBack: boolean
}

/** The filters of the board: a state, or something that happened to a unit in any state. */
export const rollFilters = ['all', ...rollStates, 'late', 'back'] as const
export type RollFilter = (typeof rollFilters)[number]

export function passes(
  { state, isLate, isBack }: Pick<RollRow, 'state' | 'isLate' | 'isBack'>,
  filter: RollFilter,
): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'late':
      return isLate
    case 'back':
      return isBack
    default:
      return state === filter
  }
}

/** Lists all units that are expected, in the order of the invitation. */
export function rollBoard(meeting: MeetingState): RollRow[] {
  const { units, startedAt } = meeting.conduct
  const connected = connectedUnits(meeting)
  return units.map((unit) => {
    const { code, name, confirmed, excused, addedAt, firstSeenAt, lastLeftAt, lastBackAt } = unit
    const here = connected.has(code)
    const state = here
      ? confirmed
        ? 'present'
        : 'connected'
      : firstSeenAt !== null
        ? 'gone'
        : excused !== null
          ? 'excused'
          : 'missing'
    return {
      code,
      name,
      state,
      count: confirmed?.count ?? null,
      people: confirmed?.people ?? [],
      reason: excused ?? '',
      addedAt: startedAt !== null && addedAt !== null && addedAt > startedAt ? addedAt : null,
      firstSeenAt,
      lastLeftAt,
      lastBackAt,
      isBack: here && lastBackAt !== null,
      isLate:
        startedAt !== null &&
        firstSeenAt !== null &&
        firstSeenAt > startedAt &&
        (addedAt === null || addedAt <= startedAt),
    }
  })
}
