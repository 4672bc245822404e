import { type Account, MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { Invitation, InvitationPage, InvitationQuery } from '@diem-cau/signaling-contract/office'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { phaseAt } from '../../domain/Schedule.ts'
import { matchesWords } from '../../store/matchesWords.ts'
import type { Schema } from '../../store/schema.ts'
import { KeyText, readCursor, writeCursor } from '../Cursor.ts'
import { toAnswer } from './AnswerStore.ts'

/** When the last meeting of a page starts, its id, and who is invited. */
const Key = z.tuple([z.int(), MeetingId, KeyText])

export type ListOptions = {
  readonly account: Account
  /** Units for which the account answers. */
  readonly units: readonly UnitCode[]
  /** Units where it plans meetings. */
  readonly manages: readonly UnitCode[]
  readonly now: number
  readonly running: (meetingId: MeetingId) => boolean
}

/** Invitations of the account and of its units: those to come soonest first, those that are over newest first. */
export async function listInvitations(
  db: Kysely<Schema>,
  query: z.infer<typeof InvitationQuery>,
  options: ListOptions,
): Promise<InvitationPage> {
  const { account, units, now } = options
  const past = query.past === 'true'
  const after = readCursor(Key, query.cursor)
  const byName = db
    .selectFrom('meeting_seat')
    .innerJoin('meeting as m', 'm.id', 'meeting_seat.meeting_id')
    .select(['meeting_seat.meeting_id', sql<UnitCode | null>`null`.as('unit_code'), sql<string | null>`null`.as('unit_name'), sql<string>`${`a:${account.accountId}`}`.as('invitee')])
    .where('meeting_seat.account_id', '=', account.accountId)
    .whereRef('m.chair_account_id', '!=', 'meeting_seat.account_id')
    .where((eb) => eb.or([eb('m.deputy_account_id', 'is', null), eb('m.deputy_account_id', '!=', account.accountId)]))
    .where((eb) => eb.or([eb('m.secretary_account_id', 'is', null), eb('m.secretary_account_id', '!=', account.accountId)]))
  const byUnit = db
    .selectFrom('meeting_unit')
    .select(['meeting_id', 'unit_code', 'unit_name', sql<string>`'u:' || unit_code`.as('invitee')])
    .where('unit_code', 'in', units.length > 0 ? [...units] : ['' as UnitCode])
  let fitting = db
    .selectFrom(byName.unionAll(byUnit).as('invited'))
    .innerJoin('meeting', 'meeting.id', 'invited.meeting_id')
    .leftJoin('meeting_answer', (join) => join.onRef('meeting_answer.meeting_id', '=', 'invited.meeting_id').onRef('meeting_answer.invitee', '=', 'invited.invitee'))
    .where('meeting.phase', '!=', 'draft')
  fitting = query.meetingId === undefined ? fitting.where('meeting.ends_at', past ? '<=' : '>', now) : fitting.where('meeting.id', '=', query.meetingId)
  if (query.open === 'true') fitting = fitting.where('meeting_answer.at', 'is', null).where('meeting.phase', '!=', 'cancelled')
  const { q } = query
  if (q !== undefined) fitting = fitting.where((eb) => matchesWords(eb.ref('meeting.search'), q))
  const order = past ? 'desc' : 'asc'
  const beyond = past ? '<' : '>'
  let rest = fitting
    .innerJoin('account as chair', 'chair.id', 'meeting.chair_account_id')
    .selectAll('meeting')
    .select(['chair.name as chair_name', 'invited.unit_code', 'invited.unit_name', 'invited.invitee'])
    .select(['meeting_answer.answer', 'meeting_answer.people', 'meeting_answer.note', 'meeting_answer.answered_by', 'meeting_answer.at'])
    .select((eb) => eb.selectFrom('meeting_unit as all_units').select((inner) => inner.fn.countAll<number>().as('count')).whereRef('all_units.meeting_id', '=', 'meeting.id').as('unit_count'))
    .orderBy('meeting.starts_at', order)
    .orderBy('meeting.id', order)
    .orderBy('invited.invitee', order)
    .limit(query.limit + 1)
  if (after) {
    const [at, id, invitee] = after
    rest = rest.where((eb) =>
      eb.or([
        eb('meeting.starts_at', beyond, at),
        eb.and([eb('meeting.starts_at', '=', at), eb('meeting.id', beyond, id)]),
        eb.and([eb('meeting.starts_at', '=', at), eb('meeting.id', '=', id), eb('invited.invitee', beyond, invitee)]),
      ]),
    )
  }
  const [rows, { total }] = await Promise.all([
    rest.execute(),
    fitting.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  const shown = rows.slice(0, query.limit)
  const items = shown.map((row): Invitation => {
    const phase = phaseAt({ startsAt: row.starts_at, endsAt: row.ends_at, phase: row.phase, lobbyMinutes: row.lobby_minutes }, now, options.running(row.id))
    const { answer, people, note, answered_by, at } = row
    return {
      meeting: {
        meetingId: row.id,
        title: row.title,
        hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
        chairName: row.chair_name,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        phase,
        seriesId: row.series_id,
        isRehearsal: row.rehearsal_of !== null,
        units: row.unit_count ?? 0,
        mayManage: options.manages.includes(row.host_unit_code),
        invited: true,
      },
      unit: row.unit_code === null ? null : { code: row.unit_code, name: row.unit_name ?? row.unit_code },
      answer:
        answer === null || people === null || note === null || at === null || answered_by === null
          ? null
          : toAnswer({ answer, people, note, at, answered_by }),
      mayAnswer: row.phase !== 'cancelled' && row.phase !== 'ended' && row.ends_at > now,
    }
  })
  const last = shown.at(-1)
  return {
    items,
    total,
    next: rows.length > shown.length && last ? writeCursor([last.starts_at, last.id, last.invitee]) : null,
  }
}
