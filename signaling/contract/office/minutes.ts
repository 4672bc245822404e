/**
 * Minutes of a meeting (biên bản), its attendance and speaking time.
 *   GET  /api/minutes                              MinutesQuery -> MinutesPage: to write, to approve, approved
 *   GET  /api/minutes/:meetingId                   -> Minutes; drafted from the log when they are missing
 *   PUT  /api/minutes/:meetingId                   SaveMinutes -> Minutes; `editConflict` carries the other version
 *   POST /api/minutes/:meetingId/submit            MinutesStep -> Minutes: to the chair
 *   POST /api/minutes/:meetingId/return            ReturnMinutes -> Minutes: back to the secretary
 *   POST /api/minutes/:meetingId/approve           MinutesStep -> Minutes: fixed from now on
 *   GET  /api/minutes/:meetingId/history           -> MinutesHistory
 *   GET  /api/minutes/:meetingId/verification      -> Verification
 *   GET  /api/minutes/:meetingId/minutes.pdf, .docx, .json      the fixed files; PDF and DOCX of a draft say so
 *   GET  /api/minutes/:meetingId/attendance.xlsx, .csv, speaking.xlsx, .csv
 */
import { z } from 'zod'
import { ItemId, VoteId } from '../conduct/state.ts'
import { MeetingId, UnitCode } from '../ids.ts'
import { UnitRef } from '../state.ts'
import { recorded } from '../text.ts'
import { line, PageQuery, page, paragraph, requiredLine, Version } from './common.ts'

/** draft: the secretary writes; submitted: the chair reads; approved: fixed for ever. */
export const MinutesStatus = z.enum(['draft', 'submitted', 'approved'])
export type MinutesStatus = z.infer<typeof MinutesStatus>

const Signer = z.object({ name: line(200), position: line(200) })

/** How a unit took part. */
export const AttendanceStatus = z.enum(['present', 'late', 'excused', 'absent'])
export type AttendanceStatus = z.infer<typeof AttendanceStatus>

export const MinutesUnit = z.object({
  unitCode: UnitCode.nullable(),
  unit: requiredLine(200),
  status: AttendanceStatus,
  /** How many people; null = nobody said. */
  count: z.int().min(0).max(999).nullable(),
  /** Their names. */
  people: line(4_000),
  /** Why it was absent, when it came or left. */
  note: line(500),
})
export type MinutesUnit = z.infer<typeof MinutesUnit>

export const MinutesSpeech = z.object({
  speaker: line(300),
  /** From the log; null = not in it. */
  seconds: z.int().min(0).max(24 * 3600).nullable(),
  /** What was said, in short. */
  text: paragraph(5_000),
})
export type MinutesSpeech = z.infer<typeof MinutesSpeech>

/** As the log has it: nobody edits numbers of a vote. */
export const MinutesVote = z.object({
  voteId: VoteId,
  question: recorded(1_000),
  secret: z.boolean(),
  options: z.array(z.object({ label: recorded(200), count: z.int().min(0) })).max(12),
  /** Who might vote, and how many did. */
  voters: z.int().min(0),
  cast: z.int().min(0),
  rule: recorded(200),
  /** Null: the vote only counts. */
  passed: z.boolean().nullable(),
})
export type MinutesVote = z.infer<typeof MinutesVote>

export const MinutesItem = z.object({
  /** Null: what belongs to no point of the agenda. */
  itemId: ItemId.nullable(),
  title: requiredLine(300),
  presenter: line(300),
  speeches: z.array(MinutesSpeech).max(500),
  votes: z.array(MinutesVote).max(100),
  conclusion: paragraph(10_000),
})
export type MinutesItem = z.infer<typeof MinutesItem>

/** What stands in the minutes, as the secretary edits it. Form 1.9 of appendix III of Decree 30/2020. */
export const MinutesContent = z.object({
  /** '' = the office stands under nobody. */
  superior: line(200),
  office: requiredLine(300),
  /** "Số: <number>/<symbol>"; '' = to be filled in by hand. */
  number: line(20),
  symbol: line(40),
  subject: requiredLine(300),
  startedAt: z.int(),
  /** From the log: that it was opened without the quorum; '' = nothing to be said. Nobody edits it. */
  opening: recorded(300).default(''),
  endedAt: z.int(),
  place: line(500),
  /** At the main room. */
  hostPeople: paragraph(5_000),
  units: z.array(MinutesUnit).max(1_000),
  chair: Signer,
  /** Who acted as the chair meanwhile, and when; '' = nobody. */
  standIns: line(1_000),
  secretary: Signer,
  items: z.array(MinutesItem).max(120),
  recipients: z.array(requiredLine(200)).max(60),
})
export type MinutesContent = z.infer<typeof MinutesContent>

export const MinutesFileKind = z.enum(['pdf', 'docx', 'json'])
export type MinutesFileKind = z.infer<typeof MinutesFileKind>

export const MinutesFile = z.object({
  kind: MinutesFileKind,
  fileName: recorded(),
  bytes: z.int(),
  /** Hex. */
  sha256: recorded(),
  /** Whose certificate signed it; null = it is not signed. */
  signedBy: recorded().nullable(),
})
export type MinutesFile = z.infer<typeof MinutesFile>

/** The end of the meeting's log when the minutes were fixed. */
export const LogHead = z.object({ seq: z.int(), hash: recorded() })
export type LogHead = z.infer<typeof LogHead>

const by = z.object({ name: recorded(), at: z.int() })

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
  /** Sent back, with what remark. */
  returned: by.extend({ remark: recorded() }).nullable(),
  approved: by.nullable(),
  log: LogHead.nullable(),
  files: z.array(MinutesFile),
  /** What the one who asks may do now. */
  may: z.object({ edit: z.boolean(), submit: z.boolean(), return: z.boolean(), approve: z.boolean() }),
})
export type Minutes = z.infer<typeof Minutes>

export const SaveMinutes = z.object({ version: Version, content: MinutesContent })
export type SaveMinutes = z.infer<typeof SaveMinutes>
export const MinutesStep = z.object({ version: Version })
export const ReturnMinutes = MinutesStep.extend({ remark: paragraph(2_000) })

export const MinutesSummary = z.object({
  meetingId: MeetingId,
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  startsAt: z.int(),
  status: MinutesStatus,
  /** Sent back by the chair, and not submitted since. */
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
  what: z.enum(['drafted', 'saved', 'submitted', 'returned', 'approved']),
  by: recorded(),
  at: z.int(),
  remark: recorded(),
})
export type MinutesVersion = z.infer<typeof MinutesVersion>
export const MinutesHistory = z.object({ versions: z.array(MinutesVersion) })
export type MinutesHistory = z.infer<typeof MinutesHistory>

/** Whether the log and the fixed files are what they were. `seq`: the first line of the log that is not. */
export const Verification = z.object({
  checkedAt: z.int(),
  log: z.discriminatedUnion('state', [
    z.object({ state: z.literal('intact'), events: z.int(), head: LogHead }),
    z.object({ state: z.literal('broken'), seq: z.int() }),
    /** It holds together, but is not the one that the minutes were fixed with. */
    z.object({ state: z.literal('otherThanFixed'), seq: z.int() }),
    /** From before lines were chained. */
    z.object({ state: z.literal('unchained'), events: z.int() }),
  ]),
  files: z.array(z.object({ kind: MinutesFileKind, state: z.enum(['intact', 'changed', 'missing']) })),
})
export type Verification = z.infer<typeof Verification>
