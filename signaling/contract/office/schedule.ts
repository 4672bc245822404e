/**
 * The schedule.
 *   GET  /api/schedule/calendar?from&to&unit&q   CalendarQuery -> Calendar: what concerns me or my units
 *   GET  /api/schedule/meetings                  PlanQuery -> PlanPage
 *   POST /api/schedule/meetings                  NewPlan -> Plan
 *   GET  /api/schedule/meetings/:meetingId       -> Plan
 *   PUT  /api/schedule/meetings/:meetingId       EditPlan -> Plan; `editConflict` carries the other version
 *   POST /api/schedule/meetings/:meetingId/invited    InviteMore -> InvitedMore: units and guests besides, also while it runs
 *   POST /api/schedule/meetings/:meetingId/cancel     CancelPlan -> Plan
 *   DELETE /api/schedule/meetings/:meetingId?version=&scope= (drafts only)
 *   POST /api/schedule/meetings/:meetingId/rehearsal  NewRehearsal -> Plan (kiểm tra đường truyền)
 *   POST /api/schedule/now                       MeetNow -> Plan: họp ngay, open at once
 *   POST /api/schedule/conflicts                 ConflictQuery -> Conflicts: before saving
 *   POST /api/schedule/resolve                   { rules } -> ResolvedUnits: who is meant now
 *   POST /api/schedule/recurrence                RecurrenceQuery -> RecurrencePreview
 */
import { z } from 'zod'
import { Fraction } from '../core/quorum.ts'
import { AccountId, MeetingId, RowId, UnitCode } from '../core/ids.ts'
import { meetingLimits } from '../core/limits.ts'
import { UnitRef } from '../core/seat.ts'
import { Phase } from '../meeting/core/state.ts'
import { ascii, recorded } from '../text/text.ts'
import { Email, line, LocalDate, PageQuery, page, paragraph, requiredLine, Version } from './common.ts'
import { UnitRules } from './units.ts'

/** chaired: only chair and floor holder are open; open: anyone; silent: chair only. */
export const FloorMode = z.enum(['chaired', 'open', 'silent'])

export const MeetingSettings = z.object({
  floorMode: FloorMode.default('chaired'),
  recording: z.boolean().default(false),
  /** Whoever is not of the host unit waits until the chair or secretary lets them in. */
  waitingRoom: z.boolean().default(false),
  share: z.enum(['chairOnly', 'floor', 'everyone']).default('floor'),
  /** Time that comes with the floor; null = no limit. It is shown and told, and cuts nobody off. */
  speakMinutes: z.int().min(1).max(180).nullable().default(5),
  /** Share of the invited units that must be present. */
  quorum: Fraction.default({ numerator: 1, denominator: 2 }),
  /** The lobby is open this long before the start, in minutes. */
  lobbyMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .default(60),
  /** Reminders go out this long before, in minutes. */
  reminderMinutes: z
    .array(
      z
        .int()
        .min(5)
        .max(14 * 24 * 60),
    )
    .overwrite((minutes) => [...new Set(minutes)])
    .max(4)
    .default([24 * 60, 60]),
})
export type MeetingSettings = z.infer<typeof MeetingSettings>

const itemId = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/)

/** One point of the agenda. `itemId` is made by the client and stays, papers hang on it. */
export const AgendaItem = z.object({
  itemId,
  title: requiredLine(300),
  presenter: line(200).default(''),
  minutes: z.int().min(0).max(600),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** `guestId` null: a new one. */
export const GuestInput = z.object({
  guestId: AccountId.nullable(),
  name: requiredLine(120),
  organisation: line(200).default(''),
  email: Email.nullable().default(null),
})
export type GuestInput = z.infer<typeof GuestInput>

/**
 * RFC 5545 RRULE without "RRULE:", with COUNT or UNTIL (two years at most, 400 meetings at most), DAILY to YEARLY. The
 * start must be an occurrence of it. UNTIL as a date means the whole of that day in Vietnam.
 */
export const Recurrence = z.object({
  rrule: ascii(300),
  /** Starts that are left out, in milliseconds since the epoch. */
  except: z.array(z.int()).max(400).default([]),
})
export type Recurrence = z.infer<typeof Recurrence>

/** The plan that the secretary writes. Times in milliseconds since the epoch; the start of a series is that of its first meeting. */
export const PlanInput = z.object({
  title: requiredLine(300),
  description: paragraph(5_000).default(''),
  hostUnitCode: UnitCode,
  /** The room in which the chair sits. */
  place: line(300).default(''),
  chairId: AccountId,
  deputyId: AccountId.nullable().default(null),
  secretaryId: AccountId.nullable().default(null),
  startsAt: z.int(),
  endsAt: z.int(),
  invite: UnitRules,
  /** Further people by name. */
  people: z
    .array(z.object({ accountId: AccountId, seat: z.enum(['delegate', 'technician', 'observer']) }))
    .max(300)
    .default([]),
  guests: z.array(GuestInput).max(100).default([]),
  agenda: z.array(AgendaItem).max(meetingLimits.plannedItems).default([]),
  settings: MeetingSettings.refine(({ quorum }) => quorum.numerator <= quorum.denominator, {
    path: ['quorum'],
    error: 'the whole at most',
  }),
  recurrence: Recurrence.nullable().default(null),
})
export type PlanInput = z.infer<typeof PlanInput>

/** A paper that went up before there was a meeting, named by the last part of its upload's address. */
export const StagedPaper = z.object({
  uploadId: z.string().regex(/^[A-Za-z0-9_-]{1,120}$/),
  itemId: itemId.nullable().default(null),
  /** In a series the paper is for each meeting, not for the first alone. */
  wholeSeries: z.boolean().default(true),
})
export type StagedPaper = z.infer<typeof StagedPaper>

/** At most so many papers of one account wait for a meeting to be saved. */
export const MAX_STAGED = 60

/** `papers` belong to the meeting from the moment that it is saved. */
export const NewPlan = z.object({
  draft: z.boolean(),
  plan: PlanInput,
  papers: z.array(StagedPaper).max(MAX_STAGED).optional(),
})
export type NewPlan = z.infer<typeof NewPlan>

/** The meetings of a series that are meant: this one alone, this and all that follow, or all that are still to come. */
export const Scope = z.enum(['this', 'following', 'all'])
export type Scope = z.infer<typeof Scope>

/**
 * A change of a series without `recurrence`, or with the rule that it has, keeps its rule and moves it with the start;
 * with another rule the meetings to come follow that one. A single meeting given a `recurrence` becomes a series. A series
 * that was never sent out is written anew by its rule with scope `all`: days that were left out may come back.
 * `dissolve`: of such a series this meeting alone is left, and it is no series any more.
 */
export const EditPlan = z.object({
  version: Version,
  scope: Scope.default('this'),
  draft: z.boolean(),
  dissolve: z.boolean().optional(),
  plan: PlanInput,
})
export type EditPlan = z.infer<typeof EditPlan>
export const CancelPlan = z.object({ version: Version, scope: Scope.default('this'), reason: line(500).default('') })
export type CancelPlan = z.infer<typeof CancelPlan>
export const NewRehearsal = z.object({ startsAt: z.int(), endsAt: z.int() })
export type NewRehearsal = z.infer<typeof NewRehearsal>

/**
 * A meeting that begins now, by the clock of the server: the invited are told, and its room is open. Whoever asks chairs it
 * unless another is named, and is its secretary then.
 */
export const MeetNow = z.object({
  title: requiredLine(300),
  hostUnitCode: UnitCode,
  invite: UnitRules.min(1),
  minutes: z
    .int()
    .min(5)
    .max(24 * 60)
    .default(60),
  chairId: AccountId.nullable().default(null),
})
export type MeetNow = z.infer<typeof MeetNow>

export const PersonRef = z.object({ accountId: AccountId, name: recorded(), position: recorded(), unit: UnitRef })
export type PersonRef = z.infer<typeof PersonRef>

/** A meeting as it was planned, for whoever manages it or is invited. */
export const Plan = z.object({
  meetingId: MeetingId,
  version: Version,
  phase: Phase,
  title: recorded(),
  description: recorded(),
  hostUnit: UnitRef,
  place: recorded(),
  chair: PersonRef,
  deputy: PersonRef.nullable(),
  secretary: PersonRef.nullable(),
  startsAt: z.int(),
  endsAt: z.int(),
  invite: UnitRules,
  /** The units that the rules meant when it was last saved, under the names of the day of the meeting. */
  units: z.array(UnitRef),
  people: z.array(PersonRef.extend({ seat: z.enum(['delegate', 'technician', 'observer']) })),
  guests: z.array(
    z.object({
      guestId: AccountId,
      name: recorded(),
      organisation: recorded(),
      email: recorded().nullable(),
      /** Its own way in; only for whoever manages the meeting. */
      link: recorded().nullable(),
    }),
  ),
  agenda: z.array(AgendaItem.extend({ title: recorded(), presenter: recorded() })),
  settings: MeetingSettings,
  /** `count`: its meetings that are not cancelled, `drafts` of them were never sent out; `except`, of a series that was never sent out: starts by its rule that were left out. */
  series: z
    .object({
      seriesId: RowId,
      rrule: recorded(),
      changed: z.boolean(),
      count: z.int(),
      drafts: z.int(),
      except: z.array(z.int()),
    })
    .nullable(),
  rehearsalOf: z.object({ meetingId: MeetingId, title: recorded() }).nullable(),
  rehearsals: z.array(z.object({ meetingId: MeetingId, startsAt: z.int(), endsAt: z.int() })),
  cancelReason: recorded(),
  /** True when the one who asks may change it. */
  mayManage: z.boolean(),
})
export type Plan = z.infer<typeof Plan>

/** Units and guests who are invited besides, until the meeting has ended (SPEC 11.7). */
export const InviteMore = z
  .object({
    units: z.array(UnitCode).max(200).default([]),
    guests: z
      .array(GuestInput.omit({ guestId: true }))
      .max(20)
      .default([]),
  })
  .refine(({ units, guests }) => units.length + guests.length > 0, 'names somebody')
export type InviteMore = z.infer<typeof InviteMore>
/** Those who were not invited before. */
export const InvitedMore = Plan.pick({ units: true, guests: true })
export type InvitedMore = z.infer<typeof InvitedMore>

/** A meeting in a calendar or list. */
export const PlanSummary = z.object({
  meetingId: MeetingId,
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  phase: Phase,
  seriesId: RowId.nullable(),
  isRehearsal: z.boolean(),
  units: z.int(),
  mayManage: z.boolean(),
  /** The seat of the one who asks; null = sees it without being invited. */
  invited: z.boolean(),
})
export type PlanSummary = z.infer<typeof PlanSummary>

/** The range covers 400 days at most. `unit`: only meetings that it hosts or is invited to. */
export const CalendarQuery = z.object({
  from: LocalDate,
  to: LocalDate,
  unit: UnitCode.optional(),
  q: line(100).optional(),
})
export type CalendarQuery = z.infer<typeof CalendarQuery>
/** `more`: there were more than fit (2,000). */
export const Calendar = z.object({ meetings: z.array(PlanSummary), more: z.boolean() })
export type Calendar = z.infer<typeof Calendar>

export const PlanQuery = PageQuery.extend({
  phase: Phase.optional(),
  unit: UnitCode.optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
})
export type PlanQuery = z.infer<typeof PlanQuery>
export const PlanPage = page(PlanSummary)
export type PlanPage = z.infer<typeof PlanPage>

/** `meetingId`: the one that is being edited does not conflict with itself. `scope`: of its series, which are edited along. */
export const ConflictQuery = z.object({
  meetingId: MeetingId.nullable(),
  scope: Scope.default('this'),
  plan: PlanInput,
})
export type ConflictQuery = z.infer<typeof ConflictQuery>
/** The conflicting part of somebody in the meeting that is planned. */
export const ConflictKind = z.enum(['chair', 'deputy', 'secretary', 'unit', 'room', 'person'])
export type ConflictKind = z.infer<typeof ConflictKind>
/** Another meeting at that time, or those of a series, and who would be in both. */
export const ConflictGroup = z.object({
  /** Id of the first of them. */
  meetingId: MeetingId,
  title: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  /** Number of its meetings that are meant, and the start of the last one. */
  meetings: z.int(),
  lastAt: z.int(),
  /** The chair first; the first names of each kind. */
  who: z.array(z.object({ kind: ConflictKind, count: z.int(), names: z.array(recorded()) })),
})
export type ConflictGroup = z.infer<typeof ConflictGroup>
/** The first 50 of `total`. `free`: times near the one asked for at which nobody is in another meeting, of the same length; of a series the first meeting's. */
export const Conflicts = z.object({
  groups: z.array(ConflictGroup),
  total: z.int(),
  free: z.array(z.object({ startsAt: z.int(), endsAt: z.int() })),
})
export type Conflicts = z.infer<typeof Conflicts>

export const ResolveQuery = z.object({ rules: UnitRules })
export const ResolvedUnits = z.object({ units: z.array(UnitRef) })

export const RecurrenceQuery = z.object({ startsAt: z.int(), endsAt: z.int(), recurrence: Recurrence })
export const RecurrencePreview = z.object({ starts: z.array(z.int()) })
