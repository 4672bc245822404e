import {
  type Account,
  addDays,
  DAY_MS,
  MeetingError,
  MeetingId,
  type Phase,
  startOfDay,
  type UnitCode,
} from '@diem-cau/signaling-contract'
import type { Calendar, CalendarQuery, PlanPage, PlanQuery, PlanSummary } from '@diem-cau/signaling-contract/office'
import { type Kysely, type Selectable, type SelectQueryBuilder, sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import { allowed, may } from '../../domain/office/officePermissions.ts'
import { OVERTIME_MS } from '../../domain/office/PlannedMeeting.ts'
import { invitedAmong, type Membership, membershipOf } from './invitationRule.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'
import { startOrder, type Visible, visibleMeetings } from './visibleMeetings.ts'
import { readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { branchPaths, grantsOf, scopeCondition } from '../access.ts'
import type { StoredPlan } from './readPlans.ts'

/** The most that a calendar shows: more than thirty a day nobody reads there. */
const MAX_CALENDAR = 1000
const MAX_CALENDAR_DAYS = 400

const Key = z.tuple([z.int(), MeetingId])

export type ListContext = {
  readonly db: Kysely<Schema>
  readonly account: Account
  readonly now: number
  /** Meetings that somebody is in now. */
  readonly running: readonly MeetingId[]
  readonly phaseOf: (plan: Pick<StoredPlan, 'meetingId' | 'stored' | 'startsAt' | 'endsAt' | 'lobbyMinutes'>) => Phase
}

type Filters = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly unit?: UnitCode | undefined
  readonly q?: string | undefined
  readonly phase?: Phase | undefined
}

/** @throws MeetingError `invalidTime` for days the wrong way round, or more than 400 of them */
export async function calendar(context: ListContext, query: CalendarQuery): Promise<Calendar> {
  const { from, to } = query
  const days = (startOfDay(to) - startOfDay(from)) / DAY_MS
  if (days < 0 || days > MAX_CALENDAR_DAYS)
    throw new MeetingError('invalidTime', `at most ${MAX_CALENDAR_DAYS} days`, { field: 'to' })
  const { db } = context
  const { fitting, startsAt, ...viewer } = await meetingsFor(context, query)
  const rows = await shownOf(
    db,
    fitting
      .orderBy(startsAt)
      .orderBy('meeting.id')
      .limit(MAX_CALENDAR + 1),
  )
  const shown = rows.slice(0, MAX_CALENDAR)
  return { meetings: await toSummaries(context, shown, viewer), more: rows.length > MAX_CALENDAR }
}

/** Soonest first. */
export async function listPlans(context: ListContext, { cursor, limit, ...filters }: PlanQuery): Promise<PlanPage> {
  const { db } = context
  const after = readCursor(Key, cursor)
  const { fitting, total: count, startsAt, ...viewer } = await meetingsFor(context, filters)
  const page = pageAfter(
    fitting,
    (eb) => [
      [startsAt, 'asc'],
      [eb.ref('meeting.id'), 'asc'],
    ],
    after,
    limit,
  )
  const [total, rows] = await Promise.all([count(), shownOf(db, page)])
  const { shown, next } = cutPage(rows, limit, ({ starts_at, id }) => [starts_at, id])
  return { items: await toSummaries(context, shown, viewer), total, next }
}

const columns = [
  'meeting.id',
  'meeting.title',
  'meeting.host_unit_code',
  'meeting.host_unit_name',
  'meeting.starts_at',
  'meeting.ends_at',
  'meeting.phase',
  'meeting.lobby_minutes',
  'meeting.series_id',
  'meeting.rehearsal_of',
] as const

async function meetingsFor({ db, account, now, running }: ListContext, { from, to, unit, q, phase }: Filters) {
  const grants = await grantsOf(db, account.accountId)
  const [reads, managed] = [allowed(grants, 'meeting.read'), allowed(grants, 'meeting.manage')]
  const [readPaths, isWithinManaged, member] = await Promise.all([
    branchPaths(db, reads),
    scopeCondition(db, managed),
    membershipOf(db, account),
  ])
  const visible = await visibleMeetings(db, {
    member,
    branches: readPaths,
    units: [...new Set([...reads.units, ...managed.units])],
  })
  const isManaged = managed.all || managed.branches.length > 0 || managed.units.length > 0
  const startsAt = startOrder(visible)
  let filtered = db
    .selectFrom('meeting')
    .where((eb) =>
      eb.or([eb('phase', '!=', 'draft'), ...(isManaged ? [isWithinManaged(eb.ref('host_unit_code'))] : [])]),
    )
  if (from !== undefined) {
    const start = startOfDay(from)
    filtered = filtered.where(startsAt, '>', start - DAY_MS).where('ends_at', '>', start)
  }
  if (to !== undefined) filtered = filtered.where(startsAt, '<', startOfDay(addDays(to, 1)))
  if (unit !== undefined) {
    filtered = filtered.where((eb) =>
      eb.or([
        eb('host_unit_code', '=', unit),
        eb('meeting.id', 'in', eb.selectFrom('meeting_unit').select('meeting_id').where('unit_code', '=', unit)),
      ]),
    )
  }
  if (q !== undefined) filtered = filtered.where((eb) => matchesWords(eb.ref('meeting.search'), q))
  if (phase !== undefined) {
    const isRunning = running.length > 0 ? [...running] : [MeetingId.parse('-')]
    const stored = ['scheduled', 'open', 'live'] as const
    switch (phase) {
      case 'draft':
      case 'cancelled':
        filtered = filtered.where('phase', '=', phase)
        break
      case 'scheduled':
        filtered = filtered
          .where('phase', '=', 'scheduled')
          .where((eb) => eb('starts_at', '>', eb(eb.val(now), '+', eb('lobby_minutes', '*', 60_000))))
          .where('meeting.id', 'not in', isRunning)
        break
      case 'open':
        filtered = filtered
          .where('phase', 'in', stored)
          .where('ends_at', '>', now - OVERTIME_MS)
          .where((eb) =>
            eb.or([
              eb.and([eb('meeting.id', 'in', isRunning), eb('starts_at', '>', now)]),
              eb.and([
                eb('meeting.id', 'not in', isRunning),
                eb.or([
                  eb('phase', '!=', 'scheduled'),
                  eb('starts_at', '<=', eb(eb.val(now), '+', eb('lobby_minutes', '*', 60_000))),
                ]),
              ]),
            ]),
          )
        break
      case 'live':
        filtered = filtered.where('meeting.id', 'in', isRunning).where('starts_at', '<=', now)
        break
      case 'ended':
        filtered = filtered.where((eb) =>
          eb.or([
            eb('phase', '=', 'ended'),
            eb.and([
              eb('phase', 'in', stored),
              eb('ends_at', '<=', now - OVERTIME_MS),
              eb('meeting.id', 'not in', isRunning),
            ]),
          ]),
        )
        break
      default:
        phase satisfies never
    }
  }
  const fitting = filtered.where((eb) => (reads.all ? sql<SqlBool>`1 = 1` : visible.filter(eb)))
  const total = () => countVisible(filtered, fitting, reads.all ? null : visible.hidden)
  // A month has thousands of meetings, and few hosts.
  const known = new Map<string, boolean>()
  const manages = (path: string): boolean => {
    const is = known.get(path) ?? may(grants, 'meeting.manage', codesOfPath(path))
    known.set(path, is)
    return is
  }
  return { fitting, total, startsAt, member, manages }
}

/** Counts all and takes off the hidden ones, which are few: that is faster than looking at each. */
async function countVisible(
  filtered: SelectQueryBuilder<Schema, 'meeting', object>,
  fitting: SelectQueryBuilder<Schema, 'meeting', object>,
  hidden: Visible['hidden'],
): Promise<number> {
  const count = async (query: typeof filtered) =>
    (await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
  if (hidden === null) return count(fitting)
  const [all, unseen] = await Promise.all([count(filtered), count(filtered.where('meeting.id', 'in', hidden))])
  return all - unseen
}

/** Adds what a row shows of the host unit and the chair: looked up for the rows of a page only. */
function shownOf(db: Kysely<Schema>, page: SelectQueryBuilder<Schema, 'meeting', object>) {
  return (
    db
      .selectFrom(page.select([...columns, 'meeting.chair_account_id']).as('meeting'))
      .innerJoin('unit', 'unit.code', 'meeting.host_unit_code')
      .innerJoin('account as chair', 'chair.id', 'meeting.chair_account_id')
      .select([...columns, 'unit.path as host_path', 'chair.name as chair_name'])
      // A month has thousands: asked of each row by the index, not of a list of their ids.
      .select((eb) =>
        eb
          .selectFrom('meeting_unit')
          .select((units) => units.fn.countAll<number>().as('count'))
          .whereRef('meeting_unit.meeting_id', '=', 'meeting.id')
          .whereRef('meeting_unit.unit_code', '!=', 'meeting.host_unit_code')
          .as('units'),
      )
      .orderBy('meeting.starts_at')
      .orderBy('meeting.id')
      .execute()
  )
}

type SummaryRow = Pick<
  Selectable<Schema['meeting']>,
  | 'id'
  | 'title'
  | 'host_unit_code'
  | 'host_unit_name'
  | 'starts_at'
  | 'ends_at'
  | 'phase'
  | 'lobby_minutes'
  | 'series_id'
  | 'rehearsal_of'
> & {
  readonly host_path: string
  readonly chair_name: string
  readonly units: number | null
}

async function toSummaries(
  { db, phaseOf }: ListContext,
  rows: readonly SummaryRow[],
  { member, manages }: { member: Membership; manages: (path: string) => boolean },
): Promise<PlanSummary[]> {
  const invited = await invitedAmong(db, member, rows)
  return rows.map((row) => ({
    meetingId: row.id,
    title: row.title,
    hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
    chairName: row.chair_name,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    phase: phaseOf({
      meetingId: row.id,
      stored: row.phase,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      lobbyMinutes: row.lobby_minutes,
    }),
    seriesId: row.series_id,
    isRehearsal: row.rehearsal_of !== null,
    units: row.units ?? 0,
    mayManage: manages(row.host_path),
    invited: invited.has(row.id),
  }))
}
