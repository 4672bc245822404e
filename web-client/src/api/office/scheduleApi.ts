import {
  Calendar,
  Conflicts,
  InvitedMore,
  Plan,
  PlanPage,
  RecurrencePreview,
  ResolvedUnits,
  type CalendarQuery,
  type CancelPlan,
  type ConflictQuery,
  type EditPlan,
  type InviteMore,
  type MeetNow,
  type NewPlan,
  type NewRehearsal,
  type PlanQuery,
  type Recurrence,
  type Scope,
  type UnitRule,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { at, get, post, put, remove } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

/** Planning of meetings. `editMeeting` fails with `editConflict`, whose body carries the newer Plan. */
export const scheduleApi = {
  calendar: (query: CalendarQuery, signal?: AbortSignal) => get('/api/schedule/calendar', Calendar, query, signal),
  meetings: (query: Partial<PlanQuery>, signal?: AbortSignal) => get('/api/schedule/meetings', PlanPage, query, signal),
  meeting: (meetingId: string, signal?: AbortSignal) => get(at('schedule', 'meetings', meetingId), Plan, {}, signal),
  addMeeting: (body: z.input<typeof NewPlan>) => post('/api/schedule/meetings', Plan, body),
  editMeeting: (meetingId: string, body: z.input<typeof EditPlan>) =>
    put(at('schedule', 'meetings', meetingId), Plan, body),
  inviteMore: (meetingId: string, body: z.input<typeof InviteMore>) =>
    post(at('schedule', 'meetings', meetingId, 'invited'), InvitedMore, body),
  cancelMeeting: (meetingId: string, body: z.input<typeof CancelPlan>) =>
    post(at('schedule', 'meetings', meetingId, 'cancel'), Plan, body),
  removeDraft: (meetingId: string, version: number, scope: Scope) =>
    remove(at('schedule', 'meetings', meetingId), { version, scope }),
  addRehearsal: (meetingId: string, body: NewRehearsal) =>
    post(at('schedule', 'meetings', meetingId, 'rehearsal'), Plan, body),
  meetNow: (body: z.input<typeof MeetNow>) => post('/api/schedule/now', Plan, body),
  conflicts: (body: z.input<typeof ConflictQuery>, signal?: AbortSignal) =>
    post('/api/schedule/conflicts', Conflicts, body, signal),
  resolve: (rules: readonly UnitRule[], signal?: AbortSignal) =>
    post('/api/schedule/resolve', ResolvedUnits, { rules }, signal),
  recurrence: (body: { startsAt: number; endsAt: number; recurrence: Recurrence }, signal?: AbortSignal) =>
    post('/api/schedule/recurrence', RecurrencePreview, body, signal),
}

export const scheduleQueries = {
  calendar: (asked: CalendarQuery) =>
    query(['schedule', 'calendar', asked], (signal) => scheduleApi.calendar(asked, signal)),
  meeting: (meetingId: string) =>
    query(['schedule', 'meeting', meetingId], (signal) => scheduleApi.meeting(meetingId, signal)),
  /** The plan for a form: it is asked for anew, whatever another view has of the same meeting. */
  edited: (meetingId: string) =>
    query(['schedule', 'edited', meetingId], (signal) => scheduleApi.meeting(meetingId, signal)),
  /** Asks for conflicts; `key`: the fields of the form that can conflict, once nobody types. */
  conflicts: (key: string, body: z.input<typeof ConflictQuery>) =>
    query(['schedule', 'conflicts', body.meetingId, key], (signal) => scheduleApi.conflicts(body, signal)),
  recurrence: (key: string, body: { startsAt: number; endsAt: number; recurrence: Recurrence }) =>
    query(['schedule', 'recurrence', key], (signal) => scheduleApi.recurrence(body, signal)),
}
