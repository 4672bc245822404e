import type { UnitCode } from '../../core/ids.ts'
import type { Shortfall } from '../../core/quorum.ts'
import type { UnitRef } from '../../core/seat.ts'
import type { Participant } from '../core/state.ts'
import type { People } from '../core/subject.ts'
import { type Chaired, isOffice, mayVote } from '../roles/office.ts'
import { standsFor } from './standsFor.ts'
import type { RollCallSlice, UnitPresence } from './state.ts'

/** The part of a meeting that says which units are present. */
export type Called = People & { readonly conduct: RollCallSlice }

/** Units that are connected (10.1): somebody who stands for them is in the meeting, and their line stands. */
export function connectedUnits({ participants }: People): ReadonlyMap<UnitCode, UnitRef> {
  const found = known.get(participants) ?? findConnected(participants)
  known.set(participants, found)
  return found
}

/** States never change: what is found for the participants of one holds as long as they are the same, however often it is asked. */
const known = new WeakMap<People['participants'], ReadonlyMap<UnitCode, UnitRef>>()

function findConnected(participants: People['participants']): ReadonlyMap<UnitCode, UnitRef> {
  const units = new Map<UnitCode, UnitRef>()
  for (const participant of Object.values(participants)) {
    const unit = participant.line === 'online' ? standsFor(participant) : null
    if (unit) units.set(unit.code, unit)
  }
  return units
}

/**
 * Units that are present: connected, and confirmed once there was a roll call (10.2). A meeting without
 * one takes whoever is connected.
 */
export function presentUnits(state: Called): UnitPresence[] {
  const connected = connectedUnits(state)
  const called = state.conduct.rollCall.openedAt !== null
  return state.conduct.units.filter((unit) => connected.has(unit.code) && (!called || unit.confirmed !== null))
}

/** Finds by how much the quorum is missed; null when it is reached. */
export function shortfallOf(state: Called): Shortfall | null {
  const { reached, ...shortfall } = quorumOf(state)
  return reached ? null : shortfall
}

/** Units present, those expected, and how many make the quorum (10.3). */
export function quorumOf(state: Called): { present: number; expected: number; needed: number; reached: boolean } {
  const { units, quorum } = state.conduct
  const present = presentUnits(state).length
  const needed = Math.ceil((units.length * quorum.numerator) / quorum.denominator)
  return { present, expected: units.length, needed, reached: present >= needed }
}

/** The unit whose presence somebody confirms with their own hand (SPEC 10.2): the one that they vote or, in the office, write for. */
export function confirmsFor(state: Chaired, participant: Participant): UnitRef | null {
  return mayVote(participant.seat) || isOffice(state, participant) ? standsFor(participant) : null
}
