import { DAY_MS } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Sealer } from '../auth/Sealer.ts'
import type { Schema } from '../db/schema.ts'
import type { InboxStore } from '../office/inbox/InboxStore.ts'
import { DeliveryStore } from './DeliveryStore.ts'
import { DeliveryWorker } from './DeliveryWorker.ts'
import type { MayReach } from './mayReach.ts'
import { WebhookFeed } from './WebhookFeed.ts'
import { WebhookStore } from './WebhookStore.ts'

const FEED_EVERY_MS = 2000
const PRUNE_EVERY_MS = 6 * 60 * 60_000
/** Days that one can see what was delivered, and send it again. */
const KEEP_DAYS = 30

export type WebhooksOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly sealer: Sealer
  readonly inbox: Pick<InboxStore, 'add'>
  readonly mayReach: MayReach
  /** True in the one process of all that finds what there is to tell. */
  readonly isKeeper: () => boolean
  readonly clock: () => number
  readonly logger: Logger
}

/** Tells other programs what happens here. */
export class Webhooks {
  readonly store: WebhookStore
  readonly deliveries: DeliveryStore
  readonly feed: WebhookFeed
  readonly worker: DeliveryWorker
  readonly #options: WebhooksOptions
  #timer: NodeJS.Timeout | undefined
  #turning: Promise<void> | null = null
  #prunedAt = 0
  #isClosed = false

  constructor(options: WebhooksOptions) {
    const { db, clock } = options
    this.#options = options
    this.store = new WebhookStore(db)
    this.deliveries = new DeliveryStore(db)
    this.feed = new WebhookFeed({ db, webhooks: this.store, deliveries: this.deliveries, clock })
    this.worker = new DeliveryWorker({ ...options, webhooks: this.store, deliveries: this.deliveries })
  }

  /** Begins to look and to send. */
  start(): void {
    this.worker.start()
    this.#schedule()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#turning
    await this.worker.close()
  }

  #schedule(): void {
    if (this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#turning = this.#turn().finally(() => this.#schedule())
    }, FEED_EVERY_MS).unref()
  }

  async #turn(): Promise<void> {
    const { isKeeper, clock, logger } = this.#options
    if (!isKeeper()) return
    try {
      await this.feed.turn()
      if (clock() - this.#prunedAt < PRUNE_EVERY_MS) return
      this.#prunedAt = clock()
      await this.deliveries.prune(clock() - KEEP_DAYS * DAY_MS)
    } catch (error) {
      logger.warn({ err: error }, 'what there is to tell webhooks could not be read: tried again')
    }
  }
}
