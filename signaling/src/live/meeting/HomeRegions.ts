import type { MeetingState, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'

export type HomeRegionsOptions = {
  readonly state: () => Pick<MeetingState, 'participants'>
  readonly hostUnit: () => UnitCode
  /** The region of a unit's branch; empty without one. */
  readonly ofUnit: (code: UnitCode) => string
}

/**
 * Knows where the media of a meeting's people is at home: in the region of their unit's branch, so that a district's media stays at
 * its own nodes; without one, or a unit, in that of the host (SPEC 6.13).
 */
export class HomeRegions {
  readonly #options: HomeRegionsOptions
  /** Units of those at the door, who are not on record yet. */
  readonly #coming = new Map<ParticipantId, UnitCode>()

  constructor(options: HomeRegionsOptions) {
    this.#options = options
  }

  /** Somebody stands at the door. @param unit null: they stand for none */
  comes(participantId: ParticipantId, unit: { readonly code: UnitCode } | null): void {
    if (unit) this.#coming.set(participantId, unit.code)
    else this.#coming.delete(participantId)
  }

  /** @returns empty when neither has one */
  of(participantId: ParticipantId): string {
    const { state, hostUnit, ofUnit } = this.#options
    const present = state().participants[participantId]
    const code = present ? present.unit?.code : this.#coming.get(participantId)
    return (code === undefined ? '' : ofUnit(code)) || ofUnit(hostUnit())
  }
}
