/**
 * Readiness of rooms as people look at it: all rooms, one room, what it was.
 *   GET  /api/readiness/board?meeting=                    -> Board: the rooms of a meeting, or all that one may see; ETag
 *   GET  /api/readiness/board.xlsx?meeting=               the same, for the office's file
 *   GET  /api/readiness/count?meeting=                    -> ReadyCount: "83/85", for whoever conducts the meeting or sees its rooms
 *   GET  /api/readiness/rooms/:roomId?meeting=            -> RoomReadiness
 *   GET  /api/readiness/rooms/:roomId/runs?before=        -> RunPage, the newest first
 *   GET  /api/readiness/rooms/:roomId/runs/:runId         -> Run
 *   POST /api/readiness/rooms/:roomId/ask                 -> BoardRoom: it tests itself now
 *   POST /api/readiness/meetings/:meetingId/ask           -> Asked: all rooms of the meeting do
 *   POST /api/readiness/rooms/:roomId/seen                -> BoardRoom: somebody looks after it
 *   PUT  /api/rooms/:roomId/profile                       RoomProfile -> RoomReadiness
 *   POST /api/readiness/rooms/:roomId/still               -> StillState: a still of its camera is asked for
 *   GET  /api/readiness/rooms/:roomId/still               -> image/jpeg
 * By the room's own page:
 *   GET  /api/readiness/plan                              -> ReadinessPlan
 *   POST /api/readiness/runs                              NewRun -> Run; of a person's computer it is judged and not kept
 *   POST /api/readiness/help                              -> ReadinessPlan: it calls for its technician
 *   PUT  /api/readiness/still                             image/jpeg
 */
import { z } from 'zod'
import { AccountId, MeetingId, RowId } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { QueryFlag } from '../office/common.ts'
import { Health } from '../operations/findings.ts'
import { recorded } from '../text/text.ts'
import { RoomProfile, RunTrigger, StepResult, Verdict } from './run.ts'
import { ReadinessReason } from './steps.ts'

/**
 * Why a room is as it is, besides what a test finds. `silent`: its PC was not heard of; `overdue`: it was to be tested and was not;
 * `unread`: a test came and could not read what a meeting needs; `copied`: another PC shows an older copy of its enrolment.
 */
export const BoardReason = z.enum([
  ...ReadinessReason.options,
  'notEnrolled',
  'neverTested',
  'silent',
  'overdue',
  'unread',
])
export type BoardReason = z.infer<typeof BoardReason>

/** Who was told of a room that is not ready, and when. */
export const BoardTold = z.object({ name: recorded(300), at: z.int() })
export type BoardTold = z.infer<typeof BoardTold>

/** What a room did in the last rehearsal of the meeting. `came` false: nobody came; `bad`: what was found bad of it there. */
export const RehearsalResult = z.object({ came: z.boolean(), at: z.int().nullable(), bad: z.array(recorded(40)) })
export type RehearsalResult = z.infer<typeof RehearsalResult>

/** Times are milliseconds of the server's clock; null: never, or not. */
export const BoardRoom = z.object({
  roomId: AccountId,
  name: recorded(),
  place: recorded(),
  unit: UnitRef,
  /** The unit above it; its own where there is none. */
  district: UnitRef,
  /** `unknown`: not read, which is never good. */
  health: Health,
  /** The worst first. */
  reasons: z.array(BoardReason),
  since: z.int().nullable(),
  testedAt: z.int().nullable(),
  lastSeenAt: z.int().nullable(),
  deviceName: recorded(),
  inMeeting: z.boolean(),
  askedAt: z.int().nullable(),
  helpAt: z.int().nullable(),
  /** When another PC last showed an older copy of its enrolment, within a day. */
  copiedAt: z.int().nullable(),
  told: z.array(BoardTold),
  seenAt: z.int().nullable(),
  seenBy: recorded(300),
  rehearsal: RehearsalResult.nullable(),
})
export type BoardRoom = z.infer<typeof BoardRoom>

/** A meeting that rooms are got ready for. `mayAsk`: who reads may ask all of its rooms to test themselves, and plan a rehearsal. */
export const BoardMeeting = z.object({
  meetingId: MeetingId,
  title: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  hostUnit: UnitRef,
  mayAsk: z.boolean(),
  mayRehearse: z.boolean(),
  rehearsal: z.object({ meetingId: MeetingId, startsAt: z.int(), endsAt: z.int(), isOver: z.boolean() }).nullable(),
})
export type BoardMeeting = z.infer<typeof BoardMeeting>

/** `meetings`: those to choose from, the next first. `meeting` null: all rooms. `mayAct`: who reads may ask rooms, and edit what they should have. */
export const Board = z.object({
  now: z.int(),
  meeting: BoardMeeting.nullable(),
  meetings: z.array(BoardMeeting.pick({ meetingId: true, title: true, startsAt: true })),
  rooms: z.array(BoardRoom),
  mayAct: z.boolean(),
})
export type Board = z.infer<typeof Board>

/** Without either: the rooms of the next meeting within a day, all of them when there is none. */
export const BoardQuery = z.object({ meeting: MeetingId.optional(), all: QueryFlag.optional() })
export type BoardQuery = z.infer<typeof BoardQuery>

/** `ready`: good or weak, which can hold the meeting. */
export const ReadyCount = z.object({ ready: z.int(), weak: z.int(), bad: z.int(), unknown: z.int(), rooms: z.int() })
export type ReadyCount = z.infer<typeof ReadyCount>

export const Asked = z.object({ rooms: z.int() })
export type Asked = z.infer<typeof Asked>

/** What was found of a step last, and when; a later test need not have all steps. */
export const KeptStep = z.object({ at: z.int(), result: StepResult, verdict: Verdict })
export type KeptStep = z.infer<typeof KeptStep>

/** A day of a room in Vietnam, "2026-11-29": its worst, how many tests. */
export const ReadinessDay = z.object({ day: z.iso.date(), worst: Health, runs: z.int(), bad: z.int() })
export type ReadinessDay = z.infer<typeof ReadinessDay>

export const StillState = z.object({ askedAt: z.int().nullable(), takenAt: z.int().nullable() })
export type StillState = z.infer<typeof StillState>

export const RoomReadiness = BoardRoom.extend({
  profile: RoomProfile,
  steps: z.array(KeptStep),
  /** Of 24 months; a day without a test is left out. */
  days: z.array(ReadinessDay),
  still: StillState,
  mayAct: z.boolean(),
})
export type RoomReadiness = z.infer<typeof RoomReadiness>

export const RunSummary = z.object({
  runId: RowId,
  at: z.int(),
  trigger: RunTrigger,
  meetingId: MeetingId.nullable(),
  health: Health,
  reasons: z.array(BoardReason),
  /** Figures are kept for 60 days. */
  hasFigures: z.boolean(),
})
export type RunSummary = z.infer<typeof RunSummary>

export const RunPage = z.object({ runs: z.array(RunSummary), more: z.boolean() })
export type RunPage = z.infer<typeof RunPage>
export const RunsQuery = z.object({ before: z.coerce.number().int().min(0).max(8.64e15).optional() })

/** Bytes of a still of a room's camera. */
export const MAX_STILL_BYTES = 60 * 1024
