import { z } from 'zod'
import { ParticipantId, RowId, UnitCode } from '../../core/ids.ts'
import { meetingLimits } from '../../core/limits.ts'
import { Seat } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'

const shortId = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/)

/** A point of the agenda, as the schedule names it or the secretary adds it. */
export const ItemId = shortId.brand<'ItemId'>()
export type ItemId = z.infer<typeof ItemId>
export const VoteId = shortId.brand<'VoteId'>()
export type VoteId = z.infer<typeof VoteId>
export const OptionId = shortId.brand<'OptionId'>()
export type OptionId = z.infer<typeof OptionId>
export const NoteId = shortId.brand<'NoteId'>()
export type NoteId = z.infer<typeof NoteId>
/** A unit's code or a participant's id. */
export const VoterId = RowId

/** Who may speak: only chair and floor holders; anyone, a few at a time; only the chair (SPEC 8.1). */
export const FloorMode = z.enum(['chaired', 'open', 'silent'])
export type FloorMode = z.infer<typeof FloorMode>

/** Most who hold the floor together (SPEC 8.4). */
export const MAX_HOLDERS = 4
/** Most microphones that are open together in mode `open` (SPEC 8.2). */
export const MAX_OPEN_VOICES = 6
/** The chair's device is gone this long before somebody else acts, in milliseconds (SPEC 7.4). */
export const CHAIR_GRACE_MS = 20_000

/** In the queue of those who want to speak, first come first; chair and secretary may change the order. */
export const FloorRequest = z.object({
  participantId: ParticipantId,
  /** To which point; null = in general. */
  itemId: ItemId.nullable(),
  /** Who of the room will speak; '' = the room. */
  speaker: recorded(200),
  note: recorded(500),
  /** Milliseconds since the epoch. */
  at: z.int(),
})
export type FloorRequest = z.infer<typeof FloorRequest>

/** Who has the floor. The limit is shown, and told; nobody is cut off by it. */
export const FloorHolder = z.object({
  participantId: ParticipantId,
  itemId: ItemId.nullable(),
  speaker: recorded(200),
  grantedAt: z.int(),
  /** Since when their microphone is cut and the clock stands (SPEC 8.9); null = it runs. */
  stoppedAt: z.int().nullable(),
  /** Milliseconds that it stood before that. */
  stoppedMs: z.int().min(0),
  /** Seconds; null = none. */
  limitSec: z.int().min(10).max(3 * 3600).nullable(),
})
export type FloorHolder = z.infer<typeof FloorHolder>

/** What everyone watches (SPEC 9.1). */
export const Stage = z.discriminatedUnion('kind', [
  /** Shared screen, else open paper, else who has the floor, else the chair. */
  z.object({ kind: z.literal('follow') }),
  z.object({ kind: z.literal('pinned'), participantIds: z.array(ParticipantId).min(1).max(4) }),
  z.object({ kind: z.literal('gallery'), page: z.int().min(0).max(100) }),
  /** Screen or paper with the speaker beside it. */
  z.object({ kind: z.literal('content') }),
])
export type Stage = z.infer<typeof Stage>

/** The paper that is open for all; `page` from 1. Zoom and pointer are volatile. */
export const OpenPaper = z.object({
  paperId: RowId,
  version: z.int().min(1),
  name: recorded(200),
  presenter: ParticipantId,
  page: z.int().min(1).max(10_000),
})
export type OpenPaper = z.infer<typeof OpenPaper>

export const AgendaPoint = z.object({
  itemId: ItemId,
  title: recorded(300),
  presenter: recorded(200),
  minutes: z.int().min(0).max(600),
  status: z.enum(['waiting', 'current', 'done']),
  /** When it last became the current one. */
  startedAt: z.int().nullable(),
  /** Milliseconds that it was the current one before `startedAt`. */
  spentMs: z.int().min(0),
  conclusion: recorded(meetingLimits.conclusionLetters),
})
export type AgendaPoint = z.infer<typeof AgendaPoint>

/** What a unit that is expected has said and done. Whether it is connected now follows from the participants. */
export const UnitPresence = z.object({
  code: UnitCode,
  name: recorded(200),
  /** Invited only when the meeting was open already (SPEC 11.7); null = from the beginning. */
  addedAt: z.int().nullable(),
  firstSeenAt: z.int().nullable(),
  /** When its last participant left or lost the line, and when one was back after that; null = never. */
  lastLeftAt: z.int().nullable(),
  lastBackAt: z.int().nullable(),
  /** Confirmed by the room, or by the secretary for it: how many people, who. Null = not yet. */
  confirmed: z
    .object({ count: z.int().min(0).max(999), people: z.array(recorded(200)).max(60), at: z.int(), by: ParticipantId })
    .nullable(),
  /** Absent, with what reason the secretary noted; null = not noted. */
  excused: recorded(300).nullable(),
})
export type UnitPresence = z.infer<typeof UnitPresence>

/** A share of something, as a fraction: 1/2 means more than half for a majority, at least half for a quorum. */
export const Fraction = z.object({ numerator: z.int().min(0).max(1000), denominator: z.int().min(1).max(1000) })
export type Fraction = z.infer<typeof Fraction>

/** Not of nothing, and not more than the whole. */
export const isShare = ({ numerator, denominator }: Fraction): boolean => numerator >= 1 && numerator <= denominator

/** How many units were present, of how many expected, and how many make the quorum that was missed (SPEC 10.6). */
export const Shortfall = z.object({ present: z.int().min(0), expected: z.int().min(0), needed: z.int().min(0) })
export type Shortfall = z.infer<typeof Shortfall>

export const VoteRule = z.object({
  /** More than the share (simple: 1/2), or at least the share (two thirds, custom). */
  majority: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('simple') }),
    z.object({ kind: z.literal('twoThirds') }),
    z.object({ kind: z.literal('custom'), share: Fraction }),
  ]),
  /** Of whom: those who are present when it closes, or all who are invited. */
  of: z.enum(['present', 'invited']),
})
export type VoteRule = z.infer<typeof VoteRule>

/** Who has a ballot: each unit one, or each named delegate. A voter's id is the unit's code or the participant's. */
export const Electorate = z.enum(['units', 'delegates'])

export const Vote = z.object({
  voteId: VoteId,
  itemId: ItemId.nullable(),
  question: recorded(1_000),
  options: z.array(z.object({ optionId: OptionId, label: recorded(200) })).min(2).max(12),
  /** The option whose share decides whether it passed; null = the result is only counted. */
  decides: OptionId.nullable(),
  secret: z.boolean(),
  electorate: Electorate,
  rule: VoteRule,
  /** Whether an open ballot may be changed until closing; a secret one never (SPEC 12.5). */
  mayChange: z.boolean(),
  /** It was opened without the quorum. */
  belowQuorum: Shortfall.exactOptional(),
  openedAt: z.int(),
  /** The countdown ends here; null = until the chair closes it. */
  closesAt: z.int().nullable(),
  status: z.enum(['open', 'closed', 'cancelled']),
  /** Who may vote, fixed when it opens: id -> name. */
  voters: z.record(VoterId, recorded(200)),
  /** Who has voted: id -> option; null in a secret vote. */
  ballots: z.record(VoterId, OptionId.nullable()),
  /** Once closed. `base`: of how many the majority is taken. */
  result: z
    .object({ counts: z.record(OptionId, z.int()), cast: z.int(), base: z.int(), passed: z.boolean().nullable() })
    .nullable(),
})
export type Vote = z.infer<typeof Vote>

/** A line of the secretary for the minutes: what was said. */
export const Note = z.object({
  noteId: NoteId,
  itemId: ItemId.nullable(),
  speaker: recorded(200),
  text: recorded(meetingLimits.noteLetters),
  at: z.int(),
})
export type Note = z.infer<typeof Note>

/** How the meeting is conducted, as every side of it sees it. */
export const Conduct = z.object({
  /** The chair has opened the meeting formally. */
  startedAt: z.int().nullable(),
  /** Who acts as the chair now; null = nobody there may. */
  actingChair: ParticipantId.nullable(),
  /** Seats that were changed in the meeting: they stay, whoever leaves and comes back. */
  seats: z.record(ParticipantId, Seat),
  mode: FloorMode,
  holders: z.array(FloorHolder).max(MAX_HOLDERS),
  queue: z.array(FloorRequest),
  /** How often each has had the floor, whoever is there now. */
  spoken: z.record(ParticipantId, z.int()).default({}),
  /** Their microphone was cut: it stays closed until they open it themselves (SPEC 8.6). */
  cut: z.record(ParticipantId, z.literal(true)),
  /** Their camera was stopped: it stays closed until they open it themselves (SPEC 5.10). */
  cameraStopped: z.record(ParticipantId, z.literal(true)),
  /** Asked to share their screen, whatever the rule says. */
  mayShare: z.record(ParticipantId, z.literal(true)),
  share: z.enum(['chairOnly', 'floor', 'everyone']),
  /** Given when somebody gets the floor, in seconds; null = no limit. */
  speakLimitSec: z.int().min(10).max(3 * 3600).nullable(),
  stage: Stage,
  paper: OpenPaper.nullable(),
  chatOpen: z.boolean(),
  rollCall: z.object({ openedAt: z.int().nullable(), closedAt: z.int().nullable() }),
  /** What the schedule said last; a newer version of the plan is taken over, what was changed in the meeting stays. */
  programme: z
    .object({ version: z.int(), itemIds: z.array(ItemId), share: z.enum(['chairOnly', 'floor', 'everyone']), quorum: Fraction })
    .nullable(),
  /** Units that are expected, in the order of the invitation. */
  units: z.array(UnitPresence),
  /** Share of the units expected that must be present. */
  quorum: Fraction,
  agenda: z.array(AgendaPoint),
  votes: z.record(VoteId, Vote),
  notes: z.array(Note),
})
export type Conduct = z.infer<typeof Conduct>

export const initialConduct: Conduct = {
  startedAt: null,
  actingChair: null,
  seats: {},
  mode: 'chaired',
  holders: [],
  queue: [],
  spoken: {},
  cut: {},
  cameraStopped: {},
  mayShare: {},
  share: 'floor',
  speakLimitSec: null,
  stage: { kind: 'follow' },
  paper: null,
  chatOpen: true,
  rollCall: { openedAt: null, closedAt: null },
  programme: null,
  units: [],
  quorum: { numerator: 1, denominator: 2 },
  agenda: [],
  votes: {},
  notes: [],
}
