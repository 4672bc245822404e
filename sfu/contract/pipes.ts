/**
 * Media nodes ask this of each other, over the same connection as signaling (see control.ts) and with the same secret,
 * but with the handshake {@link NodeAuth}. A node that wants a producer of another asks for a pipe for the meeting
 * (`pipe:connect`), then for each producer (`pipe:produce`), which comes out under the same id. Notices of what ends by itself
 * arrive as `emit('pipeNotice', PipeNotice)`. Every request may be repeated: it does nothing twice.
 */
import { z } from 'zod'
import { MeetingId, NodeId, ProducerId } from './ids.ts'
import { MediaKind, RtpParameters } from './rtp.ts'

export const NodeAuth = z.object({
  secret: z.string().min(32).max(256),
  node: NodeId,
  protocol: z.int(),
})
export type NodeAuth = z.infer<typeof NodeAuth>

/** A node, and where its control API is. */
export const NodeAddress = z.object({ nodeId: NodeId, url: z.url({ protocol: /^https?$/ }).max(256) })
export type NodeAddress = z.infer<typeof NodeAddress>

/** The way to a producer: the neighbour first, the node that has it last. */
export const Via = z.array(NodeAddress).max(8)
export type Via = z.infer<typeof Via>

/** A pipe's end: where it listens, and the key of what comes from it. */
export const PipeAddress = z.object({
  /** IPv4, IPv6 or a name. */
  ip: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .max(253),
  port: z.int().min(1).max(65535),
  srtpParameters: z.object({
    cryptoSuite: z.enum(['AEAD_AES_256_GCM', 'AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32']),
    keyBase64: z
      .string()
      .regex(/^[A-Za-z0-9+/]+=*$/)
      .max(128),
  }),
})
export type PipeAddress = z.infer<typeof PipeAddress>

/** Where packets of a trial go, and the mark that they begin with (hexadecimal). */
export const EchoAddress = z.object({
  ip: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .max(253),
  port: z.int().min(1).max(65535),
  mark: z.string().regex(/^[0-9a-f]{32}$/),
})
export type EchoAddress = z.infer<typeof EchoAddress>

const meeting = { meetingId: MeetingId }
const producer = { ...meeting, producerId: ProducerId }
const empty = z.object({})

export const pipeRequests = {
  /** The caller's end of a pipe for this meeting, answered with the other. What it had of the meeting is closed first. */
  'pipe:connect': {
    data: z.object({
      ...meeting,
      pipe: PipeAddress,
      /** The wanted producers are further on: the meeting may be opened for them. */
      relay: z.boolean(),
    }),
    response: z.object({ nodeId: NodeId, pipe: PipeAddress }),
  },
  /** Sends a producer through the pipe, taken in over the rest of the way if it is not the node's own. */
  'pipe:produce': {
    data: z.object({ ...producer, via: Via }),
    response: z.object({ kind: MediaKind, rtpParameters: RtpParameters, paused: z.boolean() }),
  },
  'pipe:stop': { data: z.object(producer), response: empty },
  /** Closes the pipe with all that goes through it. */
  'pipe:close': { data: z.object(meeting), response: empty },
  /** Opens a socket on a port of pipes that sends back what begins with its mark, for some seconds. `unavailable` while another one is open. */
  'pipe:echo': { data: empty, response: EchoAddress },
} as const

export type PipeRequests = typeof pipeRequests
export type PipeRequestName = keyof PipeRequests
export type PipeData<N extends PipeRequestName> = z.infer<PipeRequests[N]['data']>
export type PipeResponse<N extends PipeRequestName> = z.infer<PipeRequests[N]['response']>

/** A node tells these to the one it sends to, without being asked. */
export const PipeNotice = z.discriminatedUnion('name', [
  z.object({ name: z.literal('producerEnded'), ...producer }),
  z.object({ name: z.literal('producerPaused'), ...producer, paused: z.boolean() }),
  /** The pipe is closed, with all that went through it. */
  z.object({ name: z.literal('pipeClosed'), ...meeting }),
])
export type PipeNotice = z.infer<typeof PipeNotice>
