import type { UnitCode } from '@diem-cau/signaling-contract'
import {
  type AgendaItem,
  type GuestInput,
  isInPast,
  MeetingSettings,
  type PersonRef,
  type Plan,
  PlanInput,
  type UnitRule,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { addDays, fromLocal, localDate, localTime, MINUTE_MS } from '../../../time/vietnamTime.ts'
import {
  movedRecurrence,
  recurrenceProblem,
  type RecurrenceProblem,
  type Repeating,
} from '../../plan/recurrenceRule.ts'

export interface InvitedPerson {
  readonly person: PersonRef
  readonly seat: 'delegate' | 'technician' | 'observer'
}

/** The values of the editor as the person sees them, complete or not. */
export interface PlanForm {
  readonly title: string
  readonly description: string
  readonly hostUnitCode: UnitCode | null
  readonly place: string
  readonly chair: PersonRef | null
  readonly deputy: PersonRef | null
  readonly secretary: PersonRef | null
  /** The day as "2026-11-23"; empty while the text is no day. */
  readonly date: string
  readonly start: string
  readonly endDate: string
  readonly end: string
  readonly invite: readonly UnitRule[]
  readonly people: readonly InvitedPerson[]
  readonly guests: readonly GuestInput[]
  readonly agenda: readonly AgendaItem[]
  readonly settings: MeetingSettings
  readonly recurrence: Repeating | null
}

export type PlanField = keyof PlanForm
/** The problems by field, each a key of `schedule:problems`. */
export type Problem =
  | 'missing'
  | 'noSuchTime'
  | 'endsBeforeStart'
  | 'tooLong'
  | 'nobodyInvited'
  | 'past'
  | 'wrong'
  | 'tooMany'
  | 'sameAsChair'
  | 'agendaTitle'
  | 'guestName'
  | 'guestEmail'
  | RecurrenceProblem
export type Problems = Partial<Record<PlanField, Problem>>

/** The longest meeting the editor takes without asking for a second look, in minutes. */
const MAX_MINUTES = 24 * 60

/** The day that stands in while only the hour is looked at. */
const ANY_DAY = '2026-01-01'
const { email: Email } = PlanInput.shape.guests.unwrap().element.shape

export const startOf = ({ date, start }: Pick<PlanForm, 'date' | 'start'>) => fromLocal(date, start)
export const endOf = ({ endDate, end }: Pick<PlanForm, 'endDate' | 'end'>) => fromLocal(endDate, end)

/** The form of a new meeting: at the time that was picked in the calendar, or tomorrow at half past seven. */
export function newPlan(
  now: number,
  from: { startsAt: number; endsAt: number } | null,
  hostUnitCode: UnitCode | null,
): PlanForm {
  const tomorrow = addDays(localDate(now), 1)
  const startsAt = from?.startsAt ?? fromLocal(tomorrow, '07:30') ?? now
  const endsAt = from?.endsAt ?? startsAt + 120 * MINUTE_MS
  return {
    title: '',
    description: '',
    hostUnitCode,
    place: '',
    chair: null,
    deputy: null,
    secretary: null,
    ...timesOf(startsAt, endsAt),
    invite: [],
    people: [],
    guests: [],
    agenda: [],
    settings: MeetingSettings.parse({}),
    recurrence: null,
  }
}

export const timesOf = (startsAt: number, endsAt: number) => ({
  date: localDate(startsAt),
  start: localTime(startsAt),
  endDate: localDate(endsAt),
  end: localTime(endsAt),
})

/** True for a part of a series that nobody was told of: it may still be given another rule, or none. */
export const isUnsentSeries = ({ series }: Pick<Plan, 'series'>): boolean =>
  series !== null && series.drafts === series.count

/**
 * The form of a meeting that is planned already. Part of a series that was sent out has no rule here, which says that
 * the series keeps its own.
 */
export function formOf(plan: Plan): PlanForm {
  return {
    title: plan.title,
    description: plan.description,
    hostUnitCode: plan.hostUnit.code,
    place: plan.place,
    chair: plan.chair,
    deputy: plan.deputy,
    secretary: plan.secretary,
    ...timesOf(plan.startsAt, plan.endsAt),
    invite: plan.invite,
    people: plan.people.map(({ seat, ...person }) => ({ person, seat })),
    guests: plan.guests.map(({ guestId, name, organisation, email }) => ({ guestId, name, organisation, email })),
    agenda: plan.agenda,
    settings: plan.settings,
    recurrence: plan.series && isUnsentSeries(plan) ? { rrule: plan.series.rrule, except: plan.series.except } : null,
  }
}

/** Moves the start and the end along with it: the meeting stays as long as it was. */
export function withStart<T extends Pick<PlanForm, 'date' | 'start' | 'endDate' | 'end'>>(
  form: T,
  change: { date?: string; start?: string },
): T {
  const next = { ...form, ...change }
  const [before, after, end] = [startOf(form), startOf(next), endOf(form)]
  if (after === null) return next
  const length = before !== null && end !== null && end > before ? end - before : 120 * MINUTE_MS
  return { ...next, ...timesOf(after, after + length) }
}

/** Moves the start of the first meeting, and with it the end and the series that begins with it. */
export function rescheduled(form: PlanForm, change: { date?: string; start?: string }): PlanForm {
  const next = withStart(form, change)
  return form.recurrence ? { ...next, recurrence: movedRecurrence(form.recurrence, form.date, next) } : next
}

/**
 * Finds what keeps it from being saved, each at the field where it is put right. A draft may lack what an invitation
 * needs.
 * @param kept start of a meeting that was sent out already: it may stay where it is, in the past too
 */
export function problemsOf(form: PlanForm, draft: boolean, now: number, kept: number | null = null): Problems {
  const problems: Problems = {}
  if (form.title.trim() === '') problems.title = 'missing'
  if (!form.hostUnitCode) problems.hostUnitCode = 'missing'
  if (!form.chair) problems.chair = 'missing'
  if (form.deputy && form.deputy.accountId === form.chair?.accountId) problems.deputy = 'sameAsChair'
  const [start, end] = [startOf(form), endOf(form)]
  if (form.date === '') problems.date = 'noSuchTime'
  if (fromLocal(form.date || ANY_DAY, form.start) === null) problems.start = 'noSuchTime'
  if (form.endDate === '') problems.endDate = 'noSuchTime'
  if (fromLocal(form.endDate || ANY_DAY, form.end) === null) problems.end = 'noSuchTime'
  if (start !== null && end !== null) {
    if (end <= start) problems[form.endDate < form.date ? 'endDate' : 'end'] = 'endsBeforeStart'
    else if (end - start > MAX_MINUTES * MINUTE_MS) problems[form.endDate === form.date ? 'end' : 'endDate'] = 'tooLong'
    if (!draft && start !== kept && isInPast(start, now))
      problems[form.date < localDate(now) ? 'date' : 'start'] = 'past'
  }
  const series = form.recurrence && recurrenceProblem(form.recurrence, form.date)
  if (series) problems.recurrence = series
  if (form.agenda.some(isUntitled)) problems.agenda = 'agendaTitle'
  const guest = form.guests.map(guestProblem).find((problem) => problem !== null)
  if (guest) problems.guests = guest
  if (!draft && form.invite.length === 0 && form.people.length === 0 && form.guests.length === 0)
    problems.invite = 'nobodyInvited'
  return problems
}

/** True for an item of the agenda that cannot be saved like this. */
export const isUntitled = ({ title }: Pick<AgendaItem, 'title'>): boolean => title.trim() === ''

/** Finds what is wrong with one guest. */
export function guestProblem({ name, email }: Pick<GuestInput, 'name' | 'email'>): 'guestName' | 'guestEmail' | null {
  if (name.trim() === '') return 'guestName'
  return email !== null && !Email.safeParse(email).success ? 'guestEmail' : null
}

/** Makes the request; null while something is missing that even a draft has. */
export function inputOf(form: PlanForm): z.infer<typeof PlanInput> | null {
  return parsedOf(form).data ?? null
}

/** Finds what the contract refuses though `problemsOf` has nothing against it, by field. */
export function refusedFields(form: PlanForm): Problems {
  const problems: Problems = {}
  for (const { path, code } of parsedOf(form).error?.issues ?? []) {
    const field = fieldOf(String(path[0]))
    if (field) problems[field] ??= code === 'too_big' ? 'tooMany' : 'wrong'
  }
  return problems
}

function parsedOf(form: PlanForm) {
  return PlanInput.safeParse({
    title: form.title,
    description: form.description,
    hostUnitCode: form.hostUnitCode,
    place: form.place,
    chairId: form.chair?.accountId,
    deputyId: form.deputy?.accountId ?? null,
    secretaryId: form.secretary?.accountId ?? null,
    startsAt: startOf(form),
    endsAt: endOf(form),
    invite: form.invite,
    people: form.people.map(({ person, seat }) => ({ accountId: person.accountId, seat })),
    guests: form.guests,
    agenda: form.agenda,
    settings: form.settings,
    recurrence: form.recurrence,
  })
}

/** Adds up the agenda in minutes, and says whether it fits into the meeting. */
export function agendaMinutes(form: Pick<PlanForm, 'agenda' | 'date' | 'start' | 'endDate' | 'end'>): {
  sum: number
  length: number | null
} {
  const [start, end] = [startOf(form), endOf(form)]
  return {
    sum: form.agenda.reduce((sum, { minutes }) => sum + minutes, 0),
    length: start === null || end === null || end <= start ? null : Math.round((end - start) / MINUTE_MS),
  }
}

/** The field of the form that shows a field of the contract. */
export function fieldOf(name: string): PlanField | null {
  const field = name.split('.').at(name.startsWith('plan.') ? 1 : 0)
  switch (field) {
    case 'startsAt':
      return 'start'
    case 'endsAt':
      return 'end'
    case 'chairId':
      return 'chair'
    case 'deputyId':
      return 'deputy'
    case 'secretaryId':
      return 'secretary'
    case 'title':
    case 'description':
    case 'place':
    case 'settings':
    case 'hostUnitCode':
    case 'invite':
    case 'people':
    case 'guests':
    case 'agenda':
    case 'recurrence':
      return field
    default:
      return null
  }
}
