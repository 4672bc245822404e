import type { LineCount } from '@diem-cau/signaling-contract/readiness'
import { z } from 'zod'

/** mediasoup's statistics of a stream that it receives, as far as a test needs them. */
const Stream = z.object({
  timestamp: z.number(),
  byteCount: z.number(),
  packetCount: z.number(),
  /** Counted anew about once a second, without what was sent again. */
  packetsLost: z.number(),
  /** It has asked for so many that were missing, at once; sound is not asked for again. */
  nackPacketCount: z.number().default(0),
})

/** Adds up what a node counts of all streams; rows of another shape count nothing. Pure. */
export function receivedOf(stats: readonly unknown[]): LineCount {
  const streams = stats.flatMap((row) => Stream.safeParse(row).data ?? [])
  const sum = (value: (stream: z.infer<typeof Stream>) => number) =>
    streams.reduce((all, stream) => all + value(stream), 0)
  return {
    at: Math.max(0, ...streams.map(({ timestamp }) => timestamp)),
    bytes: sum(({ byteCount }) => byteCount),
    packets: sum(({ packetCount }) => packetCount),
    lost: sum(({ packetsLost, nackPacketCount }) => Math.max(0, packetsLost, nackPacketCount)),
  }
}
