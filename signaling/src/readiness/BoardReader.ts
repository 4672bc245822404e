import { type Account, type AccountId, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import type { Board, BoardMeeting, BoardRoom, ReadyCount } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Allowed } from '../domain/office/officePermissions.ts'
import { stateOf } from '../domain/readiness/stateOf.ts'
import { mayAt, scopeOf } from '../office/access.ts'
import type { RunningMeetings } from '../office/RunningMeetings.ts'
import type { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { nextStarts } from './nextStarts.ts'
import { COPIED_SHOWN_MS } from './ReadinessDesk.ts'
import { type OfficeRoom, readRooms } from './readRooms.ts'
import { type Rehearsal, rehearsalOf } from './rehearsalOf.ts'
import { type Known, ReadinessStore } from './store/ReadinessStore.ts'
import { type ToldOfRoom, toldOfRooms } from './toldOfRooms.ts'

const DAY_MS = 86_400_000
/** Meetings to choose from. */
const MAX_MEETINGS = 30

export type BoardContext = {
  readonly db: Kysely<Schema>
  readonly clock: () => number
  readonly meetings: Pick<RunningMeetings, 'isIn'>
  readonly schedules: Pick<ScheduleStore, 'listFor'>
}

export type BoardAsk = { readonly meeting?: MeetingId | undefined; readonly all: boolean }

/** What the board shows, for whoever may see it (SPEC 18.24). */
export class BoardReader {
  readonly #context: BoardContext

  constructor(context: BoardContext) {
    this.#context = context
  }

  /** @throws MeetingError `forbidden` for who sees no room, `notFound` for a meeting that is not theirs */
  async board(account: Account, ask: BoardAsk): Promise<Board> {
    const { db, clock, schedules } = this.#context
    const now = clock()
    const listed = await schedules.listFor(account, now)
    const meetings = listed
      .map(({ planned }) => planned)
      .filter(({ phase, endsAt }) => (phase === 'scheduled' || phase === 'open' || phase === 'live') && endsAt > now)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .slice(0, MAX_MEETINGS)
      .map(({ meetingId, title, startsAt }) => ({ meetingId, title, startsAt }))
    const soon = meetings.find(({ startsAt }) => startsAt < now + DAY_MS)?.meetingId
    const wanted = ask.meeting ?? (ask.all ? undefined : soon)
    const scope = await roomScope(db, account)
    const meeting = wanted === undefined ? null : await this.#meeting(account, wanted, now)
    // Who conducts a meeting sees all of its rooms, whoever's they are.
    const sees = meeting?.isConductor ? null : scope
    if (sees === 'none') throw new MeetingError('forbidden', 'room.read')
    const rooms = await readRooms(db, { scope: sees, meetingId: wanted })
    // A meeting that none of one's rooms is invited to is not told of.
    if (meeting && !meeting.isConductor && rooms.length === 0) throw new MeetingError('notFound')
    return {
      now,
      meeting: meeting?.shown ?? null,
      meetings,
      rooms: await this.#shown(rooms, meeting, now),
      mayAct: await mayActAnywhere(db, account),
    }
  }

  /** @throws MeetingError `notFound` when one may not see its rooms */
  async count(account: Account, meetingId: MeetingId): Promise<ReadyCount> {
    const { rooms } = await this.board(account, { meeting: meetingId, all: false })
    return countOf(rooms)
  }

  /** @throws MeetingError `notFound` */
  async room(account: Account, roomId: AccountId, meetingId: MeetingId | undefined): Promise<BoardRoom> {
    const { db, clock } = this.#context
    const now = clock()
    const scope = await roomScope(db, account)
    const meeting = meetingId === undefined ? null : await this.#meeting(account, meetingId, now)
    const found = meeting?.isConductor
      ? await readRooms(db, { scope: null, meetingId, roomId })
      : scope === 'none'
        ? []
        : await readRooms(db, { scope, roomId })
    const [shown] = await this.#shown(found, meeting, now)
    if (!shown) throw new MeetingError('notFound')
    return shown
  }

  async #meeting(
    account: Account,
    meetingId: MeetingId,
    now: number,
  ): Promise<{ shown: BoardMeeting; rehearsal: Rehearsal | null; isConductor: boolean }> {
    const { db } = this.#context
    const row = await db
      .selectFrom('meeting')
      .select([
        'title',
        'starts_at',
        'ends_at',
        'host_unit_code',
        'host_unit_name',
        'phase',
        'chair_account_id',
        'deputy_account_id',
        'secretary_account_id',
      ])
      .where('id', '=', meetingId)
      .executeTakeFirst()
    if (!row || row.phase === 'draft') throw new MeetingError('notFound')
    const isNamed = [row.chair_account_id, row.deputy_account_id, row.secretary_account_id].includes(account.accountId)
    const mayManage = await mayAt(db, account, 'meeting.manage', row.host_unit_code)
    const isConductor = isNamed || mayManage
    if (!isConductor && (await roomScope(db, account)) === 'none') throw new MeetingError('notFound')
    const rehearsal = await rehearsalOf(db, meetingId, now)
    return {
      isConductor,
      rehearsal,
      shown: {
        meetingId,
        title: row.title,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
        mayAsk: isConductor || (await mayAt(db, account, 'operations.act', row.host_unit_code)),
        mayRehearse: mayManage && row.starts_at > now,
        rehearsal: rehearsal?.meeting ?? null,
      },
    }
  }

  async #shown(
    rooms: readonly OfficeRoom[],
    meeting: { readonly shown: BoardMeeting; readonly rehearsal: Rehearsal | null } | null,
    now: number,
  ): Promise<BoardRoom[]> {
    const { db, meetings } = this.#context
    const [known, told, starts] = await Promise.all([
      new ReadinessStore(db).list(rooms.map(({ roomId }) => roomId)),
      toldOfRooms(db, rooms),
      nextStarts(db, now),
    ])
    return rooms.map((room) =>
      shownRoom(room, known.get(room.roomId) ?? null, {
        told: told(room.roomId),
        inMeeting: meetings.isIn(room.roomId),
        startsAt: meeting?.shown.startsAt ?? starts.get(room.roomId) ?? null,
        rehearsal: meeting?.rehearsal?.resultOf(room.roomId) ?? null,
        now,
      }),
    )
  }
}

function countOf(rooms: readonly { readonly health: Health }[]): ReadyCount {
  const of = (health: Health) => rooms.filter((room) => room.health === health).length
  const [good, weak] = [of('good'), of('weak')]
  return { ready: good + weak, weak, bad: of('bad'), unknown: of('unknown'), rooms: rooms.length }
}

function shownRoom(
  { path: _path, ...room }: OfficeRoom,
  known: Known | null,
  around: {
    readonly told: ToldOfRoom
    readonly inMeeting: boolean
    readonly startsAt: number | null
    readonly rehearsal: BoardRoom['rehearsal']
    readonly now: number
  },
): BoardRoom {
  const { told, inMeeting, startsAt, rehearsal, now } = around
  const { enrolledAt, ...shown } = room
  const state = stateOf(
    {
      enrolledAt,
      lastSeenAt: room.lastSeenAt,
      inMeeting,
      testedAt: known?.testedAt ?? null,
      wholeAt: known?.wholeAt ?? null,
      health: known?.health ?? 'unknown',
      reasons: known?.reasons ?? [],
      since: known?.since ?? null,
    },
    startsAt,
    now,
  )
  const copiedAt = known?.copiedAt ?? null
  return {
    ...shown,
    health: state.health,
    reasons: [...state.reasons],
    since: state.since,
    testedAt: known?.testedAt ?? null,
    inMeeting,
    askedAt: known?.askedAt ?? null,
    helpAt: known?.helpAt ?? null,
    copiedAt: copiedAt !== null && now - copiedAt < COPIED_SHOWN_MS ? copiedAt : null,
    told: [...told.told],
    seenAt: told.seenAt,
    seenBy: told.seenBy,
    rehearsal,
  }
}

/** Where somebody sees rooms. */
async function roomScope(db: Kysely<Schema>, account: Account): Promise<Allowed | 'none'> {
  try {
    return await scopeOf(db, account, 'room.read')
  } catch (error) {
    if (error instanceof MeetingError && error.code === 'forbidden') return 'none'
    throw error
  }
}

async function mayActAnywhere(db: Kysely<Schema>, account: Account): Promise<boolean> {
  try {
    await scopeOf(db, account, 'operations.act')
    return true
  } catch (error) {
    if (error instanceof MeetingError && error.code === 'forbidden') return false
    throw error
  }
}
