import type { Account, MeetingId } from '@diem-cau/signaling-contract'
import type { StagedPaper } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/** The account that plans, and its address. */
export type PlanActor = { readonly account: Account; readonly ip: string }

/** Planning calls these of the papers, in its own transaction. */
export type PlanPapers = {
  /**
   * Gives papers that waited to the first of the meetings, or to all of them.
   * @throws MeetingError `linkExpired` for one that is no longer there, or somebody else's
   */
  attach(
    tx: Kysely<Schema>,
    actor: PlanActor,
    staged: readonly StagedPaper[],
    meetings: readonly [MeetingId, ...MeetingId[]],
  ): Promise<void>
  /**
   * Gives the papers of a series to meetings that are new in it.
   * @param all also those of this meeting alone: it was a single one until now
   */
  spread(tx: Kysely<Schema>, from: MeetingId, to: readonly MeetingId[], all: boolean): Promise<void>
  /** Papers of drafts that are deleted are gone with them. */
  forget(tx: Kysely<Schema>, actor: PlanActor, meetings: readonly MeetingId[]): Promise<void>
  /** Called after the transaction, because papers may be waiting to be converted. */
  wake(): void
}

export const noPapers: PlanPapers = {
  attach: async () => {},
  spread: async () => {},
  forget: async () => {},
  wake: () => {},
}
