import type { Account, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type {
  Asked,
  Invitation,
  InvitationGroup,
  InvitationPage,
  InvitationQuery,
} from '@diem-cau/signaling-contract/office'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { phaseAt } from '../../domain/office/PlannedMeeting.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { accountInvitee, type Invitee, UNIT_MARK } from '../../domain/office/invitee.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, follows } from '../../db/sql/pages.ts'
import { type EarlierStore, earlierKey } from './EarlierStore.ts'
import { toAnswer } from './toAnswer.ts'

/** Start of the last group of a page, and its series or meeting. */
const Key = z.tuple([z.int(), KeyText])
const CHUNK = 500

export type ListOptions = {
  readonly account: Account
  /** Units for which the account answers. */
  readonly units: readonly UnitCode[]
  /** Units where it plans meetings. */
  readonly manages: readonly UnitCode[]
  readonly now: number
  /** Meetings that somebody is in now: they are not over, whatever the plan says. */
  readonly running: ReadonlySet<MeetingId>
  readonly earlier: EarlierStore
}

type Filters = Pick<z.infer<typeof InvitationQuery>, 'past' | 'open' | 'q'> & {
  readonly meetingIds?: readonly MeetingId[]
}

/** Invitations of the account and of its units: those to come soonest first, those that are over newest first; dates of one series together. */
export async function listInvitations(
  db: Kysely<Schema>,
  query: z.infer<typeof InvitationQuery>,
  options: ListOptions,
): Promise<InvitationPage> {
  const past = query.past === 'true'
  const after = readCursor(Key, query.cursor)
  const filters = { ...query, ...(query.meetingId === undefined ? {} : { meetingIds: [query.meetingId] }) }
  const fitting = invited(db, filters, options)
  const group = sql<string>`coalesce(meeting.series_id, meeting.id)`
  const start = past ? sql<number>`max(meeting.starts_at)` : sql<number>`min(meeting.starts_at)`
  const order = past ? 'desc' : 'asc'
  let groups = fitting.select([group.as('id'), start.as('at')]).groupBy(group)
  if (after)
    groups = groups.having(
      follows(
        [
          [start, order],
          [group, order],
        ],
        after,
      ),
    )
  const [found, { total }] = await Promise.all([
    groups
      .orderBy('at', order)
      .orderBy('id', order)
      .limit(query.limit + 1)
      .execute(),
    fitting
      .select(sql<number>`count(distinct coalesce(meeting.series_id, meeting.id))`.as('total'))
      .executeTakeFirstOrThrow(),
  ])
  const { shown, next } = cutPage(found, query.limit, ({ at, id }) => [at, id])
  const dates =
    shown.length === 0
      ? []
      : await readDates(
          db,
          fitting.where(
            group,
            'in',
            shown.map(({ id }) => id),
          ),
          options,
          order,
        )
  const byGroup = Map.groupBy(dates, ({ meeting }) => meeting.seriesId ?? meeting.meetingId)
  return {
    items: shown.map(({ id }): InvitationGroup => {
      const own = byGroup.get(id) ?? []
      return { seriesId: own[0]?.meeting.seriesId ?? null, dates: own }
    }),
    total,
    next,
  }
}

/** My invitations to these meetings, whenever they are. */
export async function findInvitations(
  db: Kysely<Schema>,
  meetingIds: readonly MeetingId[],
  options: ListOptions,
): Promise<Invitation[]> {
  const found: Invitation[] = []
  for (const ids of inParts(meetingIds, CHUNK))
    found.push(...(await readDates(db, invited(db, { meetingIds: ids }, options), options, 'asc')))
  return found
}

/** Counts meetings to come, a series as one, whose invitation is not answered. */
export async function countUnanswered(db: Kysely<Schema>, options: ListOptions): Promise<number> {
  const { count } = await invited(db, { open: 'true' }, options)
    .select(sql<number>`count(distinct coalesce(meeting.series_id, meeting.id))`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function invited(db: Kysely<Schema>, filters: Filters, { account, units, now, running }: ListOptions) {
  const byName = db
    .selectFrom('meeting_seat')
    .innerJoin('meeting as m', 'm.id', 'meeting_seat.meeting_id')
    .select([
      'meeting_seat.meeting_id',
      sql<UnitCode | null>`null`.as('unit_code'),
      sql<string | null>`null`.as('unit_name'),
      sql<Invitee>`${accountInvitee(account.accountId)}`.as('invitee'),
    ])
    .where('meeting_seat.account_id', '=', account.accountId)
    .whereRef('m.chair_account_id', '!=', 'meeting_seat.account_id')
    .where((eb) => eb.or([eb('m.deputy_account_id', 'is', null), eb('m.deputy_account_id', '!=', account.accountId)]))
    .where((eb) =>
      eb.or([eb('m.secretary_account_id', 'is', null), eb('m.secretary_account_id', '!=', account.accountId)]),
    )
  const byUnit = db
    .selectFrom('meeting_unit')
    .select(['meeting_id', 'unit_code', 'unit_name', sql<Invitee>`${sql.lit(UNIT_MARK)} || unit_code`.as('invitee')])
    .where('unit_code', 'in', units.length > 0 ? [...units] : ['' as UnitCode])
  let fitting = db
    .selectFrom(byName.unionAll(byUnit).as('invited'))
    .innerJoin('meeting', 'meeting.id', 'invited.meeting_id')
    .leftJoin('meeting_answer', (join) =>
      join
        .onRef('meeting_answer.meeting_id', '=', 'invited.meeting_id')
        .onRef('meeting_answer.invitee', '=', 'invited.invitee'),
    )
    .where('meeting.phase', '!=', 'draft')
    // The unit that holds the meeting is no invited one (SPEC 15.6), as `invitedUnits` says; here the meeting is at hand.
    .where((eb) =>
      eb.or([eb('invited.unit_code', 'is', null), eb('invited.unit_code', '!=', eb.ref('meeting.host_unit_code'))]),
    )
  const { meetingIds, past, open, q } = filters
  if (meetingIds !== undefined) fitting = fitting.where('meeting.id', 'in', meetingIds)
  else {
    const ids = [...running]
    fitting = fitting.where((eb) => {
      const isOver = eb.or([eb('meeting.phase', '=', 'ended'), eb('meeting.ends_at', '<=', now)])
      const isHeld = ids.length > 0 ? eb('meeting.id', 'in', ids) : eb.val(false)
      return past === 'true' ? eb.and([isOver, eb.not(isHeld)]) : eb.or([eb.not(isOver), isHeld])
    })
  }
  if (open === 'true')
    fitting = fitting
      .where('meeting_answer.at', 'is', null)
      .where('meeting.phase', 'not in', ['cancelled', 'ended'])
      .where('meeting.ends_at', '>', now)
  if (q !== undefined) fitting = fitting.where((eb) => matchesWords(eb.ref('meeting.search'), q))
  return fitting
}

type Fitting = ReturnType<typeof invited>

/** One invitation a meeting, whether it is mine, my unit's, or both. */
async function readDates(
  db: Kysely<Schema>,
  fitting: Fitting,
  options: ListOptions,
  order: 'asc' | 'desc',
): Promise<Invitation[]> {
  const rows = await selected(fitting)
    .orderBy('meeting.starts_at', order)
    .orderBy('meeting.id', order)
    .orderBy('invited.invitee', 'desc')
    .execute()
  const byMeeting = Map.groupBy(rows, ({ id }) => id)
  const earlier = await options.earlier.of(db, [...byMeeting.keys()], [...new Set(rows.map(({ invitee }) => invitee))])
  return [...byMeeting].flatMap(([meetingId, own]): Invitation[] => {
    const [row] = own
    if (!row) return []
    const asked = own.map(({ unit_code, unit_name, invitee, answer, people, note, answered_by, at }): Asked => ({
      unit: unit_code === null ? null : { code: unit_code, name: unit_name ?? unit_code },
      answer:
        answer === null || people === null || note === null || at === null || answered_by === null
          ? null
          : toAnswer({ answer, people, note, at, answered_by }),
      earlier: earlier.get(earlierKey(meetingId, invitee)) ?? null,
    }))
    return [
      {
        meeting: {
          meetingId,
          title: row.title,
          hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
          chairName: row.chair_name,
          startsAt: row.starts_at,
          endsAt: row.ends_at,
          phase: phaseAt(
            { startsAt: row.starts_at, endsAt: row.ends_at, phase: row.phase, lobbyMinutes: row.lobby_minutes },
            options.now,
            options.running.has(meetingId),
          ),
          seriesId: row.series_id,
          isRehearsal: row.rehearsal_of !== null,
          units: row.unit_count ?? 0,
          mayManage: options.manages.includes(row.host_unit_code),
          invited: true,
        },
        place: row.place,
        cancelReason: row.cancel_reason,
        asked,
        mayAnswer: row.phase !== 'cancelled' && row.phase !== 'ended' && row.ends_at > options.now,
      },
    ]
  })
}

function selected(fitting: Fitting) {
  return fitting
    .innerJoin('account as chair', 'chair.id', 'meeting.chair_account_id')
    .selectAll('meeting')
    .select(['chair.name as chair_name', 'invited.unit_code', 'invited.unit_name', 'invited.invitee'])
    .select([
      'meeting_answer.answer',
      'meeting_answer.people',
      'meeting_answer.note',
      'meeting_answer.answered_by',
      'meeting_answer.at',
    ])
    .select((eb) =>
      eb
        .selectFrom('meeting_unit as all_units')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('all_units.meeting_id', '=', 'meeting.id')
        .whereRef('all_units.unit_code', '!=', 'meeting.host_unit_code')
        .as('unit_count'),
    )
}
