import { type Account, MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { MinutesPage, MinutesQuery } from '@diem-cau/signaling-contract/office'
import type { Expression, ExpressionBuilder, Kysely, SelectQueryBuilder, SqlBool } from 'kysely'
import { z } from 'zod'
import { allowed } from '../../domain/office/officePermissions.ts'
import { membershipOf } from '../schedule/invitationRule.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { type Visible, visibleMeetings } from '../schedule/visibleMeetings.ts'
import { readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { branchPaths, grantsOf, scopeCondition } from '../access.ts'

const Key = z.tuple([z.int(), MeetingId])

/** Lists minutes that somebody has to write, has to approve, or may read; the last changed first. */
export async function listMinutes(
  db: Kysely<Schema>,
  account: Account,
  { view, q, cursor, limit }: MinutesQuery,
): Promise<MinutesPage> {
  const after = readCursor(Key, cursor)
  // A correction that is being written changes nothing of what is read meanwhile.
  const changedAt = view === 'approved' ? ('minutes.issued_at' as const) : ('minutes.updated_at' as const)
  const { from, hidden } = await minutesFor(db, account, view)
  const searched =
    q === undefined
      ? from
      : from.where((eb) => ofMeeting(eb, (meeting) => matchesWords(meeting.ref('meeting.search'), q)))
  const found = hidden === null ? searched : searched.where('minutes.meeting_id', 'not in', hidden)
  const count = async (query: typeof searched) =>
    (await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
  const page = pageAfter(
    found,
    (eb) => [
      [eb.ref(changedAt), 'desc'],
      [eb.ref('minutes.meeting_id'), 'asc'],
    ],
    after,
    limit,
  )
  const [total, rows] = await Promise.all([
    // Hidden minutes are few, so counting them and all is faster than looking at each.
    hidden === null
      ? count(found)
      : Promise.all([count(searched), count(searched.where('minutes.meeting_id', 'in', hidden))]).then(
          ([all, unseen]) => all - unseen,
        ),
    page
      .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
      .innerJoin('account as chair', 'chair.id', 'minutes.chair_id')
      .select([
        'minutes.meeting_id',
        'minutes.status',
        'minutes.returned_at',
        'minutes.updated_name',
        'minutes.content',
        `${changedAt} as changed_at`,
        'meeting.title',
        'meeting.host_unit_code',
        'meeting.host_unit_name',
        'meeting.starts_at',
        'chair.name as chair_name',
      ])
      .execute(),
  ])
  const { shown, next } = cutPage(rows, limit, ({ changed_at, meeting_id }) => [changed_at ?? 0, meeting_id])
  return {
    items: shown.map((row) => ({
      meetingId: row.meeting_id,
      title: row.title,
      hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
      chairName: row.chair_name,
      startsAt: row.starts_at,
      status: view === 'approved' ? ('approved' as const) : row.status,
      returned: view !== 'approved' && row.status === 'draft' && row.returned_at !== null,
      updatedAt: row.changed_at ?? 0,
      updatedBy: view === 'approved' ? '' : row.updated_name,
      number: readStored(Numbered, row.content).number,
    })),
    total,
    next,
  }
}

const Numbered = z.object({ number: z.string() })

/** `hidden`: ids of meetings that are left out of `from`, where they are the few. */
type Fitting = { readonly from: SelectQueryBuilder<Schema, 'minutes', object>; readonly hidden: Visible['hidden'] }

async function minutesFor(db: Kysely<Schema>, account: Account, view: MinutesQuery['view']): Promise<Fitting> {
  const { accountId } = account
  // The meetings themselves are left out: they are many, and counting needs none of them.
  const all = db.selectFrom('minutes')
  if (view === 'approve')
    return {
      from: all.where('minutes.chair_id', '=', accountId).where('minutes.status', '=', 'submitted'),
      hidden: null,
    }
  const grants = await grantsOf(db, accountId)
  if (view === 'write') {
    const managed = allowed(grants, 'meeting.manage')
    const isManaged = await scopeCondition(db, managed)
    const manages = managed.all || managed.branches.length > 0 || managed.units.length > 0
    const mine = db
      .selectFrom('minutes as open')
      .innerJoin('meeting', 'meeting.id', 'open.meeting_id')
      .select('open.meeting_id')
      .where('open.status', '!=', 'approved')
      .where((eb) =>
        eb.or([
          eb('open.chair_id', '=', accountId),
          eb('meeting.secretary_account_id', '=', accountId),
          eb('meeting.deputy_account_id', '=', accountId),
          ...(manages ? [isManaged(eb.ref('meeting.host_unit_code'))] : []),
        ]),
      )
    return { from: all.where('minutes.meeting_id', 'in', mine), hidden: null }
  }
  const reads = allowed(grants, 'meeting.read')
  const [branches, member] = await Promise.all([branchPaths(db, reads), membershipOf(db, account)])
  const units: UnitCode[] = [...new Set([...reads.units, ...allowed(grants, 'meeting.manage').units])]
  const visible = await visibleMeetings(db, { member, branches, units })
  const approved = all.where('minutes.issued_at', 'is not', null)
  if (reads.all || visible.everything) return { from: approved, hidden: null }
  if (visible.hidden !== null) return { from: approved, hidden: visible.hidden }
  // Few meetings are found by their ids; of many each is looked at in turn.
  const from = visible.isNarrow
    ? approved.where('minutes.meeting_id', 'in', db.selectFrom('meeting').select('meeting.id').where(visible.filter))
    : approved.where((eb) => ofMeeting(eb, visible.filter))
  return { from, hidden: null }
}

function ofMeeting(
  eb: ExpressionBuilder<Schema, 'minutes'>,
  is: (meeting: ExpressionBuilder<Schema, 'meeting'>) => Expression<SqlBool>,
): Expression<SqlBool> {
  return eb.exists(
    eb.selectFrom('meeting').select('meeting.id').whereRef('meeting.id', '=', 'minutes.meeting_id').where(is),
  )
}
