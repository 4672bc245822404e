import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'

/** A field of a meeting whose change the invited are told. */
export type PlanField =
  | 'title'
  | 'time'
  | 'place'
  | 'chair'
  | 'deputy'
  | 'secretary'
  | 'hostUnit'
  | 'description'
  | 'agenda'
  | 'units'
  | 'people'
  | 'guests'

/** Time of a meeting, in milliseconds since the epoch, and the place where the chair sits. */
export type MeetingTimes = { readonly startsAt: number; readonly endsAt: number; readonly place: string }

export type PlanChange = {
  /** One meeting, or those of a series that were saved together, soonest first; never empty, never drafts. */
  readonly meetingIds: readonly MeetingId[]
  /** Null unless they were saved together as a series. */
  readonly seriesId: string | null
  /**
   * `scheduled`: nobody was told of them before. Otherwise their `sequence` on record has grown already.
   * `shortened`: the series ends with these meetings, unchanged; those of `goOn` followed them, and are a series of their own now.
   */
  readonly kind: 'scheduled' | 'changed' | 'cancelled' | 'shortened'
  /** Fields of a `changed` one. */
  readonly fields: readonly PlanField[]
  /** Invitees who are no longer invited: they are told that it does not take place for them. */
  readonly removed: readonly Invitee[]
  /** Invitees who are invited only now. */
  readonly added: readonly Invitee[]
  readonly goOn?: readonly MeetingId[]
  /** Times and places of those that people were told before. */
  readonly was?: ReadonlyMap<MeetingId, MeetingTimes>
  /** The account that made the change and need not be told of it. */
  readonly by?: AccountId
  /** The rest of a series that was shortened: calendar programs do not know it yet. */
  readonly isNewEvent?: boolean
}

/** The schedule calls these of the rest of the office, which it never holds: they are given to it. */
export type PlanHooks = {
  /**
   * Called once per change, after it was written, in its transaction: what is put into the outbox is sent
   * exactly if the change holds. It may be called again when the transaction is begun again.
   */
  onPlanChanged(tx: Kysely<Schema>, change: PlanChange): Promise<void>
  /** Part of the transaction in which drafts are deleted, before they are: what hangs on them goes too. */
  onDraftsDeleted(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void>
  /** A named guest's own way in, for whoever manages the meeting; null = there are no links. */
  guestLink(accountId: AccountId): string | null
}

export const noHooks: PlanHooks = {
  onPlanChanged: async () => {},
  onDraftsDeleted: async () => {},
  guestLink: () => null,
}
