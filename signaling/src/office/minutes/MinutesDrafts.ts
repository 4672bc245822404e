import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { draftMinutes } from '../../domain/record/draftMinutes.ts'
import { meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { readLog } from '../../db/log/chainedLog.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { readFactsOf } from '../invitations/readFacts.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { draftFacts } from './draftFacts.ts'
import type { MinutesRow, MinutesStore } from './MinutesStore.ts'
import { writeFacts } from './writeFacts.ts'

type Needs = Pick<OfficeContext, 'db' | 'clock'> & { readonly logger: Logger; readonly store: MinutesStore }

/** Writes the first version of minutes from the log of a meeting that has ended. */
export class MinutesDrafts {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Finds the minutes of a meeting, and drafts them when there are none. A failure is logged. @returns null when it failed, or the meeting is not one that has minutes */
  async draft(meetingId: MeetingId): Promise<MinutesRow | null> {
    return (await this.#needs.store.find(meetingId)) ?? this.#derive(meetingId)
  }

  /**
   * Drafts the minutes of all meetings that ended while no server ran, and writes the facts that reports count, a few meetings at a time.
   * @param stopping when aborted, the rest is left to the next start
   */
  async draftMissing(stopping?: AbortSignal): Promise<void> {
    let after: MeetingId | null = null
    do {
      const missing: MeetingId[] = await this.#needs.store.missing(after, 100)
      for (const meetingId of missing) {
        if (stopping?.aborted) return
        await this.#derive(meetingId)
      }
      after = missing.at(-1) ?? null
    } while (after !== null)
  }

  /** Keeps minutes that somebody else drafted meanwhile. */
  async #derive(meetingId: MeetingId): Promise<MinutesRow | null> {
    const { db, clock, logger } = this.#needs
    try {
      const facts = await readFactsOf(db, meetingId)
      const { events } = await readLog(db, meetingId)
      if (!facts || facts.isRehearsal || !events.some(({ event }) => event.type === 'meetingEnded')) return null
      const record = meetingRecord(events)
      const content = draftMinutes(record, await draftFacts(db, facts, record))
      await inTransaction(db, async (tx) => {
        await this.#needs.store.draft(tx, meetingId, record.chair ?? facts.chair.accountId, content, clock())
        await writeFacts(tx, meetingId, facts.hostUnit.code, facts.startsAt, record)
      })
      return await this.#needs.store.find(meetingId)
    } catch (error) {
      logger.error({ err: error, meetingId }, 'minutes could not be drafted')
      return null
    }
  }
}
