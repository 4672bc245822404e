import { fitLine } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type AuditLog, SYSTEM_ACTOR } from '../audit/AuditLog.ts'
import type { Sealer } from '../auth/Sealer.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { adminsOver } from '../office/inbox/adminsOver.ts'
import type { InboxStore } from '../office/inbox/InboxStore.ts'
import type { ClaimedDelivery, DeliveryStore } from './DeliveryStore.ts'
import type { MayReach } from './mayReach.ts'
import { nextTry, OFF_AFTER_MS } from './nextTry.ts'
import { type Answer, postMessage } from './postMessage.ts'
import { sealedFor } from './sealedFor.ts'
import { signMessage } from './signMessage.ts'
import type { WebhookRow, WebhookStore } from './WebhookStore.ts'

/** Requests on their way at once, one for each webhook: one that is slow holds up nobody else. */
const AT_ONCE = 8
/** The worker looks this often whether something is due. */
const POLL_MS = 1000
/** Somebody there says that nothing more is wanted (RFC 9110). */
const GONE = 410

export type DeliveryWorkerOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly sealer: Sealer
  readonly webhooks: WebhookStore
  readonly deliveries: DeliveryStore
  readonly inbox: Pick<InboxStore, 'add'>
  readonly mayReach: MayReach
  readonly clock: () => number
  readonly logger: Logger
}

/** Sends what waits. Every process has one: a delivery is claimed before it is sent. */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions
  readonly #running = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #claiming: Promise<void> | null = null
  #isClosed = false

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options
  }

  start(): void {
    const tick = async () => {
      await this.claimDue()
      if (!this.#isClosed) this.#timer = setTimeout(() => void tick(), POLL_MS).unref()
    }
    void tick()
  }

  /** Begins to send what is due and may be sent now. Does not fail. */
  claimDue(): Promise<void> {
    this.#claiming ??= this.#claim().finally(() => (this.#claiming = null))
    return this.#claiming
  }

  /** Resolves once nothing is on its way and nothing is due. */
  async idle(): Promise<void> {
    await this.claimDue()
    while (this.#running.size > 0) {
      await Promise.all(this.#running.values())
      await this.claimDue()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#claiming
    await Promise.all(this.#running.values())
  }

  async #claim(): Promise<void> {
    const { deliveries, clock, logger } = this.#options
    if (this.#isClosed) return
    try {
      const busy = new Set(this.#running.keys())
      for (const claimed of await deliveries.claim(clock(), AT_ONCE - busy.size, busy)) {
        const sending = this.#send(claimed).finally(() => this.#running.delete(claimed.webhookId))
        this.#running.set(claimed.webhookId, sending)
      }
    } catch (error) {
      logger.warn({ err: error }, 'deliveries could not be read: tried again')
    }
  }

  async #send(claimed: ClaimedDelivery): Promise<void> {
    const { webhooks, logger } = this.#options
    const { deliveryId, webhookId, tries } = claimed
    try {
      const webhook = await webhooks.find(webhookId)
      if (!webhook) return
      await this.#finish(claimed, webhook, await this.#post(claimed, webhook))
    } catch (error) {
      // The claim ends by itself, and it is sent again.
      logger.warn({ err: error, deliveryId, webhookId, tries }, 'what became of a delivery could not be written')
    }
  }

  async #post({ messageId, body }: ClaimedDelivery, webhook: WebhookRow): Promise<Answer> {
    const { mayReach, clock } = this.#options
    const now = clock()
    let secrets: string[]
    try {
      secrets = this.#secretsOf(webhook, now)
    } catch {
      return {
        status: null,
        error: 'its secret cannot be read with the keys of this server: make a new one',
        answer: '',
      }
    }
    return postMessage({
      url: webhook.url,
      headers: signMessage(messageId, now, body, secrets),
      body,
      mayReach,
    })
  }

  #secretsOf({ id, sealed_secret, sealed_old, old_until }: WebhookRow, now: number): string[] {
    const { sealer } = this.#options
    const old = sealed_old !== null && old_until !== null && old_until > now ? [sealed_old] : []
    return [sealed_secret, ...old].map((sealed) => sealer.unseal(sealed, sealedFor(id)))
  }

  async #finish(claimed: ClaimedDelivery, webhook: WebhookRow, answer: Answer): Promise<void> {
    const { db, deliveries, webhooks, clock, logger } = this.#options
    const { deliveryId, tries } = claimed
    const now = clock()
    const about = { deliveryId, webhookId: webhook.id, kind: claimed.kind, tries, status: answer.status }
    const { status } = answer
    if (status !== null && status >= 200 && status < 300) {
      await inTransaction(db, async (tx) => {
        await deliveries.finish(tx, deliveryId, { ...answer, state: 'delivered', next_try_at: null, done_at: now })
        await webhooks.markTaken(tx, webhook.id, now)
      })
      logger.debug(about, 'webhook delivered')
      return
    }
    const error = answer.error === '' ? `answered with ${status ?? 'nothing'}` : answer.error
    const next = status === GONE ? null : nextTry(tries, now, Math.random())
    const isOff = await inTransaction(db, async (tx) => {
      await deliveries.finish(tx, deliveryId, {
        ...answer,
        error,
        state: next === null ? 'failed' : 'waiting',
        next_try_at: next,
        done_at: next === null ? now : null,
      })
      const since = await webhooks.markFailing(tx, webhook.id, now)
      if (since === null || (status !== GONE && now - since < OFF_AFTER_MS)) return false
      await this.#switchOff(tx, webhook, error, now)
      return true
    })
    if (isOff) logger.warn({ ...about, error }, 'webhook switched off')
    else logger.info({ ...about, error, nextTryAt: next }, 'webhook not delivered')
  }

  async #switchOff(tx: Kysely<Schema>, webhook: WebhookRow, error: string, now: number): Promise<void> {
    const { webhooks, deliveries, audit, inbox } = this.#options
    await webhooks.switchOff(tx, webhook.id, now)
    await deliveries.giveUp(tx, webhook.id, 'the webhook was switched off', now)
    await audit.append(tx, SYSTEM_ACTOR, {
      action: 'webhook.switchedOff',
      subject: { type: 'webhook', id: webhook.id, name: webhook.name },
      unitCode: webhook.unit_code,
    })
    const facts = { webhookId: webhook.id, name: webhook.name, error: fitLine(error, 300) }
    await inbox.add(
      tx,
      (await adminsOver(tx, webhook.unit_code)).map((accountId) => ({
        accountId,
        kind: 'webhookOff',
        meetingId: null,
        facts,
      })),
      now,
    )
  }
}
