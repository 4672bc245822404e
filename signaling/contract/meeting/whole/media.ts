import { RtpCapabilities, TransportParameters } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { LegId } from '../../core/ids.ts'
import { besideTransports } from '../../core/turn.ts'

/** Transports of a new leg, for a client that is to make its side of them. */
export const FreshMedia = z.object({
  leg: LegId,
  routerRtpCapabilities: RtpCapabilities,
  send: TransportParameters,
  recv: TransportParameters,
  ...besideTransports,
})
export type FreshMedia = z.infer<typeof FreshMedia>

export const JoinMedia = z.discriminatedUnion('kind', [
  FreshMedia.extend({ kind: z.literal('fresh') }),
  /** The endpoint is alive at the media node, from before or prepared: go on with the transports you have. */
  z.object({ kind: z.literal('kept') }),
  /**
   * No media node just now: the meeting works without, `mediaReady` tells when to call `media:rebuild`. `full`: there are nodes, and
   * none has room.
   */
  z.object({ kind: z.literal('waiting'), full: z.boolean().exactOptional() }),
])
export type JoinMedia = z.infer<typeof JoinMedia>
