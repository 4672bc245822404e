import { connectedUnits, type MeetingState, type UnitCode } from '@diem-cau/signaling-contract'

/** In the order of the board's filter. */
const rollStates = ['present', 'connected', 'gone', 'excused', 'missing'] as const

/** How a unit stands in the roll call. `gone`: was there, nobody is connected now. */
export type RollState = (typeof rollStates)[number]

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
  /** Invited only while the meeting went on; null: before. */
  readonly addedAt: number | null
  /** First seen after the chair had opened the meeting, and not only invited then. */
  readonly isLate: boolean
  /** Was gone and is back, as far as the line tells. */
  readonly isBack: boolean
}

/** What the board can be narrowed to: a state, or something that happened to a unit in any state. */
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

/** All units that are expected, in the order of the invitation. */
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
