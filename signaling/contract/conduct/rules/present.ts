import type { UnitCode } from '../../ids.ts'
import type { MeetingState } from '../../state.ts'
import type { UnitPresence } from '../state.ts'

/** Units that have somebody in the meeting whose line stands. */
export function connectedUnits({ participants }: MeetingState): ReadonlySet<UnitCode> {
  return new Set(Object.values(participants).flatMap(({ line, unit }) => (line === 'online' ? [unit.code] : [])))
}

/**
 * Units that are present: connected, and confirmed once there was a roll call (10.2). A meeting without
 * one takes whoever is connected.
 */
export function presentUnits(state: MeetingState): UnitPresence[] {
  const connected = connectedUnits(state)
  const called = state.conduct.rollCall.openedAt !== null
  return state.conduct.units.filter((unit) => connected.has(unit.code) && (!called || unit.confirmed !== null))
}

/** Units present, those expected, and how many make the quorum (10.3). */
export function quorumOf(state: MeetingState): { present: number; expected: number; needed: number; reached: boolean } {
  const { units, quorum } = state.conduct
  const present = presentUnits(state).length
  const needed = Math.ceil((units.length * quorum.numerator) / quorum.denominator)
  return { present, expected: units.length, needed, reached: present >= needed }
}
