import { MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { EditUnit, NewUnit, Unit } from '@diem-cau/signaling-contract/office'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { MAX_PATH } from '../../db/sql/unitPath.ts'
import { UnitStore } from './UnitStore.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { isReserved } from './readUnitRows.ts'
import { renameInMeetings } from './renameInMeetings.ts'
import { readUnit } from './unitDetail.ts'
import { correctNewest } from './UnitHistory.ts'
import { administerRoots, type UnitReach } from './UnitReach.ts'
import { correctUnit } from './unitTable.ts'

type Office = Pick<OfficeContext, 'db' | 'audit' | 'clock'>

/** @throws MeetingError `forbidden`, `notFound` (the parent), `unitClosed` (the parent), `codeTaken`, `badRequest` */
export async function createUnit(
  { db, audit }: Office,
  actor: AuditActor,
  reach: UnitReach,
  unit: NewUnit,
): Promise<Unit> {
  const { code, parentCode, kind, name, region } = unit
  return inTransaction(db, async (tx) => {
    await reach.requireParent(tx, parentCode)
    if (isReserved(code) || (await new UnitStore(tx).find(code)))
      throw new MeetingError('codeTaken', code, { field: 'code' })
    if (parentCode !== null) {
      const parent = await tx
        .selectFrom('unit')
        .select(['status', 'path'])
        .where('code', '=', parentCode)
        .executeTakeFirstOrThrow()
      if (parent.status === 'closed') throw new MeetingError('unitClosed', parentCode, { field: 'parentCode' })
      if (parent.path.length + code.length >= MAX_PATH)
        throw new MeetingError('badRequest', 'the tree is too deep', { field: 'parentCode' })
    }
    await new UnitStore(tx).add([unit])
    await audit.append(tx, actor, {
      action: 'unit.created',
      subject: { type: 'unit', id: code, name },
      unitCode: code,
      details: { parentCode, kind, name, ...(region === '' ? {} : { region }) },
    })
    if (parentCode === null) await administerRoots(tx, audit, actor, [unit])
    return readUnit(tx, code)
  })
}

/**
 * A mistake is put right: as if it had never been otherwise, except in meetings that were.
 * @throws MeetingError `notFound`, `unitClosed`, `editConflict` with the unit as it is
 */
export async function editUnit(
  { db, audit, clock }: Office,
  actor: AuditActor,
  code: UnitCode,
  edit: EditUnit,
): Promise<Unit> {
  return inTransaction(db, async (tx) => {
    const before = await readUnit(tx, code)
    const after = {
      ...before,
      kind: edit.kind ?? before.kind,
      name: edit.name ?? before.name,
      region: edit.region ?? before.region,
    }
    if (!(await correctUnit(tx, after, edit.version))) throw new MeetingError('editConflict', code, { current: before })
    if (before.status === 'closed') throw new MeetingError('unitClosed', code)
    await correctNewest(tx, [after])
    if (after.name !== before.name) await renameInMeetings(tx, [code], clock())
    const changes = (['kind', 'name', 'region'] as const).filter((field) => before[field] !== after[field])
    await audit.append(tx, actor, {
      action: 'unit.edited',
      subject: { type: 'unit', id: code, name: after.name },
      unitCode: code,
      details: Object.fromEntries(changes.map((field) => [field, [before[field], after[field]]])),
    })
    return readUnit(tx, code)
  })
}
