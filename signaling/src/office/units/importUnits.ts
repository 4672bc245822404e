import type { UnitCode } from '@diem-cau/signaling-contract'
import type { ImportReport, ImportTable } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inTurns } from '../tables/steps.ts'
import type { Schema } from '../../db/schema.ts'
import type { AuditActor, AuditFact } from '../../audit/AuditLog.ts'
import { toldByLine } from '../tables/importProblem.ts'
import { importSource } from '../tables/importSource.ts'
import { oneImport, withImportLock } from '../tables/importLock.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { type ImportPlan, type ImportReach, type KnownUnit, planImport } from './planImport.ts'
import { readUnitRows } from './readUnitRows.ts'
import { toldUnitChanges } from './toldUnitChanges.ts'
import { renameInMeetings } from './renameInMeetings.ts'
import { correctNewest, recordFirst } from './UnitHistory.ts'
import { administerRoots } from './UnitReach.ts'
import { insertUnits, replaceUnits } from './unitTable.ts'

type KnownRow = KnownUnit & { readonly version: number }

type Office = Pick<OfficeContext, 'db' | 'audit' | 'clock'>

/**
 * Takes the units of a table: new ones are made, known ones get name, kind and parent of the file (as
 * corrections, without a date), units that are not in it stay. All rows or none.
 * @throws MeetingError `importBusy`
 */
export async function importUnits(
  office: Office,
  actor: AuditActor,
  reach: ImportReach,
  file: ImportTable,
): Promise<ImportReport> {
  return file.dryRun
    ? tryUnits(office, actor, reach, file)
    : oneImport(office.db, () => tryUnits(office, actor, reach, file))
}

async function tryUnits(
  { db, audit, clock }: Office,
  actor: AuditActor,
  reach: ImportReach,
  file: ImportTable,
): Promise<ImportReport> {
  const names = await db.selectFrom('unit').select(['code', 'name']).execute()
  const read = await readUnitRows(importSource(file), new Map(names.map(({ code, name }) => [code, name])))
  const plan = async (tx: Kysely<Schema>) => {
    const known = await knownUnits(tx)
    return { known, ...(await inTurns(planImport(read.rows, known, reach, read))) }
  }
  const report = (planned: ImportPlan, applied: boolean): ImportReport => {
    const problems = [...read.problems, ...planned.problems]
    const { created, updated, unchanged } = planned
    return {
      applied,
      rows: read.count,
      created: created.length,
      updated: updated.length,
      unchanged,
      problems: toldByLine(problems),
      problemCount: problems.length,
      warnings: toldByLine(read.warnings),
      warningCount: read.warnings.length,
      changes: toldUnitChanges(planned),
    }
  }
  if (file.dryRun || read.problems.length > 0) return report(await plan(db), false)
  return withImportLock(db, async (tx) => {
    const planned = await plan(tx)
    if (planned.problems.length > 0) return report(planned, false)
    await write(tx, planned, planned.known)
    await renameInMeetings(
      tx,
      planned.updated.filter(({ before, after }) => before.name !== after.name).map(({ after }) => after.code),
      clock(),
    )
    await audit.appendMany(tx, actor, facts(planned, read.count))
    await administerRoots(
      tx,
      audit,
      actor,
      planned.created.filter(({ parentCode }) => parentCode === null),
    )
    return report(planned, true)
  })
}

async function knownUnits(tx: Kysely<Schema>): Promise<Map<UnitCode, KnownRow>> {
  const rows = await tx
    .selectFrom('unit')
    .select(['code', 'parent_code', 'kind', 'name', 'path', 'region', 'status', 'version'])
    .execute()
  return new Map(
    rows.map(({ code, parent_code, kind, name, path, region, status, version }) => [
      code,
      { code, parentCode: parent_code, kind, name, path, region, open: status === 'open', version },
    ]),
  )
}

async function write(
  tx: Kysely<Schema>,
  { created, updated, carried }: ImportPlan,
  known: ReadonlyMap<UnitCode, KnownRow>,
): Promise<void> {
  await insertUnits(tx, created)
  await recordFirst(tx, created)
  await replaceUnits(tx, [
    ...updated.map(({ before, after }) => ({ ...after, version: (known.get(before.code)?.version ?? 0) + 1 })),
    ...carried.flatMap(({ code, path }) => {
      const unit = known.get(code)
      return unit ? [{ ...unit, path }] : []
    }),
  ])
  await correctNewest(
    tx,
    updated.map(({ after }) => after),
  )
}

function facts({ created, updated, unchanged }: ImportPlan, rows: number): AuditFact[] {
  const subject = ({ code, name }: { code: UnitCode; name: string }) => ({ type: 'unit', id: code, name })
  return [
    ...created.map((unit): AuditFact => {
      const { code, parentCode, kind, name, region } = unit
      return {
        action: 'unit.created',
        subject: subject(unit),
        unitCode: code,
        details: { parentCode, kind, name, ...(region === '' ? {} : { region }), import: true },
      }
    }),
    ...updated.map(({ before, after }): AuditFact => {
      const changes = (['parentCode', 'kind', 'name', 'region'] as const).filter(
        (field) => before[field] !== after[field],
      )
      return {
        action: 'unit.edited',
        subject: subject(after),
        unitCode: after.code,
        details: {
          ...Object.fromEntries(changes.map((field) => [field, [before[field], after[field]]])),
          import: true,
        },
      }
    }),
    { action: 'unit.imported', details: { rows, created: created.length, updated: updated.length, unchanged } },
  ]
}
