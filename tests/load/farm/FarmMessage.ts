import { z } from 'zod'

/**
 * A time on CLOCK_REALTIME: nanoseconds as text on the wire, as JSON's numbers do not hold them; here milliseconds
 * since 1970 with a fraction, to be compared with `performance.timeOrigin + performance.now()`. Null = never.
 */
const Time = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform((ns) => (ns === '0' ? null : Number(BigInt(ns) / 1000n) / 1000))
const Moment = Time.pipe(z.number())

const count = z.int().nonnegative()
const transport = z.int()
const ssrc = z.int().nonnegative()

const FarmEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('ready'), fingerprint: z.string() }),
  /** A check with the newest credentials was answered. */
  z.object({ event: z.literal('iceConnected'), transport }),
  /** The server answered a check with an error. */
  z.object({ event: z.literal('iceRefused'), transport }),
  /** No check was answered for 5 s: a browser calls that `disconnected`. `iceConnected` tells its end. */
  z.object({ event: z.literal('iceSilent'), transport }),
  /** No check was answered for 30 s. */
  z.object({ event: z.literal('consentLost'), transport }),
  z.object({ event: z.literal('connected'), transport, profile: z.string() }),
  z.object({ event: z.literal('failed'), transport, reason: z.string() }),
  z.object({ event: z.literal('firstPacket'), transport, ssrc, at: Moment }),
  z.object({ event: z.literal('awaitedPacket'), transport, ssrc, at: Moment }),
  z.object({ event: z.literal('keyFrame'), transport, ssrc, width: count, height: count, at: Moment }),
  /** The server asked for a key frame of something sent here. */
  z.object({ event: z.literal('keyFrameAsked'), transport, ssrc }),
])
export type FarmEvent = z.infer<typeof FarmEvent>

const FarmReply = z.looseObject({ reply: z.int(), error: z.string().exactOptional() })
export type FarmReply = z.infer<typeof FarmReply>

/** One line of the farm's output. */
export const FarmMessage = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      context.addIssue('not JSON') // half a line, of a farm that was killed
      return z.NEVER
    }
  })
  .pipe(z.union([FarmReply.transform((answer) => ({ answer })), FarmEvent.transform((event) => ({ event }))]))

export const TransportStats = z.object({
  /** Packets whose SRTP tag was wrong. */
  unauthentic: count,
  /** RTP packets that the kernel did not take. */
  refused: count,
  received: z.array(
    z.object({
      ssrc,
      /** True when `consume` was called for it. */
      announced: z.boolean(),
      packets: count,
      bytes: count,
      lost: count,
      /** Jitter in units of the RTP clock. */
      jitter: count,
      keyFrames: count,
      /** Size of the last key frame. */
      width: count,
      height: count,
      firstArrival: Time,
      lastArrival: Time,
    }),
  ),
  sent: z.array(
    z.object({
      ssrc,
      packets: count,
      bytes: count,
      frames: count,
      skipped: count,
      keyFrames: count,
      keyFrameRequests: count,
      nacks: count,
    }),
  ),
})
export type TransportStats = z.infer<typeof TransportStats>

export const FarmUsage = z.object({
  /** CPU time of the process since its start, microseconds. */
  cpuUs: count,
  sent: count,
  received: count,
  /** Packets lost by sequence numbers, of transports that are open. */
  lost: count,
  /** Frames that were not sent because the farm did not run in time: a measurement with any is worth little. */
  skipped: count,
  /** The longest that a datagram waited in the kernel for the farm since this was last asked; microseconds. */
  longestWaitUs: count,
})
export type FarmUsage = z.infer<typeof FarmUsage>

/** Time that sound was on its way from this farm to this farm since this was last asked, of streams that are inspected; microseconds. */
export const FarmDelays = z.object({ count, p50Us: count, p95Us: count, p99Us: count, longestUs: count })
export type FarmDelays = z.infer<typeof FarmDelays>

/** How long each listener went without a packet of what it waits for; microseconds. A listener that never had one is not there. */
export const FarmGaps = z.object({
  gaps: z.array(
    z.object({
      listener: count,
      /** The longest since counting began, the open one included. */
      longestUs: count,
      /** Since the last packet. */
      openUs: count,
    }),
  ),
})
export type FarmGaps = z.infer<typeof FarmGaps>
