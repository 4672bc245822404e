import { DAY_MS, MeetingError } from '@diem-cau/signaling-contract'
import { isInPast, isScheduleTime, type PlanInput } from '@diem-cau/signaling-contract/office'

type Times = { readonly startsAt: number; readonly endsAt: number }

/** @throws MeetingError `invalidTime` with the field that is wrong */
export function checkTimes({ startsAt, endsAt }: Times): void {
  if (!isScheduleTime(startsAt)) throw new MeetingError('invalidTime', 'no such time', { field: 'startsAt' })
  if (!isScheduleTime(endsAt)) throw new MeetingError('invalidTime', 'no such time', { field: 'endsAt' })
  if (endsAt <= startsAt) throw new MeetingError('invalidTime', 'it ends before it starts', { field: 'endsAt' })
  if (endsAt - startsAt > DAY_MS) throw new MeetingError('invalidTime', 'longer than a day', { field: 'endsAt' })
}

/** @throws MeetingError `invalidTime` when people would be invited to what has begun */
export function checkToCome({ startsAt }: Times, now: number): void {
  if (isInPast(startsAt, now)) throw new MeetingError('invalidTime', 'it starts in the past', { field: 'startsAt' })
}

/**
 * Checks what can be told from the plan alone.
 * @throws MeetingError `invalidTime`, `invalidInvitation`, `badRequest`
 */
export function checkPlan(plan: PlanInput): void {
  checkTimes(plan)
  if (plan.deputyId !== null && plan.deputyId === plan.chairId) {
    throw new MeetingError('invalidInvitation', 'nobody is the deputy of themselves', { field: 'deputyId' })
  }
  const items = plan.agenda.map(({ itemId }) => itemId)
  if (new Set(items).size < items.length)
    throw new MeetingError('badRequest', 'two agenda items have the same id', { field: 'agenda' })
  const guests = plan.guests.flatMap(({ guestId }) => guestId ?? [])
  if (new Set(guests).size < guests.length)
    throw new MeetingError('invalidInvitation', 'a guest is named twice', { field: 'guests' })
}
