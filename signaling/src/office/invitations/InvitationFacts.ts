import type { AccountId, MeetingId, Phase, UnitRef } from '@diem-cau/signaling-contract'
import type { AgendaItem } from '@diem-cau/signaling-contract/office'

export type FactPerson = {
  readonly accountId: AccountId
  readonly name: string
  readonly position: string
  readonly phone: string
  readonly email: string | null
}

/** All that an invitation tells about a meeting. Names of units are those of the day of the meeting. */
export type InvitationFacts = {
  readonly meetingId: MeetingId
  readonly title: string
  readonly description: string
  readonly hostUnit: UnitRef & { readonly kind: string }
  readonly hostParent: { readonly name: string; readonly kind: string } | null
  readonly place: string
  readonly chair: FactPerson
  readonly deputy: FactPerson | null
  readonly secretary: FactPerson | null
  /** Milliseconds since the epoch. */
  readonly startsAt: number
  readonly endsAt: number
  readonly phase: Phase
  readonly cancelReason: string
  /** SEQUENCE: grows with each change that the invited are told. */
  readonly sequence: number
  readonly lobbyMinutes: number
  readonly agenda: readonly AgendaItem[]
  readonly units: readonly UnitRef[]
  /** Those who are invited by name, guests last; `position` of a guest is where they are from. */
  readonly named: readonly { readonly name: string; readonly position: string }[]
  readonly isRehearsal: boolean
  readonly createdAt: number
  readonly updatedAt: number
  readonly seriesId: string | null
  /** The start that the rule of its series gave it. */
  readonly recurrenceAt: number | null
  readonly isException: boolean
}

/** A series with the meetings of it that are on record, the first one first. */
export type SeriesFacts = {
  readonly seriesId: string
  /** RFC 5545, without "RRULE:". */
  readonly rrule: string
  readonly startsAt: number
  readonly meetings: readonly InvitationFacts[]
}
