import { type Account, foldText } from '@diem-cau/signaling-contract'
import type { Quarter, ReportQuery, UnitReport } from '@diem-cau/signaling-contract/office'
import { type ExpressionBuilder, type Kysely, sql, type SqlBool } from 'kysely'
import { startOfDay, toLocalDate } from '../../domain/localTime.ts'
import type { Schema } from '../../store/schema.ts'
import { branchPaths, type OfficeAccess, withinScope } from '../OfficeAccess.ts'
import type { Sheet } from './sheetFile.ts'

/** The quarter's first moment, and the next one's, in Vietnam. */
export function quarterRange(quarter: Quarter): { from: number; to: number } {
  const year = Number(quarter.slice(0, 4))
  const first = (Number(quarter.slice(-1)) - 1) * 3
  const dayOf = (month: number) => startOfDay(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10))
  return { from: dayOf(first), to: dayOf(first + 3) }
}

/** "2026-Q4" */
export function quarterOf(at: number): Quarter {
  const [year, month] = toLocalDate(at).split('-')
  return `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/**
 * Units in a quarter, as far as the account reads meetings: its own units, and all at meetings that its units hold.
 * @throws MeetingError `forbidden` for who reads none
 */
export async function unitReport(db: Kysely<Schema>, access: OfficeAccess, account: Account, { quarter, host, q }: ReportQuery): Promise<UnitReport> {
  const scope = await access.scope(account, 'meeting.read')
  const paths = await branchPaths(db, scope)
  const { from, to } = quarterRange(quarter)
  const own = () => db.selectFrom('unit').select('unit.code').where((eb) => withinScope(eb, scope, paths))
  const seen = (eb: ExpressionBuilder<Schema, 'unit_fact'>) =>
    scope.all ? sql<SqlBool>`1 = 1` : eb.or([eb('unit_fact.unit_code', 'in', own()), eb('unit_fact.host_unit_code', 'in', own())])
  let facts = db.selectFrom('unit_fact').where('starts_at', '>=', from).where('starts_at', '<', to).where(seen)
  if (host !== undefined) facts = facts.where('host_unit_code', '=', host)
  const [rows, meetings, first] = await Promise.all([
    facts
      .select((eb) => [
        'unit_code',
        eb.fn.max('unit_name').as('unit_name'),
        eb.fn.sum<number | string>('invited').as('invited'),
        eb.fn.sum<number | string>('attended').as('attended'),
        eb.fn.sum<number | string>('late').as('late'),
        eb.fn.sum<number | string>('left_early').as('left_early'),
        eb.fn.sum<number | string>('people').as('people'),
        eb.fn.sum<number | string>('speaking_ms').as('speaking_ms'),
        eb.fn.sum<number | string>('speeches').as('speeches'),
        eb.fn.sum<number | string>('votes_cast').as('votes_cast'),
      ])
      .groupBy('unit_code')
      .execute(),
    db
      .selectFrom('meeting_fact')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number | string | null>('length_ms').as('length')])
      .where('meeting_id', 'in', facts.select('unit_fact.meeting_id'))
      .executeTakeFirstOrThrow(),
    db.selectFrom('unit_fact').select((eb) => eb.fn.min('starts_at').as('at')).where(seen).executeTakeFirst(),
  ])
  const wanted = q === undefined ? '' : foldText(q)
  const shown = rows.filter(({ unit_name }) => foldText(unit_name).includes(wanted))
  return {
    quarter,
    meetings: meetings.count,
    lengthMs: Number(meetings.length ?? 0),
    rows: shown
      .map((row) => ({
        unit: { code: row.unit_code, name: row.unit_name },
        // PostgreSQL sums to text.
        invited: Number(row.invited),
        attended: Number(row.attended),
        late: Number(row.late),
        leftEarly: Number(row.left_early),
        people: Number(row.people),
        speakingMs: Number(row.speaking_ms),
        speeches: Number(row.speeches),
        votesCast: Number(row.votes_cast),
      }))
      .toSorted((a, b) => a.unit.name.localeCompare(b.unit.name, 'vi')),
    earliest: first?.at == null ? null : quarterOf(first.at),
  }
}

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
      { title: 'Vào muộn', width: 10 },
      { title: 'Rời sớm', width: 10 },
      { title: 'Lượt người dự', width: 10 },
      { title: 'Số lượt phát biểu', width: 12 },
      { title: 'Thời gian phát biểu (phút)', width: 14 },
      { title: 'Số phiếu đã bỏ', width: 10 },
    ],
    rows: rows.map((row, index) => [index + 1, row.unit.code, row.unit.name, row.invited, row.attended, row.late, row.leftEarly, row.people, row.speeches, Math.round(row.speakingMs / 6_000) / 10, row.votesCast]),
  }
}
