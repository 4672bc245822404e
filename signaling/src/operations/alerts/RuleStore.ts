import { randomBytes } from 'node:crypto'
import { MeetingError } from '@diem-cau/signaling-contract'
import { type AlertRule, AlertRuleInput } from '@diem-cau/signaling-contract/operations'
import type { Kysely, Selectable } from 'kysely'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { defaultRules } from './defaultRules.ts'

/** Rules that the office made besides the default ones. */
const MOST_RULES = 100

/** Rules of alerts: the default ones as they are, or as the office changed them, and its own. */
export class RuleStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The default ones first, then others by name. */
  async list(): Promise<AlertRule[]> {
    const rows = await this.#db.selectFrom('alert_rule').selectAll().execute()
    const stored = new Map(rows.map((row) => [row.id, row]))
    const own = rows.filter(({ id }) => !isDefault(id)).map(toRule)
    return [
      ...defaultRules.map((rule) => {
        const row = stored.get(rule.ruleId)
        return row ? toRule(row) : rule
      }),
      ...own.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
    ]
  }

  async find(ruleId: string): Promise<AlertRule | null> {
    const row = await this.#db.selectFrom('alert_rule').selectAll().where('id', '=', ruleId).executeTakeFirst()
    return row ? toRule(row) : (defaultRules.find((rule) => rule.ruleId === ruleId) ?? null)
  }

  /** @throws MeetingError `badRequest` when there are too many */
  async add(tx: Kysely<Schema>, input: AlertRuleInput, now: number): Promise<AlertRule> {
    const { count } = await tx
      .selectFrom('alert_rule')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= MOST_RULES) throw new MeetingError('badRequest', `no more than ${MOST_RULES} rules of alerts`)
    const row = {
      id: `rule.${randomBytes(9).toString('base64url')}`,
      settings: JSON.stringify(input),
      version: 1,
      updated_at: now,
    }
    await tx.insertInto('alert_rule').values(row).execute()
    return toRule(row)
  }

  /** @param version the one that is edited; 0: a default one that nobody changed. @returns null when it is another by now */
  async change(
    tx: Kysely<Schema>,
    ruleId: string,
    input: AlertRuleInput,
    version: number,
    now: number,
  ): Promise<AlertRule | null> {
    const row = { id: ruleId, settings: JSON.stringify(input), version: version + 1, updated_at: now }
    const isTaken =
      version === 0
        ? (
            await tx
              .insertInto('alert_rule')
              .values(row)
              .onConflict((oc) => oc.doNothing())
              .executeTakeFirst()
          ).numInsertedOrUpdatedRows === 1n
        : (
            await tx
              .updateTable('alert_rule')
              .set({ settings: row.settings, version: row.version, updated_at: now })
              .where('id', '=', ruleId)
              .where('version', '=', version)
              .executeTakeFirst()
          ).numUpdatedRows === 1n
    return isTaken ? toRule(row) : null
  }

  /** A default one is from then on as it was delivered. */
  async remove(tx: Kysely<Schema>, ruleId: string): Promise<void> {
    await tx.deleteFrom('alert_rule').where('id', '=', ruleId).execute()
  }
}

const isDefault = (ruleId: string) => defaultRules.some((rule) => rule.ruleId === ruleId)

function toRule({ id, settings, version }: Selectable<Schema['alert_rule']>): AlertRule {
  return { ...readStored(AlertRuleInput, settings), ruleId: id, isDefault: isDefault(id), version }
}
