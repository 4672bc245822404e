import { randomBytes } from 'node:crypto'
import { localDate, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type AuditAction,
  type NewUnitChange,
  type UnitChangeWhat,
  type UnitDetail,
} from '@diem-cau/signaling-contract/office'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { applyChange } from './applyChange.ts'
import { changesToCome, foresee, loadForest } from './loadForest.ts'
import { renameInMeetings } from './renameInMeetings.ts'
import { deleteChange, insertChange } from './unitChangeTable.ts'
import { toChange, unitDetail } from './unitDetail.ts'
import { newestEntry } from './UnitHistory.ts'
import type { UnitReach } from './UnitReach.ts'
import { countUnitVersion } from './unitTable.ts'

type Office = Pick<OfficeContext, 'db' | 'audit' | 'clock'>

/** Action of the audit log once the change has taken effect. */
export const appliedAction: Record<UnitChangeWhat['kind'], AuditAction> = {
  rename: 'unit.renamed',
  move: 'unit.moved',
  merge: 'unit.merged',
  close: 'unit.closed',
}

/**
 * A unit is renamed, moved, merged or closed from a day on: at once when that day has come, else kept until it does.
 * @throws MeetingError `notFound`, `forbidden` (also of the other unit), `editConflict` with the unit as it is,
 *   `unitClosed`, `unitLoop`, `unitInUse`, `badRequest` for a day before the last change of the unit
 */
export async function planChange(
  { db, audit, clock }: Office,
  actor: AuditActor,
  reach: UnitReach,
  code: UnitCode,
  change: NewUnitChange,
): Promise<UnitDetail> {
  const now = clock()
  const { what, effectiveOn, decision, version } = change
  return inTransaction(db, async (tx) => {
    await reach.require(tx, code)
    if (what.kind === 'move') await reach.requireParent(tx, what.parentCode)
    if (what.kind === 'merge') await reach.require(tx, what.into)
    if (!(await countUnitVersion(tx, code, version)))
      throw new MeetingError('editConflict', code, { current: await unitDetail(tx, code) })
    const atOnce = effectiveOn <= localDate(now)
    const row = {
      id: `c.${randomBytes(9).toString('base64url')}`,
      unit_code: code,
      effective_on: effectiveOn,
      what: JSON.stringify(what),
      decision,
      created_at: now,
      created_by: actor.account?.accountId ?? null,
      applied_at: atOnce ? now : null,
    }
    const { name } = await tx.selectFrom('unit').select('name').where('code', '=', code).executeTakeFirstOrThrow()
    if (atOnce) {
      const newest = await newestEntry(tx, code)
      if (effectiveOn < newest)
        throw new MeetingError('badRequest', `the unit has a change of ${newest}`, {
          field: 'effectiveOn',
          issues: [`effectiveOn: not before ${newest}`],
        })
      await applyChange(tx, code, what, effectiveOn, now)
      await insertChange(tx, row)
    } else {
      const forest = await loadForest(tx)
      foresee(forest, await changesToCome(tx, effectiveOn))
      forest.change(code, what)
      await insertChange(tx, row)
      if (what.kind === 'rename') await renameInMeetings(tx, [code], now)
    }
    await audit.append(tx, actor, {
      action: atOnce ? appliedAction[what.kind] : 'unit.changePlanned',
      subject: { type: 'unit', id: code, name },
      unitCode: code,
      details: { changeId: row.id, effectiveOn, decision, ...what },
    })
    return unitDetail(tx, code)
  })
}

/**
 * A change that has not taken effect, or could not, is forgotten.
 * @throws MeetingError `notFound`, `forbidden`, `badRequest` for one that has taken effect
 */
export async function withdrawChange(
  { db, audit, clock }: Office,
  actor: AuditActor,
  reach: UnitReach,
  code: UnitCode,
  changeId: string,
): Promise<UnitDetail> {
  return inTransaction(db, async (tx) => {
    await reach.require(tx, code)
    const row = await tx
      .selectFrom('unit_change')
      .selectAll()
      .where('id', '=', changeId)
      .where('unit_code', '=', code)
      .executeTakeFirst()
    if (!row) throw new MeetingError('notFound', `no change ${changeId}`)
    const change = toChange(row)
    if (change.applied)
      throw new MeetingError('badRequest', 'the change has taken effect', { issues: ['changeId: it has taken effect'] })
    await deleteChange(tx, changeId)
    await countUnitVersion(tx, code)
    if (change.what.kind === 'rename') await renameInMeetings(tx, [code], clock())
    const detail = await unitDetail(tx, code)
    await audit.append(tx, actor, {
      action: 'unit.changeWithdrawn',
      subject: { type: 'unit', id: code, name: detail.name },
      unitCode: code,
      details: { changeId, effectiveOn: change.effectiveOn, ...change.what },
    })
    return detail
  })
}
