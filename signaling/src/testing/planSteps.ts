import { DAY_MS, localDate, type MeetingId } from '@diem-cau/signaling-contract'
import type { EditPlan, Plan, PlanInput } from '@diem-cau/signaling-contract/office'
import { seriesRows } from '../office/schedule/editSeries.ts'
import { planInput, type PlanOffice } from './planOffice.ts'

export const WEEK = 7 * DAY_MS
export const HOUR = 3_600_000

/** A recurrence on Mondays, so many times. */
export const weekly = (count: number) => ({ recurrence: { rrule: `FREQ=WEEKLY;BYDAY=MO;COUNT=${count}`, except: [] } })
/** The secretary plans a meeting. */
export const create = (office: PlanOffice, plan: Partial<PlanInput> = {}, draft = false) =>
  office.planner.create(office.as('secretary'), { draft, plan: planInput(plan) })
/** The secretary changes it, this one alone unless told otherwise. */
export const edit = (office: PlanOffice, plan: Plan, changes: Partial<PlanInput>, options: Partial<EditPlan> = {}) =>
  office.planner.edit(office.as('secretary'), plan.meetingId, {
    version: plan.version,
    scope: 'this',
    draft: false,
    plan: planInput({ startsAt: plan.startsAt, endsAt: plan.endsAt, ...changes }),
    ...options,
  })
/** The plan as somebody sees it. */
export const view = (office: PlanOffice, name: string, meetingId: MeetingId) =>
  office.planner.desk.view(office.store.db, office.as(name).account, meetingId)
/** SEQUENCE of its iCalendar events. */
export const sequenceOf = async (office: PlanOffice, meetingId: MeetingId) =>
  (await office.store.db.selectFrom('meeting').select('sequence').where('id', '=', meetingId).executeTakeFirstOrThrow())
    .sequence
/** The audit log holds these actions, oldest first. */
export const actions = async (office: PlanOffice) =>
  (await office.store.db.selectFrom('audit').select('action').orderBy('id').execute()).map(({ action }) => action)
/** Days of those meetings of a series that are not cancelled. */
export const daysOf = async (office: PlanOffice, seriesId: string) =>
  (await seriesRows(office.store.db, seriesId))
    .filter(({ phase }) => phase !== 'cancelled')
    .map(({ startsAt }) => localDate(startsAt))
/** The plan of the nth meeting of a series, the first being 0. */
export const at = async (office: PlanOffice, first: Plan, n: number): Promise<Plan> => {
  const row = (await seriesRows(office.store.db, first.series?.seriesId ?? ''))[n]
  if (!row) throw new Error(`no meeting ${n}`)
  return view(office, 'secretary', row.meetingId)
}
