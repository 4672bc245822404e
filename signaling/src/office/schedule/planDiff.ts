import type { AccountId } from '@diem-cau/signaling-contract'
import { accountInvitee, type Invitee, unitInvitee } from '../../domain/office/invitee.ts'
import type { StoredPlan } from './readPlans.ts'
import type { PlanField } from './PlanHooks.ts'

/** The facts of a plan that the invited are told, in one form for comparison. */
function factsOf(plan: StoredPlan): Record<PlanField, string> {
  const text = (value: unknown) => JSON.stringify(value)
  return {
    title: plan.title,
    time: text([plan.startsAt, plan.endsAt]),
    place: plan.place,
    chair: plan.chair.accountId,
    deputy: plan.deputy?.accountId ?? '',
    secretary: plan.secretary?.accountId ?? '',
    hostUnit: plan.hostUnit.code,
    description: plan.description,
    agenda: text(plan.agenda.map(({ itemId, title, presenter, minutes }) => [itemId, title, presenter, minutes])),
    units: text(plan.units.map(({ code }) => code).toSorted()),
    people: text(plan.people.map(({ accountId, seat }) => `${accountId} ${seat}`).toSorted()),
    guests: text(
      plan.guests
        .map(({ guestId, name, organisation, email }) => text([guestId, name, organisation, email]))
        .toSorted(),
    ),
  }
}

/** Lists the changed fields that the invited must be told; settings and the like are not among them. */
export function changedFields(before: StoredPlan, after: StoredPlan): PlanField[] {
  const [a, b] = [factsOf(before), factsOf(after)]
  return planFields.filter((field) => a[field] !== b[field])
}

const planFields: readonly PlanField[] = [
  'title',
  'time',
  'place',
  'chair',
  'deputy',
  'secretary',
  'hostUnit',
  'description',
  'agenda',
  'units',
  'people',
  'guests',
]

/** Invitees as the table meeting_answer names them. */
export function inviteesOf({ chair, deputy, secretary, people, guests, units }: StoredPlan): Set<Invitee> {
  const accounts: (AccountId | undefined)[] = [chair, deputy, secretary, ...people].map((person) => person?.accountId)
  return new Set([
    ...units.map(({ code }) => unitInvitee(code)),
    ...[...accounts, ...guests.map(({ guestId }) => guestId)].flatMap((id) =>
      id === undefined ? [] : [accountInvitee(id)],
    ),
  ])
}

/** Units and guests who are invited only since. */
export function addedTo(before: StoredPlan, after: StoredPlan): Pick<StoredPlan, 'units' | 'guests'> {
  const then = inviteesOf(before)
  return {
    units: after.units.filter(({ code }) => !then.has(unitInvitee(code))),
    guests: after.guests.filter(({ guestId }) => !then.has(accountInvitee(guestId))),
  }
}
