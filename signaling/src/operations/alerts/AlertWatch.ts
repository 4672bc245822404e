import { type AccountId, DAY_MS, fitLine, type UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { findNotReady } from '../../readiness/findNotReady.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'
import type { Schema } from '../../db/schema.ts'
import type { Scene } from '../live/Scene.ts'
import type { CaseStep, Found } from './AlertCase.ts'
import type { AlertNotifier } from './AlertNotifier.ts'
import { AlertChanged, type AlertStore } from './AlertStore.ts'
import { lostRooms } from './lostRooms.ts'
import { nextAlerts } from './nextAlerts.ts'
import type { RuleStore } from './RuleStore.ts'

/** Days that alerts are kept after their end. */
const KEEP_DAYS = 400
const PRUNE_EVERY_MS = 3_600_000
const MAX_NAME = 300

export type AlertWatchOptions = {
  readonly db: Kysely<Schema>
  readonly rules: Pick<RuleStore, 'list'>
  readonly store: AlertStore
  readonly notifier: AlertNotifier
  /** Rooms in meetings are watched there. */
  readonly isIn: (accountId: AccountId) => boolean
  readonly logger: Logger
}

/** Raises, tells and ends alerts. One process does it for all; all that it has to remember is in the store, so that any other goes on. */
export class AlertWatch {
  readonly #options: AlertWatchOptions
  #prunedAt = 0

  constructor(options: AlertWatchOptions) {
    this.#options = options
  }

  /** Goes by the rules once. What could not be written is seen again at the next look. @throws Error when the store is away */
  async look({ at, resources }: Scene): Promise<void> {
    const { db, rules, store, logger } = this.#options
    const here = resources.flatMap(({ resource, hostUnit }): Found[] => {
      const { id, kind, name, unitCode, findings } = resource
      // Names come from rooms and machines: whatever they are, they can be stored and sent.
      const place = { resource: id, kind, name: fitLine(name, MAX_NAME), unitCode: unitCode ?? hostUnit }
      return findings.map((finding) => ({ place, finding }))
    })
    const present = new Set(resources.map(({ resource }) => resource.id))
    const found = [...here, ...(await lostRooms(db, present, at)), ...(await this.#notReady(at))]
    const cases = await store.open()
    if (found.length > 0 || cases.length > 0) {
      const places = [...found.map(({ place }) => place), ...cases.flatMap((each) => each.places)]
      const pathOf = await this.#paths(places.flatMap(({ unitCode }) => unitCode ?? []))
      const known = await rules.list()
      for (const step of nextAlerts({ cases, rules: known, found, pathOf, now: at })) {
        const before = cases.find(({ alertId }) => alertId === step.next.alertId) ?? null
        const byWebhook = known.find(({ ruleId }) => ruleId === step.next.ruleId)?.ways.includes('webhook') ?? false
        try {
          await this.#take(step, before, byWebhook, pathOf, at)
        } catch (error) {
          if (!(error instanceof AlertChanged)) throw error
          logger.debug({ err: error }, 'looked at again')
        }
      }
    }
    if (at - this.#prunedAt < PRUNE_EVERY_MS) return
    this.#prunedAt = at
    await store.prune(at - KEEP_DAYS * DAY_MS)
  }

  /** Rooms that are broken or cannot be read before a meeting, and those that call for help (SPEC 18.32). */
  async #notReady(now: number): Promise<Found[]> {
    const found = await findNotReady(this.#options.db, this.#options.isIn, now)
    return found.map(({ room, resource, finding }) => ({
      place: { resource, kind: 'endpoint', name: fitLine(room.name, MAX_NAME), unitCode: room.unit.code },
      finding,
    }))
  }

  async #take(
    { next, messages }: CaseStep,
    before: CaseStep['next'] | null,
    byWebhook: boolean,
    pathOf: (unit: UnitCode) => readonly UnitCode[],
    now: number,
  ): Promise<void> {
    const { db, store, notifier, logger } = this.#options
    const alertId = await inTransaction(db, async (tx) => {
      const id = await store.save(tx, before, next, byWebhook)
      for (const message of messages) await notifier.tell(tx, id, next, message, pathOf, now)
      return id
    })
    const about = { alertId, ruleId: next.ruleId, code: next.code }
    if (before === null) logger.info({ ...about, places: next.places.length }, 'alert raised')
    else if (next.clearedAt !== null) logger.info(about, 'alert cleared')
  }

  async #paths(units: readonly UnitCode[]): Promise<(unit: UnitCode) => readonly UnitCode[]> {
    const codes = [...new Set(units)]
    const rows =
      codes.length === 0
        ? []
        : await this.#options.db.selectFrom('unit').select(['code', 'path']).where('code', 'in', codes).execute()
    const paths = new Map(rows.map(({ code, path }) => [code, path]))
    return (unit) => codesOfPath(paths.get(unit) ?? '')
  }
}
