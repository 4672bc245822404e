import type { Kysely } from 'kysely'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import type { DeliveryStore } from './DeliveryStore.ts'
import { EventReader, type ReadEvent, type Source, SOURCES } from './EventReader.ts'
import type { WebhookRow, WebhookStore } from './WebhookStore.ts'

/** What is older than that is told to nobody any more, in milliseconds. */
const MAX_AGE_MS = 24 * 60 * 60_000

export type WebhookFeedOptions = {
  readonly db: Kysely<Schema>
  readonly webhooks: WebhookStore
  readonly deliveries: DeliveryStore
  readonly clock: () => number
}

type Told = WebhookRow & { readonly path: string; readonly isTopmost: boolean }

/** Turns what is on record into deliveries: each event once for each webhook that asks for it. */
export class WebhookFeed {
  readonly #options: WebhookFeedOptions
  readonly #reader: EventReader

  constructor(options: WebhookFeedOptions) {
    this.#options = options
    this.#reader = new EventReader(options.db)
  }

  /** Looks once at all sources. Two processes that look at once tell nothing twice. @throws Error when the store is away */
  async turn(): Promise<void> {
    const { webhooks } = this.#options
    const all = await webhooks.enabled()
    if (all.length === 0) return
    for (const source of SOURCES) await this.#take(source, all)
  }

  async #take(source: Source, webhooks: readonly Told[]): Promise<void> {
    const { db, deliveries, clock } = this.#options
    const now = clock()
    const since = Math.max(now - MAX_AGE_MS, Math.min(...webhooks.map(({ tells_from }) => tells_from)))
    const stored = await db
      .selectFrom('webhook_mark')
      .select('position')
      .where('source', '=', source)
      .executeTakeFirst()
    const { events, mark } = await this.#reader.read(source, stored?.position ?? null, since, now)
    const known = await deliveries.known(
      db,
      events.map((event) => event.source),
    )
    const fresh = events.filter((event) => !known.has(event.source))
    if (fresh.length === 0 && stored?.position === mark) return
    const paths = await this.#paths(fresh)
    await inTransaction(db, async (tx) => {
      // Another process may have told of some since: the key of the event decides.
      const told = await deliveries.known(
        tx,
        fresh.map((event) => event.source),
      )
      for (const event of fresh) {
        if (told.has(event.source)) continue
        const to = webhooks.filter((webhook) => isFor(webhook, event, paths)).map(({ id }) => id)
        if (to.length > 0) await deliveries.add(tx, event, to, now)
      }
      await tx
        .insertInto('webhook_mark')
        .values({ source, position: mark })
        .onConflict((oc) => oc.column('source').doUpdateSet({ position: mark }))
        .execute()
    })
  }

  async #paths(events: readonly ReadEvent[]): Promise<Map<string, string>> {
    const codes = [...new Set(events.flatMap(({ units }) => units ?? []))]
    if (codes.length === 0) return new Map()
    const rows = await this.#options.db.selectFrom('unit').select(['code', 'path']).where('code', 'in', codes).execute()
    return new Map(rows.map(({ code, path }) => [code, path]))
  }
}

/** A webhook of a unit is told only what belongs to that unit, or below it, with all that it says. */
function isFor(webhook: Told, { kind, at, units }: ReadEvent, paths: ReadonlyMap<string, string>): boolean {
  if (!webhook.events.includes(kind) || at < webhook.tells_from) return false
  if (units === null) return webhook.isTopmost
  return units.length > 0 && units.every((code) => paths.get(code)?.startsWith(webhook.path) ?? false)
}
