import type { Seat, UnitRef } from '../../core/seat.ts'
import type { Participant } from '../core/state.ts'

/** Seats that speak for the unit that somebody comes from (SPEC 10.1): who only helps, looks on or is a guest does not. */
export const unitSeats: readonly Seat[] = ['chair', 'deputy', 'secretary', 'delegate', 'presenter']

const standing: ReadonlySet<Seat> = new Set(unitSeats)

/** The unit that somebody stands for in the meeting: by it the unit is there; null = for none. */
export function standsFor({ seat, unit }: Pick<Participant, 'seat' | 'unit'>): UnitRef | null {
  return standing.has(seat) ? unit : null
}
