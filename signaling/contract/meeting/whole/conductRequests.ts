import { z } from 'zod'
import { MAX_REASON } from '../door/reduce.ts'
import { ParticipantId, RowId, UnitCode } from '../../core/ids.ts'
import { meetingLimits } from '../../core/limits.ts'
import { Seat } from '../../core/seat.ts'
import { line, paragraph, recorded, requiredLine, requiredParagraph } from '../../text/text.ts'
import { AgendaPoint, Conduct, Electorate, FloorHolder, FloorMode, isShare, ItemId, Note, NoteId, OpenPaper, OptionId, Stage, VoteId, VoteRule } from './conduct.ts'

/** A plan that changes while the meeting goes on may bring points beside the full agenda. */
const MAX_ORDERED = meetingLimits.items + meetingLimits.plannedItems

const empty = z.object({})
const done = empty
/** Asked on purpose although the quorum is missed (SPEC 10.6); says nothing while it is reached. */
const belowQuorum = z.literal(true).exactOptional()
const who = z.object({ participantId: ParticipantId })
const isDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length

/** Where the presenter looks and points, in parts of the page (0..1); `pointer` null = nowhere. */
export const PaperPoint = z.object({
  /** 1 = all of the page is seen. */
  zoom: z.number().min(0.25).max(8),
  /** How much of the page's width is seen: screens of another shape show no less. */
  width: z.number().min(0).max(1).exactOptional(),
  /** How far it is scrolled, of what there is to scroll. */
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  pointer: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullable(),
})
export type PaperPoint = z.infer<typeof PaperPoint>

export const ComplaintKind = z.enum(['noSound', 'badSound', 'noPicture', 'badPicture'])

/** Somebody hears or sees badly; `about` null: everything. Volatile. */
export const Complaint = z.object({ from: ParticipantId, about: ParticipantId.nullable(), what: ComplaintKind, at: z.int() })
export type Complaint = z.infer<typeof Complaint>

/** A line of the chat. Kept with the meeting, outside its log: not all of it is for everyone. */
export const ChatMessage = z.object({
  messageId: RowId,
  at: z.int(),
  from: ParticipantId,
  fromName: recorded(),
  to: z.enum(['all', 'secretary', 'technician']),
  text: recorded(),
})
export type ChatMessage = z.infer<typeof ChatMessage>

/** While somebody of a unit was connected, milliseconds since the epoch; `to` null: still. */
export const UnitSpan = z.object({ from: z.int(), to: z.int().nullable() })
export type UnitSpan = z.infer<typeof UnitSpan>

/** What a client asks while a meeting is conducted; answers come once it is on disk (SPEC 2.1). */
export const conductRequests = {
  'meeting:start': { data: z.object({ belowQuorum }), response: done },
  /** For everyone. */
  'meeting:end': { data: empty, response: done },
  'seat:set': { data: who.extend({ seat: Seat }), response: done },
  /** The chair gives the chair away. */
  'chair:handOver': { data: who, response: done },

  'floor:setMode': { data: z.object({ mode: FloorMode }), response: done },
  'floor:setLimit': { data: z.object({ speakLimitSec: Conduct.shape.speakLimitSec }), response: done },
  /** Đăng ký phát biểu: asking is consent to be opened when it is granted. */
  'floor:request': { data: z.object({ itemId: ItemId.nullable(), speaker: line(200), note: line(500) }), response: done },
  /** Own one; with `participantId` chair and secretary skip somebody. */
  'floor:withdraw': { data: z.object({ participantId: ParticipantId.nullable() }), response: done },
  'floor:move': { data: who.extend({ before: ParticipantId.nullable() }), response: done },
  'floor:grant': { data: who.extend({ itemId: ItemId.nullable(), limitSec: FloorHolder.shape.limitSec.optional() }), response: done },
  'floor:extend': { data: who.extend({ limitSec: FloorHolder.shape.limitSec }), response: done },
  /** Own one, or by the chair. */
  'floor:end': { data: z.object({ participantId: ParticipantId.nullable() }), response: done },
  'floor:silenceAll': { data: empty, response: done },
  'mic:cut': { data: who, response: done },
  /** In the room itself: my microphone may be opened again. */
  'mic:consent': { data: empty, response: done },

  /** Put out of the meeting, or turned away at its door; `barred`: and not let in again (SPEC 3.10, 3.11). */
  'participant:remove': { data: who.extend({ barred: z.boolean(), reason: line(MAX_REASON) }), response: done },
  /** May come in again. */
  'participant:allow': { data: who, response: done },
  'door:lock': { data: z.object({ locked: z.boolean() }), response: done },
  'camera:stop': { data: who, response: done },
  /** In the room itself: my camera may be opened again. */
  'camera:consent': { data: empty, response: done },

  'stage:set': { data: z.object({ stage: Stage }), response: done },
  'share:allow': { data: who.extend({ allowed: z.boolean() }), response: done },
  /** Somebody's screen with its sound. */
  'screen:stop': { data: who, response: done },
  'paper:open': { data: OpenPaper.pick({ paperId: true, version: true, page: true }), response: done },
  'paper:turn': { data: OpenPaper.pick({ page: true }), response: done },
  'paper:close': { data: empty, response: done },
  /** Volatile. */
  'paper:point': { data: PaperPoint, response: done },
  'chat:set': { data: z.object({ open: z.boolean() }), response: done },
  'chat:send': { data: z.object({ to: z.enum(['all', 'secretary', 'technician']), text: requiredParagraph(2_000) }), response: done },
  'chat:history': { data: empty, response: z.object({ messages: z.array(ChatMessage) }) },
  /** "I hear you badly": to the technicians. */
  'complaint:send': { data: z.object({ about: ParticipantId.nullable(), what: ComplaintKind }), response: done },

  'rollCall:open': { data: empty, response: done },
  'rollCall:close': { data: empty, response: done },
  /** By the room for its own unit; by the secretary for any. */
  'rollCall:confirm': {
    data: z.object({ unitCode: UnitCode.nullable(), count: z.int().min(0).max(999), people: z.array(requiredLine(200)).max(60) }),
    response: done,
  },
  /** For chair and secretary, from the log; the state has the last times only. */
  'rollCall:times': { data: z.object({ unitCode: UnitCode }), response: z.object({ spans: z.array(UnitSpan) }) },
  'rollCall:excuse': { data: z.object({ unitCode: UnitCode, reason: line(300).nullable() }), response: done },

  'agenda:start': { data: z.object({ itemId: ItemId }), response: done },
  'agenda:close': { data: z.object({ itemId: ItemId, conclusion: paragraph(meetingLimits.conclusionLetters) }), response: done },
  'agenda:conclude': { data: z.object({ itemId: ItemId, conclusion: paragraph(meetingLimits.conclusionLetters) }), response: done },
  'agenda:set': { data: AgendaPoint.pick({ itemId: true, minutes: true }).extend({ title: requiredLine(300), presenter: line(200) }), response: done },
  'agenda:order': { data: z.object({ itemIds: z.array(ItemId).max(MAX_ORDERED) }), response: done },
  'note:set': { data: Note.pick({ noteId: true, itemId: true }).extend({ speaker: line(200), text: paragraph(meetingLimits.noteLetters) }), response: done },
  'note:remove': { data: z.object({ noteId: NoteId }), response: done },

  'vote:open': {
    data: z.object({
      voteId: VoteId,
      itemId: ItemId.nullable(),
      question: requiredParagraph(1_000),
      options: z.array(z.object({ optionId: OptionId, label: requiredLine(200) })).min(2).max(12),
      decides: OptionId.nullable(),
      secret: z.boolean(),
      electorate: Electorate,
      rule: VoteRule.refine(({ majority }) => majority.kind !== 'custom' || isShare(majority.share), 'the share is more than nothing, and the whole at most'),
      mayChange: z.boolean(),
      /** Countdown in seconds; null = until the chair closes it. */
      forSec: z.int().min(10).max(24 * 3600).nullable(),
      belowQuorum,
    })
      .refine(({ options }) => isDistinct(options.map(({ optionId }) => optionId)), { path: ['options'], error: 'each has an id of its own' })
      .refine(({ options }) => isDistinct(options.map(({ label }) => label.toLocaleLowerCase('vi'))), { path: ['options'], error: 'no two read the same' })
      .refine(({ options, decides }) => decides === null || options.some(({ optionId }) => optionId === decides), { path: ['decides'], error: 'is one of the options' }),
    response: done,
  },
  'vote:cast': { data: z.object({ voteId: VoteId, optionId: OptionId }), response: done },
  'vote:close': { data: z.object({ voteId: VoteId }), response: done },
  'vote:cancel': { data: z.object({ voteId: VoteId }), response: done },
} as const
