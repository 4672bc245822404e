import { MeetingId, OptionId, ParticipantId, VoteId } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** What the bench asks of the process that has the listening rooms. */
export const Command = z.discriminatedUnion('do', [
  /** Brings them in, so many at a time; the first is the one who will speak. */
  z.object({
    do: z.literal('enter'),
    url: z.string(),
    meetingId: MeetingId,
    rooms: z.array(z.object({ token: z.string(), name: z.string() })).min(1),
    together: z.int().min(1),
  }),
  /** One room in so many puts this camera on its screen. */
  z.object({ do: z.literal('look'), at: ParticipantId, every: z.int().min(1), height: z.int() }),
  /** What is counted begins anew. */
  z.object({ do: z.literal('begin') }),
  z.object({ do: z.literal('count') }),
  /** Every room confirms that its unit is there, one after the other within this time. */
  z.object({ do: z.literal('confirm'), withinMs: z.int() }),
  /** Every room votes. */
  z.object({ do: z.literal('vote'), withinMs: z.int(), voteId: VoteId, optionIds: z.array(OptionId).min(1) }),
])
export type Command = z.infer<typeof Command>

/** When each room asked, in their order; milliseconds since 1970, null = it was refused. */
const Asked = z.object({ askedAt: z.array(z.number().nullable()), refusals: z.array(z.string()) })
export type Asked = z.infer<typeof Asked>

const Count = z.object({
  /** Rooms that hear who has the floor: a packet came within the last half second. */
  hearing: z.int(),
  /** Their longest time without one since counting began, milliseconds. */
  longestGapMs: z.array(z.number()),
  /** Rooms in which the picture that they look at has begun. */
  seeing: z.int(),
  sent: z.int(),
  received: z.int(),
  lost: z.int(),
  skipped: z.int(),
  delay: z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() }),
})
export type Count = z.infer<typeof Count>

export const answers = {
  enter: z.object({ participantIds: z.array(ParticipantId), farmPid: z.int(), joinMs: z.array(z.number()) }),
  look: z.object({}),
  begin: z.object({}),
  count: Count,
  confirm: Asked,
  vote: Asked,
} as const satisfies Record<Command['do'], z.ZodType>
export type AnswerTo<N extends Command['do']> = z.infer<(typeof answers)[N]>

export const Asking = z.object({ id: z.int(), command: Command })
export const Answering = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), data: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), error: z.string() }),
])
export type Answering = z.infer<typeof Answering>
