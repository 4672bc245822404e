import { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import { z } from 'zod'

const index = z.int().min(0)

/** Something that happens in a meeting that goes on for long. Rooms are numbered as they came in first, from the chair's, which is 0. */
export const Act = z.discriminatedUnion('kind', [
  /** `vanishes`: without a word, as a PC that loses its power. */
  z.object({ kind: z.literal('leave'), room: index, vanishes: z.boolean() }),
  z.object({ kind: z.literal('come'), room: index }),
  z.object({ kind: z.literal('floor'), from: index, to: index }),
  /** The chair has these on its wall. */
  z.object({ kind: z.literal('page'), first: index, count: index }),
])
export type Act = z.infer<typeof Act>

/** What the bench asks of the process that has the rooms. */
export const Command = z.discriminatedUnion('do', [
  /** Brings these in. The cable can be cut of all but the chair and the one who will speak, each of whom may be somewhere else. */
  z.object({
    do: z.literal('enter'),
    dataDir: z.string(),
    meetingId: MeetingId,
    url: z.string(),
    /** The same, by the cable that can be cut. */
    cableUrl: z.string(),
    accounts: z.array(AccountId).min(1),
    chair: AccountId,
    speaker: AccountId,
    /** Whose picture everybody waits for; that one waits for the other's. */
    seen: z.enum(['chair', 'speaker']),
  }),
  /** Starts the meeting and gives the speaker the floor, where the chair is here, and lets everybody look. */
  z.object({ do: z.literal('begin') }),
  /** The one who will speak asks for the floor. */
  z.object({ do: z.literal('askFloor') }),
  /** How it is with each, now. */
  z.object({ do: z.literal('look') }),
  /** Counting of gaps begins anew. */
  z.object({ do: z.literal('beginGaps') }),
  /** Some rooms ask for something to be recorded, again and again. */
  z.object({ do: z.literal('probe') }),
  /** They ask at once, and for a while more often. */
  z.object({ do: z.literal('nudge') }),
  /** They stop, and tell what was answered. */
  z.object({ do: z.literal('stopProbe') }),
  z.object({ do: z.literal('cut'), on: z.boolean() }),
  z.object({ do: z.literal('act'), act: Act }),
  /** The chair ends the meeting, and all are gone. */
  z.object({ do: z.literal('endMeeting') }),
  /** Notes ten times a second how it is with each. */
  z.object({ do: z.literal('record') }),
  /** No more; tells what was noted. */
  z.object({ do: z.literal('stopRecord') }),
])
export type Command = z.infer<typeof Command>

/** Milliseconds; null = nothing came yet. */
const Gap = z.object({ longestMs: z.number(), openMs: z.number() }).nullable()

export const RoomLook = z.object({
  name: z.string(),
  /** In the meeting and online, as its page would show it. */
  isIn: z.boolean(),
  phase: z.string(),
  media: z.string(),
  sound: Gap,
  picture: Gap,
})
export type RoomLook = z.infer<typeof RoomLook>

/** How it was at one moment: for each room, in order, the milliseconds since the last packet; null = none came yet. */
export const Recorded = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  sound: z.array(z.number().nullable()),
  picture: z.array(z.number().nullable()),
})
export type Recorded = z.infer<typeof Recorded>

/** A command of a participant that puts this text on record. Times are milliseconds since the epoch. */
export const Asked = z.object({
  text: z.string(),
  /** When it was wanted first: a refused one is asked again with another text. */
  wantedAt: z.number(),
  answeredAt: z.number().nullable(),
  /** `acknowledged`, or why it was refused; null = not answered. */
  outcome: z.string().nullable(),
})
export type Asked = z.infer<typeof Asked>

export const answers = {
  enter: z.object({ farmPid: z.int() }),
  begin: z.object({}),
  askFloor: z.object({}),
  look: z.object({ rooms: z.array(RoomLook), process: z.string().nullable() }),
  beginGaps: z.object({}),
  probe: z.object({}),
  nudge: z.object({}),
  stopProbe: z.object({ asked: z.array(z.array(Asked)) }),
  cut: z.object({}),
  /** `failure`: why it did not happen. */
  act: z.object({ failure: z.string().nullable() }),
  endMeeting: z.object({}),
  record: z.object({}),
  stopRecord: z.object({ samples: z.array(Recorded) }),
} as const satisfies Record<Command['do'], z.ZodType>
export type AnswerTo<N extends Command['do']> = z.infer<(typeof answers)[N]>

export const Asking = z.object({ id: z.int(), command: Command })
export const Answering = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), data: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), error: z.string() }),
])
export type Answering = z.infer<typeof Answering>
