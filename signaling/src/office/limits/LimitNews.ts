import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type AuditLog, SYSTEM_ACTOR } from '../../audit/AuditLog.ts'
import type { Schema } from '../../db/schema.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { InboxNews } from '../inbox/InboxNews.ts'
import { readFactsOf } from '../invitations/readFacts.ts'
import type { Limit } from './Limit.ts'
import { reachedSince } from './reachedLimits.ts'

/** A limit of a meeting is told once in so long, in milliseconds, however many are refused. */
export const TELL_AGAIN_MS = 60 * 60_000

export type LimitNewsOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly inbox: Pick<InboxNews, 'onLimitReached'>
  readonly logger: Logger
  readonly clock: () => number
}

/** Tells who runs the servers that somebody was refused for a limit: on record, and in their inbox. */
export class LimitNews {
  readonly #options: LimitNewsOptions
  /** The time at which each limit of each meeting was told last. */
  readonly #told = new Map<string, number>()
  readonly #underWay = new Set<Promise<void>>()

  constructor(options: LimitNewsOptions) {
    this.#options = options
  }

  /** Does not fail: whoever was refused knows that without us. */
  reached(meetingId: MeetingId, limit: Limit): void {
    const now = this.#options.clock()
    for (const [key, at] of this.#told) if (at <= now - TELL_AGAIN_MS) this.#told.delete(key)
    const key = `${limit.limit} ${meetingId}`
    if (this.#told.has(key)) return
    this.#told.set(key, now)
    const telling = this.#tell(meetingId, limit, now).catch((error: unknown) => {
      this.#told.delete(key)
      this.#options.logger.warn({ err: error, meetingId, ...limit }, 'nobody could be told that a limit was reached')
    })
    this.#underWay.add(telling)
    void telling.then(() => this.#underWay.delete(telling))
  }

  /** Resolves when all that was reached so far is told. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #tell(meetingId: MeetingId, limit: Limit, now: number): Promise<void> {
    const { db, audit, inbox, logger } = this.#options
    const facts = await readFactsOf(db, meetingId)
    if (!facts) return
    const isTold = await inTransaction(db, async (tx) => {
      // Another process may have had the meeting within the hour, or this one before a restart.
      const told = await reachedSince(tx, now - TELL_AGAIN_MS, meetingId)
      if (told.some((one) => one.limit === limit.limit)) return false
      await audit.append(tx, SYSTEM_ACTOR, {
        action: 'meeting.limitReached',
        subject: { type: 'meeting', id: meetingId, name: facts.title },
        unitCode: facts.hostUnit.code,
        details: limit.limit === 'meeting' ? { limit: 'meetingFull', most: limit.most } : { limit: 'nodesFull' },
      })
      if (limit.limit === 'meeting') await inbox.onLimitReached(tx, facts, 'meetingFull', String(limit.most))
      else await inbox.onLimitReached(tx, facts, 'nodesFull')
      return true
    })
    if (isTold) logger.warn({ meetingId, ...limit }, 'a limit was reached: somebody was refused, or waits')
  }
}
