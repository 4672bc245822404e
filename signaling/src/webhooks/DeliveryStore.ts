import { randomBytes } from 'node:crypto'
import type {
  DeliveredEvent,
  Delivery,
  DeliveryPage,
  DeliveryQuery,
  WebhookMessage,
} from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { KeyText, readCursor } from '../db/sql/Cursor.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import { cutPage, pageAfter } from '../db/sql/pages.ts'
import type { Schema } from '../db/schema.ts'

/** A process that claimed a delivery has so long for it; if it dies meanwhile, another one sends it again, with the same id. */
const CLAIM_MS = 60_000

const PRUNE_AT_ONCE = 500

/** Time of the last delivery of a page, and its id. */
const Key = z.tuple([z.int(), KeyText])

/** Something that happened, once. */
export type NewEvent = {
  /** The row that says so. */
  readonly source: string
  readonly kind: DeliveredEvent
  readonly at: number
  readonly data: WebhookMessage['data']
}

/** A delivery that this process alone is to send now. */
export type ClaimedDelivery = {
  readonly deliveryId: string
  readonly webhookId: string
  readonly messageId: string
  readonly kind: DeliveredEvent
  readonly body: string
  /** With this one. */
  readonly tries: number
}

type Result = {
  readonly state: Delivery['state']
  readonly next_try_at: number | null
  readonly status: number | null
  readonly error: string
  readonly answer: string
  readonly done_at: number | null
}

/** What is told to webhooks, and what became of it. */
export class DeliveryStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The sources of these that were told already. */
  async known(tx: Kysely<Schema>, sources: readonly string[]): Promise<Set<string>> {
    if (sources.length === 0) return new Set()
    const rows = await tx.selectFrom('webhook_event').select('source').where('source', 'in', sources).execute()
    return new Set(rows.map(({ source }) => source))
  }

  /** @param webhookIds who is told of it, at once. @returns ids of the deliveries, in the same order */
  async add(
    tx: Kysely<Schema>,
    { source, kind, at, data }: NewEvent,
    webhookIds: readonly string[],
    now: number,
  ): Promise<string[]> {
    const eventId = `msg_${randomBytes(18).toString('base64url')}`
    const message: WebhookMessage = { type: kind, timestamp: new Date(at).toISOString(), data }
    await tx
      .insertInto('webhook_event')
      .values({ id: eventId, source, kind, at, body: JSON.stringify(message) })
      .execute()
    return this.#deliver(tx, eventId, webhookIds, now, false)
  }

  /** The same event once more. @returns id of the new delivery */
  async replay(tx: Kysely<Schema>, { webhookId, messageId }: Delivery, now: number): Promise<string> {
    const [id = ''] = await this.#deliver(tx, messageId, [webhookId], now, true)
    return id
  }

  /** Claims the oldest that are due, one of each webhook, but none of those that are busy. */
  async claim(now: number, limit: number, busy: ReadonlySet<string>): Promise<ClaimedDelivery[]> {
    if (limit <= 0) return []
    let query = this.#db
      .selectFrom('webhook_delivery')
      .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
      .innerJoin('webhook_event', 'webhook_event.id', 'webhook_delivery.event_id')
      .selectAll('webhook_delivery')
      .select(['webhook_event.kind', 'webhook_event.body'])
      .where('webhook.enabled', '=', 1)
      .where('webhook_delivery.state', '=', 'waiting')
      .where('webhook_delivery.next_try_at', '<=', now)
    if (busy.size > 0) query = query.where('webhook_delivery.webhook_id', 'not in', [...busy])
    const due = await query.orderBy('webhook_delivery.next_try_at').limit(50).execute()
    const claimed = new Map<string, ClaimedDelivery>()
    for (const row of due) {
      if (claimed.size >= limit) break
      if (claimed.has(row.webhook_id)) continue
      const { numUpdatedRows } = await this.#db
        .updateTable('webhook_delivery')
        .set({ tries: row.tries + 1, next_try_at: now + CLAIM_MS })
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        // Compare and set: whoever came first has counted the try.
        .where('tries', '=', row.tries)
        .where('next_try_at', '=', row.next_try_at)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) continue
      claimed.set(row.webhook_id, {
        deliveryId: row.id,
        webhookId: row.webhook_id,
        messageId: row.event_id,
        kind: row.kind,
        body: row.body,
        tries: row.tries + 1,
      })
    }
    return [...claimed.values()]
  }

  async finish(tx: Kysely<Schema>, deliveryId: string, result: Result): Promise<void> {
    await tx
      .updateTable('webhook_delivery')
      .set(result)
      .where('id', '=', deliveryId)
      .where('state', '=', 'waiting')
      .execute()
  }

  /** Those that still wait are given up; each can be replayed. */
  async giveUp(tx: Kysely<Schema>, webhookId: string, error: string, now: number): Promise<void> {
    await tx
      .updateTable('webhook_delivery')
      .set({ state: 'failed', next_try_at: null, error, done_at: now })
      .where('webhook_id', '=', webhookId)
      .where('state', '=', 'waiting')
      .execute()
  }

  async find(deliveryId: string): Promise<Delivery | null> {
    const row = await this.#select().where('webhook_delivery.id', '=', deliveryId).executeTakeFirst()
    return row ? toDelivery(row) : null
  }

  /** The newest first. */
  async list(webhookId: string, { cursor, limit, state }: z.infer<typeof DeliveryQuery>): Promise<DeliveryPage> {
    const after = readCursor(Key, cursor)
    let own = this.#select().where('webhook_id', '=', webhookId)
    let all = this.#db.selectFrom('webhook_delivery').where('webhook_id', '=', webhookId)
    if (state !== undefined) {
      own = own.where('state', '=', state)
      all = all.where('state', '=', state)
    }
    const page = pageAfter(
      own,
      (eb) => [
        [eb.ref('webhook_delivery.created_at'), 'desc'],
        [eb.ref('webhook_delivery.id'), 'desc'],
      ],
      after,
      limit,
    )
    const [rows, { total }] = await Promise.all([
      page.execute(),
      all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ])
    const { shown, next } = cutPage(rows, limit, ({ created_at, id }) => [created_at, id])
    return { items: shown.map(toDelivery), total, next }
  }

  async removeOf(tx: Kysely<Schema>, webhookId: string): Promise<void> {
    await tx.deleteFrom('webhook_delivery').where('webhook_id', '=', webhookId).execute()
  }

  /** Forgets what was done before then, and events that nobody is told any more. */
  async prune(before: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const rows = await tx
        .selectFrom('webhook_delivery')
        .select('id')
        .where('created_at', '<', before)
        .where('state', '!=', 'waiting')
        .limit(PRUNE_AT_ONCE)
        .execute()
      if (rows.length > 0)
        await tx
          .deleteFrom('webhook_delivery')
          .where(
            'id',
            'in',
            rows.map(({ id }) => id),
          )
          .execute()
      const events = await tx
        .selectFrom('webhook_event')
        .select('id')
        .where('at', '<', before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('webhook_delivery')
                .select('webhook_delivery.id')
                .whereRef('webhook_delivery.event_id', '=', 'webhook_event.id'),
            ),
          ),
        )
        .limit(PRUNE_AT_ONCE)
        .execute()
      if (events.length > 0)
        await tx
          .deleteFrom('webhook_event')
          .where(
            'id',
            'in',
            events.map(({ id }) => id),
          )
          .execute()
    })
  }

  async #deliver(
    tx: Kysely<Schema>,
    eventId: string,
    webhookIds: readonly string[],
    now: number,
    isReplay: boolean,
  ): Promise<string[]> {
    const rows = webhookIds.map((webhookId) => ({
      id: `dlv.${randomBytes(12).toString('hex')}`,
      webhook_id: webhookId,
      event_id: eventId,
      state: 'waiting' as const,
      tries: 0,
      next_try_at: now,
      error: '',
      answer: '',
      created_at: now,
      is_replay: isReplay ? 1 : 0,
    }))
    await insertMany(tx, 'webhook_delivery', rows)
    return rows.map(({ id }) => id)
  }

  #select() {
    return this.#db
      .selectFrom('webhook_delivery')
      .innerJoin('webhook_event', 'webhook_event.id', 'webhook_delivery.event_id')
      .selectAll('webhook_delivery')
      .select('webhook_event.kind')
  }
}

function toDelivery(row: Selectable<Schema['webhook_delivery']> & { readonly kind: Delivery['event'] }): Delivery {
  return {
    deliveryId: row.id,
    webhookId: row.webhook_id,
    messageId: row.event_id,
    event: row.kind,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    status: row.status,
    error: row.error,
    answer: row.answer,
    createdAt: row.created_at,
    doneAt: row.done_at,
    isReplay: row.is_replay === 1,
  }
}
