import { localDate, MeetingError, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { InvitedMore, InviteMore } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { accountInvitee, unitInvitee } from '../../domain/office/invitee.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import { insertGuests } from '../meetings/meetingSeatTable.ts'
import { bumpSequence, countMeetingVersion, setInvite, takeMeeting } from '../meetings/meetingTable.ts'
import { insertInvitedUnits } from '../meetings/meetingUnitTable.ts'
import { namesAt } from '../units/namesAt.ts'
import type { PlanContext, PlanDesk } from './PlanDesk.ts'
import { addedTo, changedFields } from './planDiff.ts'
import type { PlanHooks } from './PlanHooks.ts'
import type { PlanActor } from './PlanPapers.ts'
import { readPlan, type StoredPlan } from './readPlans.ts'
import { addGuests } from './writePlans.ts'

/** A plan has so many guests at most. */
const MAX_GUESTS = 100

type Inviting = { readonly office: PlanContext; readonly hooks: PlanHooks; readonly desk: PlanDesk }

/**
 * Invites units and guests besides, also while the meeting runs (SPEC 11.7); the rest of the plan stays as it is. Who is invited
 * already is left out, and the unit that holds the meeting (SPEC 15.6).
 * @throws MeetingError `notFound`, `forbidden`, `meetingEnded`, `invalidInvitation`, `tooLarge`; `badRequest` for a draft
 */
export async function inviteMore(
  { office, hooks, desk }: Inviting,
  actor: PlanActor,
  meetingId: MeetingId,
  asked: InviteMore,
): Promise<InvitedMore> {
  const { db, clock, meetings, audit } = office
  const { after, added } = await inTransaction(db, async (tx) => {
    // Takes the row first: of two who add at once, the second adds to what the first has written.
    await takeMeeting(tx, meetingId, null, clock())
    const before = await mayAdd(tx, { office, desk }, actor, meetingId)
    await write(tx, before, asked, clock())
    const after = (await readPlan(tx, meetingId)) ?? before
    const added = addedTo(before, after)
    if (added.units.length + added.guests.length === 0) return { after, added }
    await countMeetingVersion(tx, meetingId)
    await bumpSequence(tx, [meetingId])
    await hooks.onPlanChanged(tx, {
      meetingIds: [meetingId],
      seriesId: null,
      kind: 'changed',
      fields: changedFields(before, after),
      removed: [],
      added: [
        ...added.units.map(({ code }) => unitInvitee(code)),
        ...added.guests.map(({ guestId }) => accountInvitee(guestId)),
      ],
    })
    await audit.append(tx, actor, {
      action: 'meeting.invitedMore',
      subject: { type: 'meeting', id: meetingId, name: after.title },
      unitCode: after.hostUnit.code,
      details: { units: added.units.map(({ name }) => name), guests: added.guests.map(({ name }) => name) },
    })
    return { after, added }
  })
  noteAdded(meetings, actor, added, meetingId)
  await meetings.replanned([meetingId])
  const { guests } = desk.show(after, true)
  return {
    units: added.units,
    guests: guests.filter(({ guestId }) => added.guests.some((guest) => guest.guestId === guestId)),
  }
}

/** Puts the addition on the record of the meeting, if it is open, with who did it. */
export function noteAdded(
  meetings: Pick<RunningMeetings, 'note'>,
  { account }: PlanActor,
  { units, guests }: ReturnType<typeof addedTo>,
  meetingId: MeetingId,
): void {
  if (units.length + guests.length === 0) return
  meetings.note(meetingId, account.accountId, {
    type: 'invitedMore',
    units: [...units],
    guests: guests.map(({ guestId, name, organisation }) => ({
      participantId: participantIdOf(guestId),
      name,
      organisation,
    })),
  })
}

async function mayAdd(
  tx: Kysely<Schema>,
  { office, desk }: Omit<Inviting, 'hooks'>,
  { account }: PlanActor,
  meetingId: MeetingId,
): Promise<StoredPlan> {
  const { plan, mayManage } = await desk.find(tx, account, meetingId)
  const leads = [plan.chair, plan.deputy, plan.secretary].some((person) => person?.accountId === account.accountId)
  if (!mayManage && !leads && !office.meetings.conducts(meetingId, account.accountId))
    throw new MeetingError('forbidden', `meeting.manage at ${plan.hostUnit.code}`)
  if (plan.stored === 'draft') throw new MeetingError('badRequest', 'a draft is edited')
  const phase = desk.phaseOf(plan)
  if (phase === 'ended' || phase === 'cancelled') throw new MeetingError('meetingEnded', `it is ${phase}`)
  return plan
}

async function write(tx: Kysely<Schema>, plan: StoredPlan, asked: InviteMore, now: number): Promise<void> {
  const { meetingId, hostUnit, units, guests } = plan
  if (guests.length + asked.guests.length > MAX_GUESTS)
    throw new MeetingError('tooLarge', `a meeting has ${MAX_GUESTS} guests at most`, { field: 'guests' })
  const known = new Set([hostUnit.code, ...units.map(({ code }) => code)])
  const codes = [...new Set(asked.units)].filter((code) => !known.has(code))
  await requireOpen(tx, codes)
  const names = await namesAt(tx, localDate(plan.startsAt), codes)
  const last = await tx
    .selectFrom('meeting_unit')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()
  const invited = codes.map((code) => ({ code, name: names.get(code) ?? code }))
  await insertInvitedUnits(tx, [{ meetingId, units: invited, first: (last?.position ?? -1) + 1 }])
  if (codes.length > 0)
    await setInvite(tx, meetingId, [...plan.invite, ...codes.map((code) => ({ type: 'unit' as const, code }))])
  const written = await addGuests(tx, asked.guests, hostUnit.code, now)
  await insertGuests(tx, [{ meetingId, guests: written, hostUnit, first: guests.length }])
}

/** @throws MeetingError `invalidInvitation` with the field, and the names as far as there are any */
async function requireOpen(tx: Kysely<Schema>, codes: readonly UnitCode[]): Promise<void> {
  if (codes.length === 0) return
  const rows = await tx.selectFrom('unit').select(['code', 'name', 'status']).where('code', 'in', codes).execute()
  const unknown = codes.filter((code) => !rows.some((row) => row.code === code))
  const closed = rows.filter(({ status }) => status === 'closed').map(({ name }) => name)
  if (unknown.length + closed.length > 0)
    throw new MeetingError('invalidInvitation', 'units that are not there, or closed', {
      field: 'units',
      issues: [...unknown, ...closed],
    })
}
