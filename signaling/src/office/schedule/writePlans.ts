import { randomBytes } from 'node:crypto'
import {
  AccountId,
  MeetingError,
  MeetingId,
  meetingLimits,
  type Phase,
  type UnitCode,
} from '@diem-cau/signaling-contract'
import type { GuestInput, PlanInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { AccountStore } from '../../auth/AccountStore.ts'
import { disableLeftGuests, editGuest } from '../../auth/accountTable.ts'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import { deleteAgendas, insertAgendas } from '../meetings/agendaTable.ts'
import { deleteAnswers } from '../meetings/answerTable.ts'
import { deleteBefore } from '../meetings/invitationBeforeTable.ts'
import { deleteSeats, insertGuests, insertSeats } from '../meetings/meetingSeatTable.ts'
import { deleteMeetings, insertMeetings, type MeetingEntry, replaceMeeting } from '../meetings/meetingTable.ts'
import { deleteInvitedUnits, insertInvitedUnits } from '../meetings/meetingUnitTable.ts'
import { deleteReminders } from '../meetings/reminderTable.ts'
import { deleteRoomPeople } from '../meetings/roomPeopleTable.ts'
import type { PlanHooks } from './PlanHooks.ts'
import type { PlanActor, PlanPapers } from './PlanPapers.ts'
import type { ResolvedPlan } from './resolvePlan.ts'

/** A meeting that a plan is written to: the only one, or one of a series. */
export type Occurrence = {
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

/**
 * Writes the plan to all of these meetings, each with its own times. Part of a transaction.
 * @throws MeetingError `tooManyUnits` for one meeting, `tooLarge` for all together
 */
export async function writePlans(
  tx: Kysely<Schema>,
  occurrences: readonly Occurrence[],
  write: PlanWrite,
): Promise<void> {
  const { plan, resolved, guests, by, now } = write
  if (occurrences.some(({ startsAt }) => resolved.day(startsAt).units.length > meetingLimits.units))
    throw new MeetingError('tooManyUnits', 'too many units in one meeting', { field: 'invite' })
  const invitations = occurrences.reduce((sum, { startsAt }) => sum + resolved.day(startsAt).units.length, 0)
  if (invitations > MAX_INVITATIONS)
    throw new MeetingError('tooLarge', 'too many meetings of too many units', { field: 'invite' })
  const entryOf = (occurrence: Occurrence): MeetingEntry => ({
    ...occurrence,
    title: plan.title,
    description: plan.description,
    hostUnit: { code: plan.hostUnitCode, name: resolved.day(occurrence.startsAt).nameOf(plan.hostUnitCode) },
    place: plan.place,
    chairId: plan.chairId,
    chairName: resolved.chairName,
    deputyId: plan.deputyId,
    secretaryId: plan.secretaryId,
    settings: plan.settings,
    invite: plan.invite,
  })
  const [added, known] = [occurrences.filter(({ isNew }) => isNew), occurrences.filter(({ isNew }) => !isNew)]
  await insertMeetings(tx, added.map(entryOf), { by, now })
  for (const occurrence of known) await replaceMeeting(tx, entryOf(occurrence), now)
  await removeChildren(
    tx,
    known.map(({ meetingId }) => meetingId),
  )
  await insertAgendas(
    tx,
    occurrences.map(({ meetingId }) => ({ meetingId, agenda: plan.agenda })),
  )
  await insertInvitedUnits(
    tx,
    occurrences.map(({ meetingId, startsAt }) => ({ meetingId, units: resolved.day(startsAt).units })),
  )
  await insertSeats(
    tx,
    occurrences.flatMap(({ meetingId, startsAt }) => {
      const { nameOf } = resolved.day(startsAt)
      return resolved.seats.map(({ accountId, seat, unitCode }) => ({
        meetingId,
        accountId,
        seat,
        unit: { code: unitCode, name: nameOf(unitCode) },
      }))
    }),
  )
  await insertGuests(
    tx,
    occurrences.map((occurrence) => ({
      meetingId: occurrence.meetingId,
      guests,
      hostUnit: entryOf(occurrence).hostUnit,
    })),
  )
}

async function removeChildren(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<void> {
  for (const part of inParts(ids, CHUNK)) {
    await deleteAgendas(tx, part)
    await deleteInvitedUnits(tx, part)
    await deleteSeats(tx, part)
  }
}

/** Drafts are gone as if they had never been; what hangs on them goes with them. */
export async function deletePlans(
  tx: Kysely<Schema>,
  ids: readonly MeetingId[],
  { hooks, papers, actor }: { readonly hooks: PlanHooks; readonly papers: PlanPapers; readonly actor: PlanActor },
): Promise<void> {
  const guests: AccountId[] = []
  for (const part of inParts(ids, CHUNK)) {
    for (const { account_id } of await tx
      .selectFrom('meeting_guest')
      .select('account_id')
      .distinct()
      .where('meeting_id', 'in', part)
      .execute())
      guests.push(account_id)
    await papers.forget(tx, actor, part)
    await hooks.onDraftsDeleted(tx, part)
    await deleteAnswers(tx, part)
    await deleteBefore(tx, part, null)
    await deleteRoomPeople(tx, part)
    await deleteReminders(tx, part)
    await removeChildren(tx, part)
    await deleteMeetings(tx, part)
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
