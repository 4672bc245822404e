/**
 * Minutes of a meeting (biên bản), its attendance and speaking time.
 *   GET  /api/minutes                              MinutesQuery -> MinutesPage: to write, to approve, approved
 *   GET  /api/minutes/:meetingId                   -> Minutes; drafted from the log when they are missing
 *   PUT  /api/minutes/:meetingId                   SaveMinutes -> Minutes; `editConflict` carries the other version
 *   POST /api/minutes/:meetingId/submit            MinutesStep -> Minutes: to the chair
 *   POST /api/minutes/:meetingId/return            ReturnMinutes -> Minutes: back to the secretary
 *   POST /api/minutes/:meetingId/approve           MinutesStep -> Minutes: fixed from now on, as an issue
 *   POST /api/minutes/:meetingId/number            NumberMinutes -> Minutes: the next issue, with its number; once
 *   POST /api/minutes/:meetingId/amend             AmendMinutes -> Minutes: a correction (bản đính chính) is written; approved, it is the next issue
 *   POST /api/minutes/:meetingId/discard           MinutesStep -> Minutes: no correction after all
 *   GET  /api/minutes/:meetingId/history           -> MinutesHistory
 *   GET  /api/minutes/:meetingId/verification      -> Verification
 *   GET  /api/minutes/:meetingId/minutes.pdf, .docx, .json      the fixed files; PDF and DOCX of a draft say so
 *   GET  /api/minutes/:meetingId/issues/:issue/minutes.pdf, .docx, .json   those of an earlier issue
 *   GET  /api/minutes/:meetingId/attendance.xlsx, .csv, speaking.xlsx, .csv
 */
import { z } from 'zod'
import { ItemId, MeetingId, UnitCode, VoteId } from '../core/ids.ts'
import { meetingLimits } from '../core/limits.ts'
import { UnitRef } from '../core/seat.ts'
import { recorded } from '../text/text.ts'
import { line, LocalDate, PageQuery, page, paragraph, requiredLine, Version } from './common.ts'
import { isScheduleTime } from './scheduleTime.ts'

/** draft: the secretary writes; submitted: the chair reads; approved: fixed, until a correction is written. */
export const MinutesStatus = z.enum(['draft', 'submitted', 'approved'])
export type MinutesStatus = z.infer<typeof MinutesStatus>

/** A unit's part in the meeting. */
export const AttendanceStatus = z.enum(['present', 'late', 'excused', 'absent'])
export type AttendanceStatus = z.infer<typeof AttendanceStatus>

// The schemas up to MinutesContent say what minutes are made of, and nothing of how much: whatever was stored is read. What may be
// written is WrittenContent below.

const Signer = z.object({ name: recorded(), position: recorded() })

export const MinutesUnit = z.object({
  unitCode: UnitCode.nullable(),
  unit: recorded(),
  status: AttendanceStatus,
  /** Number of people; null = nobody said. */
  count: z.int().nullable(),
  /** Their names. */
  people: recorded(),
  /** Reason of its absence, or when it came or left. */
  note: recorded(),
  /** Times that it was gone in between, from the log; shorter ones than `briefMinutes` are not printed. */
  absences: z.array(z.object({ from: z.int(), to: z.int() })).default([]),
  /** It holds the meeting: its people are at the main room, and it is counted, but is no room among those of the invited (SPEC 15.6). */
  host: z.boolean().default(false),
})
export type MinutesUnit = z.infer<typeof MinutesUnit>

export const MinutesSpeech = z.object({
  speaker: recorded(),
  /** Length from the log; null = not in it. */
  seconds: z.int().nullable(),
  /** The speech in short. */
  text: recorded(),
})
export type MinutesSpeech = z.infer<typeof MinutesSpeech>

/** The vote as the log has it: nobody edits its numbers. */
export const MinutesVote = z.object({
  voteId: VoteId,
  question: recorded(),
  secret: z.boolean(),
  options: z.array(z.object({ label: recorded(), count: z.int().min(0) })),
  /** Numbers of those who might vote and of those who did. */
  voters: z.int().min(0),
  cast: z.int().min(0),
  rule: recorded(),
  /** Null: the vote only counts. */
  passed: z.boolean().nullable(),
})
export type MinutesVote = z.infer<typeof MinutesVote>

export const MinutesItem = z.object({
  /** Null: what belongs to no point of the agenda. */
  itemId: ItemId.nullable(),
  title: recorded(),
  presenter: recorded(),
  /** False: the meeting did not come to it. */
  discussed: z.boolean().default(true),
  speeches: z.array(MinutesSpeech),
  votes: z.array(MinutesVote),
  conclusion: recorded(),
})
export type MinutesItem = z.infer<typeof MinutesItem>

/** A line that was gone for less than this many minutes is no absence, unless the secretary says otherwise. */
export const BRIEF_MINUTES = 5

/** The content of the minutes, as the secretary edits it. Form 1.9 of appendix III of Decree 30/2020. */
export const MinutesContent = z.object({
  /** '' = the office stands under nobody. */
  superior: recorded(),
  office: recorded(),
  /** "Số: <number>/<symbol>"; '' = to be filled in by hand. */
  number: recorded(),
  symbol: recorded(),
  /** The day on which the clerk gave the number; null = it was not said. */
  numberedOn: LocalDate.nullable().default(null),
  subject: recorded(),
  startedAt: z.int(),
  /** The log's word that it was opened without the quorum; '' = it was not. Nobody edits it. */
  opening: recorded().default(''),
  endedAt: z.int(),
  place: recorded(),
  /** People at the main room. */
  hostPeople: recorded(),
  units: z.array(MinutesUnit),
  /** Absences shorter than this are not printed, in minutes. */
  briefMinutes: z.int().min(0).default(BRIEF_MINUTES),
  /** Guests who were invited by name and are of no unit of the meeting. */
  guests: recorded().default(''),
  /** People who served the meeting and took no part in it. */
  technicians: recorded().default(''),
  chair: Signer,
  /** Those who acted as the chair meanwhile, and when; '' = nobody. */
  standIns: recorded(),
  secretary: Signer,
  items: z.array(MinutesItem),
  recipients: z.array(recorded()),
})
export type MinutesContent = z.infer<typeof MinutesContent>

const WrittenSigner = z.object({ name: line(200), position: line(200) })
/** A moment that has a date of four digits: the years 2000 to 2199. */
const moment = z.int().refine(isScheduleTime)

/** A speech holds several notes about one speaker. */
export const MAX_SPEECH_LETTERS = 4 * meetingLimits.noteLetters

/**
 * Minutes as they may be stored: every text in the length of its field, and times that are in order. How many units, points, votes
 * and speeches there are is limited where they come from (meetingLimits) and by MAX_MINUTES_BYTES, so that minutes of whatever was
 * held can be written.
 */
export const WrittenContent = MinutesContent.extend({
  superior: line(200),
  office: requiredLine(300),
  number: line(20),
  symbol: line(40),
  subject: requiredLine(300),
  startedAt: moment,
  opening: recorded(300).default(''),
  endedAt: moment,
  place: line(500),
  hostPeople: paragraph(5_000),
  units: z.array(
    MinutesUnit.extend({
      unit: requiredLine(200),
      count: z.int().min(0).max(999).nullable(),
      people: line(4_000),
      note: line(500),
    }),
  ),
  briefMinutes: z
    .int()
    .min(0)
    .max(24 * 60)
    .default(BRIEF_MINUTES),
  guests: paragraph(5_000).default(''),
  technicians: paragraph(5_000).default(''),
  chair: WrittenSigner,
  standIns: line(1_000),
  secretary: WrittenSigner,
  items: z.array(
    MinutesItem.extend({
      title: requiredLine(300),
      presenter: line(300),
      speeches: z.array(
        MinutesSpeech.extend({
          speaker: line(300),
          seconds: z.int().min(0).nullable(),
          text: paragraph(MAX_SPEECH_LETTERS),
        }),
      ),
      conclusion: paragraph(meetingLimits.conclusionLetters),
    }),
  ),
  recipients: z.array(requiredLine(200)).max(60),
}).refine(({ startedAt, endedAt }) => endedAt >= startedAt, {
  path: ['endedAt'],
  error: 'must not be before startedAt',
})

export const MinutesFileKind = z.enum(['pdf', 'docx', 'json'])
export type MinutesFileKind = z.infer<typeof MinutesFileKind>

export const MinutesFile = z.object({
  kind: MinutesFileKind,
  fileName: recorded(),
  bytes: z.int(),
  /** Hex. */
  sha256: recorded(),
  /** Holder of the certificate that signed it; null = it is not signed. */
  signedBy: recorded().nullable(),
})
export type MinutesFile = z.infer<typeof MinutesFile>

/** The end of the meeting's log when the minutes were fixed. */
export const LogHead = z.object({ seq: z.int(), hash: recorded() })
export type LogHead = z.infer<typeof LogHead>

const by = z.object({ name: recorded(), at: z.int() })

/** approved: by the chair; numbered: the same with its number; amended: a correction, approved by the chair. */
const IssueKind = z.enum(['approved', 'numbered', 'amended'])

/** Approved minutes as they were made at one time, with their files. A later issue takes the place of an earlier one, which stays. */
export const MinutesIssue = z.object({
  /** Number of the issue, from 1. */
  issue: z.int().min(1),
  what: IssueKind,
  by: recorded(),
  at: z.int(),
  /** Number of the correction, and its reason; 0 and '' = none. */
  amendment: z.int().min(0),
  reason: recorded(),
  number: recorded(),
  log: LogHead.nullable(),
  /** The issue whose place it takes, by the hash of its PDF. */
  replaces: z.object({ at: z.int(), sha256: recorded() }).nullable(),
  files: z.array(MinutesFile),
})
export type MinutesIssue = z.infer<typeof MinutesIssue>

export const Minutes = z.object({
  meetingId: MeetingId,
  title: recorded(),
  hostUnit: UnitRef,
  startsAt: z.int(),
  status: MinutesStatus,
  version: Version,
  content: MinutesContent,
  updated: by,
  submitted: by.nullable(),
  /** Person and time of their return, with the remark. */
  returned: by.extend({ remark: recorded() }).nullable(),
  approved: by.nullable(),
  /** All issues, the newest first. */
  issues: z.array(MinutesIssue),
  /** The correction that is being written; null = none. */
  amending: z.object({ amendment: z.int(), reason: recorded() }).nullable(),
  /** Steps that the reader may take now. */
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    return: z.boolean(),
    approve: z.boolean(),
    number: z.boolean(),
    amend: z.boolean(),
    discard: z.boolean(),
  }),
})
export type Minutes = z.infer<typeof Minutes>

export const SaveMinutes = z.object({ version: Version, content: WrittenContent })
export type SaveMinutes = z.infer<typeof SaveMinutes>
export const MinutesStep = z.object({ version: Version })
export const ReturnMinutes = MinutesStep.extend({ remark: paragraph(2_000) })
/** Number and symbol as the clerk enters them in the register, and the day. */
export const NumberMinutes = MinutesStep.extend({ number: requiredLine(20), symbol: line(40), numberedOn: LocalDate })
export type NumberMinutes = z.infer<typeof NumberMinutes>
export const AmendMinutes = MinutesStep.extend({ reason: requiredLine(500) })
export type AmendMinutes = z.infer<typeof AmendMinutes>

export const MinutesSummary = z.object({
  meetingId: MeetingId,
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  startsAt: z.int(),
  status: MinutesStatus,
  /** True when the chair sent them back, and they were not submitted since. */
  returned: z.boolean(),
  updatedAt: z.int(),
  updatedBy: recorded(),
  number: recorded(),
})
export type MinutesSummary = z.infer<typeof MinutesSummary>

/** `write`: that I may still write; `approve`: that wait for my approval; `approved`: that I may read. */
export const MinutesView = z.enum(['write', 'approve', 'approved'])
export type MinutesView = z.infer<typeof MinutesView>
export const MinutesQuery = PageQuery.extend({ view: MinutesView })
export type MinutesQuery = z.infer<typeof MinutesQuery>
export const MinutesPage = page(MinutesSummary)
export type MinutesPage = z.infer<typeof MinutesPage>

export const MinutesVersion = z.object({
  version: Version,
  what: z.enum([
    'drafted',
    'saved',
    'submitted',
    'returned',
    'approved',
    'numbered',
    'amending',
    'discarded',
    'amended',
  ]),
  by: recorded(),
  at: z.int(),
  remark: recorded(),
})
export type MinutesVersion = z.infer<typeof MinutesVersion>
export const MinutesHistory = z.object({ versions: z.array(MinutesVersion) })
export type MinutesHistory = z.infer<typeof MinutesHistory>

/** Result of checking the log and the fixed files of all issues against their hashes. `seq`: the first line of the log that does not fit. */
export const Verification = z.object({
  checkedAt: z.int(),
  log: z.discriminatedUnion('state', [
    z.object({ state: z.literal('intact'), events: z.int(), head: LogHead }),
    z.object({ state: z.literal('broken'), seq: z.int() }),
    /** It holds together, but is not the one that the minutes were fixed with. */
    z.object({ state: z.literal('otherThanFixed'), seq: z.int() }),
    /** The lines are from before lines were chained. */
    z.object({ state: z.literal('unchained'), events: z.int() }),
  ]),
  /** `broken`: the issues do not follow one another, or one names other files of the one before. */
  issues: z.enum(['intact', 'broken']),
  files: z.array(z.object({ issue: z.int(), kind: MinutesFileKind, state: z.enum(['intact', 'changed', 'missing']) })),
})
export type Verification = z.infer<typeof Verification>
