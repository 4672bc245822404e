import { randomBytes } from 'node:crypto'
import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { AlertTold, AlertWay, AlertWhy, ResourceId } from '@diem-cau/signaling-contract/operations'
import { type Expression, type ExpressionBuilder, type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import type { AlertCase, CasePlace } from './AlertCase.ts'

/** Most alerts of one list. */
const MAX_LISTED = 100
/** Places of one alert in a list; its own page has all. */
const MAX_PLACES = 100
/** Most that `prune` takes at once. */
const PRUNE_AT_ONCE = 200

/** A place as a page shows it: who looks after it by now is told too. */
type KeptPlace = CasePlace & { readonly acknowledgedBy: string }
export type KeptAlert = Omit<AlertCase, 'alertId' | 'places'> & {
  readonly alertId: string
  readonly places: readonly KeptPlace[]
  readonly placeCount: number
}

export type NewTold = {
  readonly accountId: AccountId
  readonly name: string
  readonly way: AlertWay
  readonly why: AlertWhy
  readonly resources: number
}

/** The condition for places that somebody may see. */
export type SeesPlace = (eb: ExpressionBuilder<Schema, 'alert_resource'>) => Expression<SqlBool>

/** Another process, or a person, changed the alert meanwhile. */
export class AlertChanged extends Error {
  constructor(alertId: string) {
    super(`alert ${alertId} was changed meanwhile`)
    this.name = 'AlertChanged'
  }
}

/** Alerts, their places, and who was told of them. */
export class AlertStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** All that are not over. */
  async open(): Promise<AlertCase[]> {
    const rows = await this.#db.selectFrom('alert').selectAll().where('cleared_at', 'is', null).execute()
    if (rows.length === 0) return []
    const places = await this.#db
      .selectFrom('alert_resource')
      .selectAll()
      .where(
        'alert_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
    const of = Map.groupBy(places, ({ alert_id }) => alert_id)
    return rows.map((row) => ({ ...toAlert(row), places: (of.get(row.id) ?? []).map(toPlace) }))
  }

  /**
   * Writes a case as it is now; part of the transaction of what is told of it.
   * @param before as it was read; null: it is raised now
   * @returns its id
   * @throws AlertChanged when it is another one by now
   */
  async save(tx: Kysely<Schema>, before: AlertCase | null, next: AlertCase, byWebhook: boolean): Promise<string> {
    const id = next.alertId ?? `alert.${randomBytes(12).toString('hex')}`
    const state = {
      tell_at: next.tellAt,
      told_at: next.toldAt,
      cleared_at: next.clearedAt,
      version: next.version + 1,
    }
    if (next.alertId === null) {
      await tx
        .insertInto('alert')
        .values({
          id,
          rule_id: next.ruleId,
          rule_name: next.ruleName,
          code: next.code,
          raised_at: next.raisedAt,
          gathered_at: next.gatheredAt,
          by_webhook: byWebhook ? 1 : 0,
          ...state,
        })
        .execute()
    } else {
      const { numUpdatedRows } = await tx
        .updateTable('alert')
        .set(state)
        .where('id', '=', id)
        .where('version', '=', next.version)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw new AlertChanged(id)
    }
    const known = new Map(before?.places.map((place) => [place.resource, place]))
    for (const place of next.places) if (known.get(place.resource) !== place) await savePlace(tx, id, place)
    return id
  }

  async addTold(tx: Kysely<Schema>, alertId: string, told: readonly NewTold[], at: number): Promise<void> {
    await insertMany(
      tx,
      'alert_told',
      told.map(({ accountId, ...rest }) => ({ ...rest, alert_id: alertId, account_id: accountId, at })),
    )
  }

  /** Who was told that it is, and by what ways. */
  async toldOf(tx: Kysely<Schema>, alertId: string): Promise<Map<AccountId, Set<AlertWay>>> {
    const rows = await tx
      .selectFrom('alert_told')
      .select(['account_id', 'way'])
      .where('alert_id', '=', alertId)
      .where('why', '!=', 'cleared')
      .execute()
    const told = new Map<AccountId, Set<AlertWay>>()
    for (const { account_id, way } of rows) told.set(account_id, (told.get(account_id) ?? new Set<AlertWay>()).add(way))
    return told
  }

  /** What was told, the oldest first. */
  async told(alertId: string): Promise<AlertTold[]> {
    return this.#db
      .selectFrom('alert_told')
      .select(['at', 'why', 'way', 'name', 'resources'])
      .where('alert_id', '=', alertId)
      .orderBy('id')
      .limit(1000)
      .execute()
  }

  /** Those with a place that may be seen, the newest first, with these places alone. */
  async list(
    { now, before = null }: { readonly now: boolean; readonly before?: number | null },
    sees: SeesPlace,
  ): Promise<{ alerts: KeptAlert[]; more: boolean }> {
    let query = this.#db
      .selectFrom('alert')
      .selectAll()
      .where('id', 'in', this.#db.selectFrom('alert_resource').select('alert_id').where(sees))
    if (now) query = query.where('cleared_at', 'is', null)
    if (before !== null) query = query.where('raised_at', '<', before)
    const rows = await query
      .orderBy('raised_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_LISTED + 1)
      .execute()
    const alerts: KeptAlert[] = []
    for (const row of rows.slice(0, MAX_LISTED)) alerts.push(await this.#withPlaces(row, sees, MAX_PLACES))
    return { alerts, more: rows.length > MAX_LISTED }
  }

  /** Null: there is none, or nothing of it may be seen. */
  async find(alertId: string, sees: SeesPlace): Promise<KeptAlert | null> {
    const row = await this.#db.selectFrom('alert').selectAll().where('id', '=', alertId).executeTakeFirst()
    if (!row) return null
    const alert = await this.#withPlaces(row, sees, 2000)
    return alert.placeCount === 0 ? null : alert
  }

  /** Places that may be seen and that are open belong to this person now. @returns how many that are */
  async acknowledge(tx: Kysely<Schema>, alertId: string, by: string, sees: SeesPlace, now: number): Promise<number> {
    const { numUpdatedRows } = await tx
      .updateTable('alert_resource')
      .set({ acknowledged_at: now, acknowledged_by: by })
      .where('alert_id', '=', alertId)
      .where('cleared_at', 'is', null)
      .where('acknowledged_at', 'is', null)
      .where(
        'resource',
        'in',
        tx.selectFrom('alert_resource').select('resource').where('alert_id', '=', alertId).where(sees),
      )
      .executeTakeFirst()
    if (numUpdatedRows > 0n)
      await tx
        .updateTable('alert')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', alertId)
        .execute()
    return Number(numUpdatedRows)
  }

  /** All that is told of one place belongs to this person now. @returns how many alerts that is */
  async acknowledgePlace(tx: Kysely<Schema>, resource: ResourceId, by: string, now: number): Promise<number> {
    const rows = await tx
      .updateTable('alert_resource')
      .set({ acknowledged_at: now, acknowledged_by: by })
      .where('resource', '=', resource)
      .where('cleared_at', 'is', null)
      .where('acknowledged_at', 'is', null)
      .returning('alert_id')
      .execute()
    for (const { alert_id } of rows)
      await tx
        .updateTable('alert')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', alert_id)
        .execute()
    return rows.length
  }

  /** Forgets alerts that were over before then. */
  async prune(before: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const rows = await tx
        .selectFrom('alert')
        .select('id')
        .where('cleared_at', '<', before)
        .limit(PRUNE_AT_ONCE)
        .execute()
      const ids = rows.map(({ id }) => id)
      if (ids.length === 0) return
      await tx.deleteFrom('alert_told').where('alert_id', 'in', ids).execute()
      await tx.deleteFrom('alert_resource').where('alert_id', 'in', ids).execute()
      await tx.deleteFrom('alert').where('id', 'in', ids).execute()
    })
  }

  async #withPlaces(row: Selectable<Schema['alert']>, sees: SeesPlace, limit: number): Promise<KeptAlert> {
    const own = this.#db.selectFrom('alert_resource').where('alert_id', '=', row.id).where(sees)
    const [places, { count }] = await Promise.all([
      own
        .selectAll()
        .orderBy(sql`cleared_at is not null`)
        .orderBy('added_at', 'desc')
        .orderBy('name')
        .limit(limit)
        .execute(),
      own.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    ])
    return {
      ...toAlert(row),
      alertId: row.id,
      placeCount: count,
      places: places.map((place) => ({ ...toPlace(place), acknowledgedBy: place.acknowledged_by })),
    }
  }
}

async function savePlace(tx: Kysely<Schema>, alertId: string, place: CasePlace): Promise<void> {
  const { resource, kind, name, unitCode, health, since, addedAt, toldAt, acknowledgedAt } = place
  const row = {
    alert_id: alertId,
    resource,
    kind,
    name,
    unit_code: unitCode,
    health,
    since,
    added_at: addedAt,
    told_at: toldAt,
    acknowledged_at: acknowledgedAt,
    escalated_at: place.escalatedAt,
    well_since: place.wellSince,
    cleared_at: place.clearedAt,
  }
  await tx
    .insertInto('alert_resource')
    .values({ ...row, acknowledged_by: '' })
    .onConflict((oc) =>
      oc.columns(['alert_id', 'resource']).doUpdateSet({
        ...row,
        // Who took it on is known to the store alone; of a place that came anew nobody did.
        ...(acknowledgedAt === null ? { acknowledged_by: '' } : {}),
      }),
    )
    .execute()
}

function toAlert(row: Selectable<Schema['alert']>) {
  return {
    alertId: row.id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    code: row.code,
    raisedAt: row.raised_at,
    gatheredAt: row.gathered_at,
    tellAt: row.tell_at,
    toldAt: row.told_at,
    clearedAt: row.cleared_at,
    version: row.version,
  }
}

function toPlace(row: Selectable<Schema['alert_resource']>): CasePlace & { readonly unitCode: UnitCode | null } {
  return {
    resource: row.resource,
    kind: row.kind,
    name: row.name,
    unitCode: row.unit_code,
    health: row.health,
    since: row.since,
    addedAt: row.added_at,
    toldAt: row.told_at,
    acknowledgedAt: row.acknowledged_at,
    escalatedAt: row.escalated_at,
    wellSince: row.well_since,
    clearedAt: row.cleared_at,
  }
}
