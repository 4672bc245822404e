import { randomBytes } from 'node:crypto'
import {
  AccountId,
  foldText,
  MeetingError,
  MeetingId,
  meetingLimits,
  type Phase,
  type UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import type { GuestInput, PlanInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { AccountStore } from '../../auth/AccountStore.ts'
import { disableLeftGuests, editGuest } from '../../auth/accountTable.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import type { ResolvedPlan } from './resolvePlan.ts'

/** One meeting that a plan is to be written to. */
export type Target = {
  readonly meetingId: MeetingId
  readonly isNew: boolean
  readonly startsAt: number
  readonly endsAt: number
  readonly phase: Phase
  readonly seriesId: string | null
  readonly recurrenceAt: number | null
  readonly isException: boolean
  readonly rehearsalOf: MeetingId | null
}

export type PlanWrite = {
  readonly plan: PlanInput
  readonly resolved: ResolvedPlan
  readonly guests: readonly WrittenGuest[]
  readonly by: AccountId
  readonly now: number
}

export type WrittenGuest = { readonly accountId: AccountId; readonly name: string; readonly organisation: string }

/** Rows of meetings × invited units that one request may write. */
const MAX_INVITATIONS = 300_000
const CHUNK = 500

export function newMeetingId(): MeetingId {
  return MeetingId.parse(`m.${randomBytes(9).toString('base64url')}`)
}

export function newSeriesId(): string {
  return `s.${randomBytes(9).toString('base64url')}`
}

/**
 * Writes the plan to all of these meetings, each with its own times. Part of a transaction.
 * @throws MeetingError `tooManyUnits` for one meeting, `tooLarge` for all together
 */
export async function writePlans(tx: Kysely<Schema>, targets: readonly Target[], write: PlanWrite): Promise<void> {
  const { plan, resolved, guests, by, now } = write
  if (targets.some(({ startsAt }) => resolved.day(startsAt).units.length > meetingLimits.units))
    throw new MeetingError('tooManyUnits', 'too many units in one meeting', { field: 'invite' })
  const invitations = targets.reduce((sum, { startsAt }) => sum + resolved.day(startsAt).units.length, 0)
  if (invitations > MAX_INVITATIONS)
    throw new MeetingError('tooLarge', 'too many meetings of too many units', { field: 'invite' })
  const common = {
    title: plan.title,
    description: plan.description,
    host_unit_code: plan.hostUnitCode,
    place: plan.place,
    chair_account_id: plan.chairId,
    deputy_account_id: plan.deputyId,
    secretary_account_id: plan.secretaryId,
    settings: JSON.stringify(plan.settings),
    lobby_minutes: plan.settings.lobbyMinutes,
    invite: JSON.stringify(plan.invite),
    updated_at: now,
  }
  const own = (target: Target) => {
    const hostName = resolved.day(target.startsAt).nameOf(plan.hostUnitCode)
    return {
      host_unit_name: hostName,
      starts_at: target.startsAt,
      ends_at: target.endsAt,
      phase: target.phase,
      series_id: target.seriesId,
      recurrence_at: target.recurrenceAt,
      is_exception: target.isException ? 1 : 0,
      rehearsal_of: target.rehearsalOf,
      search: foldText(`${plan.title} ${hostName} ${resolved.chairName}`),
    }
  }
  await insertMany(
    tx,
    'meeting',
    targets
      .filter(({ isNew }) => isNew)
      .map((target) => ({ ...common, ...own(target), id: target.meetingId, demo: 0, created_by: by, created_at: now })),
  )
  for (const target of targets.filter(({ isNew }) => !isNew)) {
    await tx
      .updateTable('meeting')
      .set((eb) => ({ ...common, ...own(target), version: eb('version', '+', 1) }))
      .where('id', '=', target.meetingId)
      .execute()
  }
  await removeChildren(
    tx,
    targets.filter(({ isNew }) => !isNew).map(({ meetingId }) => meetingId),
  )
  await insertMany(
    tx,
    'agenda_item',
    targets.flatMap(({ meetingId }) =>
      plan.agenda.map(({ itemId, title, presenter, minutes }, position) => ({
        meeting_id: meetingId,
        item_id: itemId,
        position,
        title,
        presenter,
        minutes,
      })),
    ),
  )
  await insertMany(
    tx,
    'meeting_unit',
    targets.flatMap(({ meetingId, startsAt }) =>
      resolved.day(startsAt).units.map(({ code, name }, position) => ({
        meeting_id: meetingId,
        unit_code: code,
        unit_name: name,
        position,
      })),
    ),
  )
  await insertMany(
    tx,
    'meeting_seat',
    targets.flatMap(({ meetingId, startsAt }) => {
      const { nameOf } = resolved.day(startsAt)
      const named = resolved.seats.map(({ accountId, seat, unitCode }) => ({
        meeting_id: meetingId,
        account_id: accountId,
        seat,
        unit_code: unitCode,
        unit_name: nameOf(unitCode),
      }))
      const host = { code: plan.hostUnitCode, name: nameOf(plan.hostUnitCode) }
      return [...named, ...guestRows(meetingId, guests, host).seats]
    }),
  )
  await insertMany(
    tx,
    'meeting_guest',
    targets.flatMap(({ meetingId }) => guestRows(meetingId, guests, { code: plan.hostUnitCode, name: '' }).guests),
  )
}

/**
 * Guests of a meeting as they are stored. They are there to speak. They are on record at the unit that invites them; where they are
 * from is with the guest.
 * @param first position among the guests
 */
export function guestRows(meeting_id: MeetingId, guests: readonly WrittenGuest[], host: UnitRef, first = 0) {
  return {
    seats: guests.map(({ accountId }) => ({
      meeting_id,
      account_id: accountId,
      seat: 'guest' as const,
      unit_code: host.code,
      unit_name: host.name,
    })),
    guests: guests.map(({ accountId, organisation }, n) => ({
      meeting_id,
      account_id: accountId,
      organisation,
      position: first + n,
    })),
  }
}

async function removeChildren(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<void> {
  for (const part of inParts(ids, CHUNK)) {
    for (const table of ['agenda_item', 'meeting_unit', 'meeting_seat', 'meeting_guest'] as const) {
      await tx.deleteFrom(table).where('meeting_id', 'in', part).execute()
    }
  }
}

/** Drafts are gone as if they had never been; what hangs on them goes with them. */
export async function deletePlans(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<void> {
  const guests: AccountId[] = []
  for (const part of inParts(ids, CHUNK)) {
    for (const { account_id } of await tx
      .selectFrom('meeting_guest')
      .select('account_id')
      .distinct()
      .where('meeting_id', 'in', part)
      .execute())
      guests.push(account_id)
    await tx
      .deleteFrom('paper_version')
      .where('paper_id', 'in', tx.selectFrom('paper').select('id').where('meeting_id', 'in', part))
      .execute()
    for (const table of [
      'paper',
      'meeting_answer',
      'invitation_before',
      'inbox',
      'meeting_room',
      'meeting_reminder',
    ] as const) {
      await tx.deleteFrom(table).where('meeting_id', 'in', part).execute()
    }
    await removeChildren(tx, part)
    await tx.deleteFrom('meeting').where('id', 'in', part).execute()
  }
  await disableLeftGuests(tx, guests)
}

/**
 * The accounts of a plan's named guests: those that it knows, and new ones.
 * @param known ids of the meeting's guests
 * @throws MeetingError `invalidInvitation` for a guest of another meeting
 */
export async function writeGuests(
  tx: Kysely<Schema>,
  plan: PlanInput,
  known: ReadonlySet<string>,
  now: number,
): Promise<WrittenGuest[]> {
  const written = plan.guests.map((guest) => {
    if (guest.guestId !== null && !known.has(guest.guestId))
      throw new MeetingError('invalidInvitation', 'no guest of this meeting', { field: 'guests' })
    return { ...guest, accountId: guest.guestId === null ? newGuestId() : AccountId.parse(guest.guestId) }
  })
  await addAccounts(
    tx,
    written.filter(({ guestId }) => guestId === null),
    plan.hostUnitCode,
    now,
  )
  for (const { accountId, name, organisation, email } of written.filter(({ guestId }) => guestId !== null)) {
    await editGuest(tx, accountId, { name, organisation, email })
  }
  return written
}

/** Accounts of guests who are new to the meeting. */
export async function addGuests(
  tx: Kysely<Schema>,
  guests: readonly NewGuest[],
  unitCode: UnitCode,
  now: number,
): Promise<WrittenGuest[]> {
  const written = guests.map((guest) => ({ ...guest, accountId: newGuestId() }))
  await addAccounts(tx, written, unitCode, now)
  return written
}

type NewGuest = Omit<GuestInput, 'guestId'>

async function addAccounts(
  tx: Kysely<Schema>,
  guests: readonly (NewGuest & { readonly accountId: AccountId })[],
  unitCode: UnitCode,
  now: number,
): Promise<void> {
  await new AccountStore(tx).add(
    guests.map(({ accountId, name, organisation, email }) => ({
      id: accountId,
      kind: 'guest' as const,
      login: '',
      name,
      unitCode,
      passwordHash: '',
      position: organisation,
      email,
    })),
    now,
  )
}

const newGuestId = (): AccountId => AccountId.parse(`a.${randomBytes(9).toString('base64url')}`)
