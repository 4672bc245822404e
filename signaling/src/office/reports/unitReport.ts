import { type Account, localDate, MeetingError, fromWallClock, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type Quarter,
  quarterOf,
  type ReportQuery,
  type UnitReport,
  type UnitReportRow,
} from '@diem-cau/signaling-contract/office'
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import { mergedUnits } from '../units/mergedUnits.ts'
import type { Schema } from '../../db/schema.ts'
import { branchRange } from '../../db/sql/unitPath.ts'
import { branchPaths, scopeOf } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { namesAt } from '../units/namesAt.ts'
import type { Sheet } from '../tables/Sheet.ts'

/** The quarter's first moment, and the next one's, in Vietnam. */
export function quarterRange(quarter: Quarter): { from: number; to: number } {
  const year = Number(quarter.slice(0, 4))
  const first = (Number(quarter.slice(-1)) - 1) * 3
  return { from: fromWallClock(year, first, 1), to: fromWallClock(year, first + 3, 1) }
}

/** The page shows so many units at once; somebody who has more looks for some, or takes all along as a file. */
const SHOWN_UNITS = 500
export const MAX_UNITS = 20_000
/** A report of so many units leaves out what others did at meetings of theirs. */
const BROAD_UNITS = 300

type Facts = SelectQueryBuilder<Schema, 'unit_fact', object>

type Needs = Pick<OfficeContext, 'db' | 'clock'>

/**
 * Units in a quarter, as far as the account reads meetings: its own units, and, where these are not hundreds, all at
 * meetings that they hold (SPEC 13.5). Named as they were called then.
 * @throws MeetingError `forbidden` for who reads none
 */
export async function unitReport(
  { db, clock }: Needs,
  account: Account,
  { quarter, host, q }: ReportQuery,
  limit = SHOWN_UNITS,
): Promise<UnitReport> {
  const { from, to } = quarterRange(quarter)
  const { scope, paths } = await reachOf(db, account)
  const own = () => unitsOf(db, scope, paths)
  const isNarrow =
    !scope.all &&
    (
      await own()
        .limit(BROAD_UNITS + 1)
        .execute()
    ).length <= BROAD_UNITS
  const facts = (): Facts => {
    const all = db
      .selectFrom('unit_fact')
      .where('unit_fact.starts_at', '>=', from)
      .where('unit_fact.starts_at', '<', to)
    return host === undefined ? all : all.where('host_unit_code', '=', host)
  }
  const atOwn = () => facts().where('host_unit_code', 'in', own())

  let units = db
    .selectFrom('unit')
    .select(['unit.code', 'unit.name'])
    .where((eb) =>
      eb.exists(
        facts().select('unit_fact.unit_code').whereRef('unit_fact.unit_code', '=', sql.ref<UnitCode>('unit.code')),
      ),
    )
  if (isNarrow) units = units.where('unit.code', 'in', own().union(atOwn().select('unit_fact.unit_code as code')))
  else if (!scope.all) units = units.where((eb) => inScope(eb, scope, paths))
  if (q !== undefined) units = units.where((eb) => matchesWords(eb.ref('unit.search'), q))
  const found = await units
    .orderBy('unit.path')
    .limit(limit + 1)
    .execute()

  let meetings = db.selectFrom('meeting_fact').where('starts_at', '>=', from).where('starts_at', '<', to)
  if (host !== undefined) meetings = meetings.where('host_unit_code', '=', host)
  if (isNarrow)
    meetings = meetings.where(
      'meeting_id',
      'in',
      atOwn()
        .select('meeting_id')
        .union(facts().where('unit_fact.unit_code', 'in', own()).select('meeting_id')),
    )
  else if (!scope.all) meetings = meetings.where('host_unit_code', 'in', own())
  const counted = await meetings
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number | null>('length_ms').as('length')])
    .executeTakeFirstOrThrow()
  const { first } = await db
    .selectFrom('meeting_fact')
    .select((eb) => eb.fn.min<number | null>('starts_at').as('first'))
    .executeTakeFirstOrThrow()

  const shown = found.slice(0, limit)
  const names = await namesAt(
    db,
    localDate(Math.min(to - 1, clock())),
    shown.map(({ code }) => code),
  )
  const closed = await closedOf(
    db,
    localDate(clock()),
    shown.map(({ code }) => code),
  )
  const sums = new Map<UnitCode, Omit<UnitReportRow, 'unit' | 'closed'>>()
  for (const part of inParts(shown, SHOWN_UNITS)) {
    const visible = isNarrow
      ? facts().where((eb) => eb.or([eb('unit_fact.unit_code', 'in', own()), eb('host_unit_code', 'in', own())]))
      : facts()
    const rows = await visible
      .where(
        'unit_fact.unit_code',
        'in',
        part.map(({ code }) => code),
      )
      .groupBy('unit_fact.unit_code')
      .select(summed)
      .execute()
    for (const { unit_code, ...row } of rows) sums.set(unit_code, row)
  }
  return {
    quarter,
    meetings: counted.count,
    lengthMs: counted.length ?? 0,
    rows: shown.flatMap((unit) => {
      const row = sums.get(unit.code)
      return row
        ? {
            unit: { code: unit.code, name: names.get(unit.code) ?? unit.name },
            closed: closed.get(unit.code) ?? null,
            ...row,
          }
        : []
    }),
    more: found.length > limit,
    earliest: first === null ? null : quarterOf(first),
  }
}

/** Those of the units that exist no more, and into which they were merged, as that one is called today. */
async function closedOf(
  db: Kysely<Schema>,
  today: string,
  codes: readonly UnitCode[],
): Promise<Map<UnitCode, NonNullable<UnitReportRow['closed']>>> {
  const rows: { code: UnitCode; successor_code: UnitCode | null }[] = []
  for (const part of inParts(codes, 1000)) {
    rows.push(
      ...(await db
        .selectFrom('unit')
        .select(['code', 'successor_code'])
        .where('code', 'in', part)
        .where('status', '=', 'closed')
        .execute()),
    )
  }
  const names = await namesAt(
    db,
    today,
    rows.flatMap(({ successor_code }) => (successor_code === null ? [] : [successor_code])),
  )
  return new Map(
    rows.map(({ code, successor_code }) => [
      code,
      {
        into:
          successor_code === null ? null : { code: successor_code, name: names.get(successor_code) ?? successor_code },
      },
    ]),
  )
}

/** Finds the units that the account reads, with the past of units that were merged into its own (SPEC 13.6). */
async function reachOf(db: Kysely<Schema>, account: Account): Promise<{ scope: Allowed; paths: string[] }> {
  const scope = await scopeOf(db, account, 'meeting.read')
  const paths = await branchPaths(db, scope)
  const merged = scope.all ? [] : (await mergedUnits(db))({ branches: paths, units: scope.units })
  return { scope: { ...scope, units: [...scope.units, ...merged] }, paths }
}

function summed(eb: ExpressionBuilder<Schema, 'unit_fact'>) {
  return [
    'unit_fact.unit_code',
    eb.fn.sum<number>('invited').as('invited'),
    // A unit that comes without being asked does not make up for one that was asked.
    sql<number>`sum(invited * attended)`.as('attended'),
    eb.fn.sum<number>('late').as('late'),
    eb.fn.sum<number>('left_early').as('leftEarly'),
    eb.fn.sum<number>('people').as('people'),
    eb.fn.sum<number>('speaking_ms').as('speakingMs'),
    eb.fn.sum<number>('speeches').as('speeches'),
    eb.fn.sum<number>('votes_cast').as('votesCast'),
  ] as const
}

/** Filters by ranges of the index of paths, because there may be many branches. */
function inScope(
  eb: ExpressionBuilder<Schema, 'unit'>,
  { units }: Allowed,
  paths: readonly string[],
): Expression<SqlBool> {
  const ranges = paths
    .map(branchRange)
    .map(({ from, to }) => eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)]))
  return eb.or([...ranges, ...(units.length > 0 ? [eb('unit.code', 'in', [...units])] : [])])
}

const unitsOf = (db: Kysely<Schema>, scope: Allowed, paths: readonly string[]) =>
  db
    .selectFrom('unit')
    .select('unit.code')
    .where((eb) => (scope.all ? sql<SqlBool>`1 = 1` : inScope(eb, scope, paths)))

/** @throws MeetingError `tooLarge` rather than a file that lacks some */
export function complete(report: UnitReport): UnitReport {
  if (report.more) throw new MeetingError('tooLarge', `more than ${MAX_UNITS} units`)
  return report
}

const closedText = ({ closed }: UnitReportRow) =>
  closed === null ? '' : closed.into ? `Đã sáp nhập vào ${closed.into.name}` : 'Đã giải thể'

/** The same as a table. */
export function reportSheet({ quarter, rows }: UnitReport): Sheet {
  return {
    name: `Báo cáo ${quarter}`,
    columns: [
      { title: 'STT', width: 6 },
      { title: 'Mã đơn vị', width: 24 },
      { title: 'Đơn vị', width: 34 },
      { title: 'Số cuộc được mời', width: 12 },
      { title: 'Số cuộc tham dự', width: 12 },
      { title: 'Tỷ lệ tham dự (%)', width: 12 },
      { title: 'Vào muộn', width: 10 },
      { title: 'Rời sớm', width: 10 },
      { title: 'Lượt người dự', width: 10 },
      { title: 'Số lượt phát biểu', width: 12 },
      { title: 'Thời gian phát biểu (phút)', width: 14 },
      { title: 'Số phiếu đã bỏ', width: 10 },
      { title: 'Ghi chú', width: 34 },
    ],
    rows: rows.map((row, index) => [
      index + 1,
      row.unit.code,
      row.unit.name,
      row.invited,
      row.attended,
      row.invited === 0 ? null : Math.round((row.attended / row.invited) * 1000) / 10,
      row.late,
      row.leftEarly,
      row.people,
      row.speeches,
      Math.round(row.speakingMs / 6_000) / 10,
      row.votesCast,
      closedText(row),
    ]),
  }
}
