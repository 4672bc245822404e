import type { UnitCode } from '@diem-cau/signaling-contract'
import { type Delivery, type Webhook, WebhookEvent } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Allowed } from '../domain/office/officePermissions.ts'
import { readStored } from '../db/sql/readStored.ts'
import type { Schema } from '../db/schema.ts'
import { scopeCondition } from '../office/access.ts'

const Events = z.array(WebhookEvent)

export type WebhookRow = Omit<Selectable<Schema['webhook']>, 'events'> & { readonly events: readonly WebhookEvent[] }

export type NewWebhook = Pick<
  WebhookRow,
  'id' | 'name' | 'url' | 'unit_code' | 'events' | 'sealed_secret' | 'created_at'
>

/** Addresses that are told what happens. Their secrets are sealed. */
export class WebhookStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(tx: Kysely<Schema>, webhook: NewWebhook): Promise<void> {
    await tx
      .insertInto('webhook')
      .values({
        ...webhook,
        events: JSON.stringify(webhook.events),
        enabled: 1,
        tells_from: webhook.created_at,
        version: 1,
      })
      .execute()
  }

  async find(webhookId: string): Promise<WebhookRow | null> {
    const row = await this.#db.selectFrom('webhook').selectAll().where('id', '=', webhookId).executeTakeFirst()
    return row ? toRow(row) : null
  }

  /** All that are told something, each with the path of its unit. */
  async enabled(): Promise<(WebhookRow & { readonly path: string; readonly isTopmost: boolean })[]> {
    const rows = await this.#db
      .selectFrom('webhook')
      .innerJoin('unit', 'unit.code', 'webhook.unit_code')
      .selectAll('webhook')
      .select(['unit.path', 'unit.parent_code'])
      .where('enabled', '=', 1)
      .execute()
    return rows.map(({ path, parent_code, ...row }) => ({ ...toRow(row), path, isTopmost: parent_code === null }))
  }

  /** Those of a scope by name, or one, as a page shows them. */
  async shown(of: { readonly scope: Allowed } | { readonly webhookId: string }): Promise<Webhook[]> {
    let query = this.#db
      .selectFrom('webhook')
      .innerJoin('unit', 'unit.code', 'webhook.unit_code')
      .selectAll('webhook')
      .select('unit.name as unit_name')
      .select((eb) => {
        const inState = (state: Delivery['state']) =>
          eb
            .selectFrom('webhook_delivery')
            .select((count) => count.fn.countAll<number>().as('count'))
            .whereRef('webhook_delivery.webhook_id', '=', 'webhook.id')
            .where('webhook_delivery.state', '=', state)
        return [inState('waiting').as('waiting'), inState('failed').as('failed')]
      })
    if ('webhookId' in of) query = query.where('webhook.id', '=', of.webhookId)
    else {
      const within = await scopeCondition(this.#db, of.scope)
      query = query.where((eb) => within(eb.ref('webhook.unit_code')))
    }
    const rows = await query.orderBy('webhook.name').orderBy('webhook.id').execute()
    return rows.map(({ unit_name, waiting, failed, ...row }) => ({
      webhookId: row.id,
      name: row.name,
      url: row.url,
      unit: { code: row.unit_code, name: unit_name },
      events: readStored(Events, row.events),
      enabled: row.enabled === 1,
      switchedOffAt: row.switched_off_at,
      createdAt: row.created_at,
      waiting: waiting ?? 0,
      failed: failed ?? 0,
      lastDeliveredAt: row.last_delivered_at,
      version: row.version,
    }))
  }

  /** One that is switched on anew is told what happens from then on. @returns false when it was changed meanwhile */
  async edit(
    tx: Kysely<Schema>,
    before: WebhookRow,
    edit: Pick<WebhookRow, 'name' | 'url' | 'events'> & { readonly enabled: boolean },
    version: number,
    now: number,
  ): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('webhook')
      .set({
        name: edit.name,
        url: edit.url,
        events: JSON.stringify(edit.events),
        enabled: edit.enabled ? 1 : 0,
        version: version + 1,
        ...(edit.enabled && before.enabled === 0
          ? { tells_from: now, failing_since: null, switched_off_at: null }
          : {}),
      })
      .where('id', '=', before.id)
      .where('version', '=', version)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  /** The old one signs too for a while. */
  async renewSecret(
    tx: Kysely<Schema>,
    { id, sealed_secret }: WebhookRow,
    sealedSecret: string,
    oldUntil: number,
  ): Promise<void> {
    await tx
      .updateTable('webhook')
      .set((eb) => ({
        sealed_secret: sealedSecret,
        sealed_old: sealed_secret,
        old_until: oldUntil,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
  }

  async markTaken(tx: Kysely<Schema>, webhookId: string, now: number): Promise<void> {
    await tx
      .updateTable('webhook')
      .set({ failing_since: null, last_delivered_at: now })
      .where('id', '=', webhookId)
      .execute()
  }

  /** @returns since when every try has failed; null: it is not there any more, or off */
  async markFailing(tx: Kysely<Schema>, webhookId: string, now: number): Promise<number | null> {
    await tx
      .updateTable('webhook')
      .set({ failing_since: now })
      .where('id', '=', webhookId)
      .where('failing_since', 'is', null)
      .execute()
    const row = await tx
      .selectFrom('webhook')
      .select('failing_since')
      .where('id', '=', webhookId)
      .where('enabled', '=', 1)
      .executeTakeFirst()
    return row?.failing_since ?? null
  }

  async switchOff(tx: Kysely<Schema>, webhookId: string, now: number): Promise<void> {
    await tx
      .updateTable('webhook')
      .set((eb) => ({ enabled: 0, switched_off_at: now, version: eb('version', '+', 1) }))
      .where('id', '=', webhookId)
      .execute()
  }

  /** Its deliveries are gone already. */
  async remove(tx: Kysely<Schema>, webhookId: string): Promise<void> {
    await tx.deleteFrom('webhook').where('id', '=', webhookId).execute()
  }

  async countAt(tx: Kysely<Schema>, unitCode: UnitCode): Promise<number> {
    const { count } = await tx
      .selectFrom('webhook')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('unit_code', '=', unitCode)
      .executeTakeFirstOrThrow()
    return count
  }
}

function toRow({ events, ...row }: Selectable<Schema['webhook']>): WebhookRow {
  return { ...row, events: readStored(Events, events) }
}
