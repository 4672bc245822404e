import { localDate, MeetingError } from '@diem-cau/signaling-contract'
import { UnitChangeFailure } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import type { Logger } from 'pino'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { SYSTEM_ACTOR } from '../../audit/AuditLog.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { applyChange } from './applyChange.ts'
import { changesToCome } from './loadForest.ts'
import { appliedAction } from './planChange.ts'
import { settleChange } from './unitChangeTable.ts'
import { toChange } from './unitDetail.ts'
import { countUnitVersion } from './unitTable.ts'

type Office = Pick<OfficeContext, 'db' | 'audit' | 'clock'> & { readonly logger: Logger }
type ChangeRow = Selectable<Schema['unit_change']>

const EVERY_MS = 60_000

/** Changes of units take effect when their day comes. Any number of processes may run it beside each other. */
export class UnitChangeJob {
  readonly #office: Office
  readonly #everyMs: number
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(office: Office, everyMs: number = EVERY_MS) {
    this.#office = office
    this.#everyMs = everyMs
  }

  /** Runs at once, for the days on which this server was off, then every minute. @returns when the first round is over */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.run(), this.#everyMs)
    this.#timer.unref()
    await this.run()
  }

  /** Ends the job: once it returns, nothing is asked of the store any more. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#running
  }

  /** All that is due, in the order of their days; rounds never overlap. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#round())
    return this.#running
  }

  async #round(): Promise<void> {
    const { db, clock, logger } = this.#office
    try {
      for (const row of await changesToCome(db, localDate(clock()))) await this.#take(row)
    } catch (error) {
      logger.warn({ err: error }, 'changes of units could not be looked at; it is tried again in a minute')
    }
  }

  async #take(row: ChangeRow): Promise<void> {
    const { db, logger } = this.#office
    const { id, unit_code: unitCode } = row
    try {
      if (await inTransaction(db, (tx) => this.#apply(tx, row)))
        logger.info({ changeId: id, unitCode }, 'a change of a unit took effect')
    } catch (error) {
      if (error instanceof UnreadableRow) {
        logger.error({ err: error, changeId: id, unitCode }, 'a change of a unit cannot be read: it is left out')
        return
      }
      if (!(error instanceof MeetingError)) throw error
      logger.warn(
        { changeId: id, unitCode, code: error.code, why: error.message },
        'a change of a unit could not take effect',
      )
      await inTransaction(db, (tx) => this.#fail(tx, row, error))
    }
  }

  /** @returns false when another process was first */
  async #apply(tx: Kysely<Schema>, row: ChangeRow): Promise<boolean> {
    const { audit, clock } = this.#office
    if (!(await settleChange(tx, row.id, { applied_at: clock() }))) return false
    const { what, effectiveOn, changeId } = toChange(row)
    await applyChange(tx, row.unit_code, what, effectiveOn, clock())
    await audit.append(tx, SYSTEM_ACTOR, {
      ...(await subjectOf(tx, row)),
      action: appliedAction[what.kind],
      details: { changeId, effectiveOn, ...what },
    })
    return true
  }

  async #fail(tx: Kysely<Schema>, row: ChangeRow, error: MeetingError): Promise<void> {
    const failure = UnitChangeFailure.catch('internal').parse(error.code)
    if (!(await settleChange(tx, row.id, { failure }))) return
    const { what, effectiveOn, changeId } = toChange(row)
    await countUnitVersion(tx, row.unit_code)
    await this.#office.audit.append(tx, SYSTEM_ACTOR, {
      ...(await subjectOf(tx, row)),
      action: 'unit.changeFailed',
      details: { changeId, effectiveOn, failure, ...what },
    })
  }
}

async function subjectOf(tx: Kysely<Schema>, { unit_code: code }: ChangeRow) {
  const unit = await tx.selectFrom('unit').select('name').where('code', '=', code).executeTakeFirst()
  return { subject: { type: 'unit', id: code, name: unit?.name ?? code }, unitCode: code }
}
