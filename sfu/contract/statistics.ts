/**
 * What a media node measures of itself and of the endpoints on it. All of it is volatile: it is told in notices, and nobody waits for it.
 * Bitrates are bits a second, shares 0..1. Null: it could not be read, which is never 0.
 */
import { z } from 'zod'
import { EndpointId } from './ids.ts'
import { Source } from './rtp.ts'

/** The node's own process and its machine, over the time since the last report. */
export const NodeFigures = z.object({
  /** The node's clock when it measured, milliseconds since the epoch. */
  at: z.number(),
  process: z.object({
    /** Share of one core, without the workers. */
    cpu: z.number(),
    /** Resident, bytes. */
    memory: z.number(),
    /** The event loop was late by so much at most, milliseconds. */
    loopLag: z.number(),
  }),
  machine: z.object({
    /** Share of all processors, without processes that give way (nice). */
    cpu: z.number().nullable(),
    memory: z.number(),
    /** UDP packets of the whole machine a second; `dropped` came and found no room in the buffer of a socket. */
    packets: z.object({ in: z.number(), out: z.number(), dropped: z.number() }).nullable(),
  }),
})
export type NodeFigures = z.infer<typeof NodeFigures>

/** One direction of an endpoint. */
const TransportStatistics = z.object({
  /** What packets came over last, and from which address and port; null: none has come yet. */
  way: z.object({ protocol: z.enum(['udp', 'tcp']), address: z.string().regex(/^[0-9A-Fa-f.:[\]]{1,80}$/) }).nullable(),
  bitrateIn: z.number(),
  bitrateOut: z.number(),
  /** Packets that did not arrive, of those that carry media: at the node for `send`, at the client for `recv`. */
  loss: z.number().nullable(),
})

/** A stream of a producer: one layer of simulcast, or all of it. */
const EncodingStatistics = z.object({ bitrate: z.number(), score: z.int() })

const ProducerStatistics = z.object({
  source: Source,
  /** Nothing of it is forwarded: its endpoint or the gate of its microphone says so. What it counts is not read then. */
  paused: z.boolean(),
  /** mediasoup's, 0..10: that of its best layer. */
  score: z.int(),
  /** Layers that have come, the lowest first. */
  encodings: z.array(EncodingStatistics).max(8),
  /** Packets that did not come, or came too late, since it was opened. */
  lost: z.int().nullable(),
  /** Milliseconds, of the worst layer. */
  jitter: z.number().nullable(),
  /** Packets that were asked for again since it was opened. */
  nacks: z.int().nullable(),
  /** Whole pictures that were asked for since it was opened. */
  plis: z.int().nullable(),
})

export const EndpointStatistics = z.object({
  endpointId: EndpointId,
  send: TransportStatistics,
  recv: TransportStatistics,
  /** To the client and back, milliseconds. */
  rtt: z.number().nullable(),
  producers: z.array(ProducerStatistics).max(Source.options.length),
  /** What is sent to it, added up; `score` is the lowest of those that flow, null: none does. */
  consumers: z.object({
    count: z.int(),
    flowing: z.int(),
    score: z.int().nullable(),
    bitrate: z.number(),
  }),
})
export type EndpointStatistics = z.infer<typeof EndpointStatistics>

/** What became of a trial of the way to another node. */
export const WayTried = z.object({
  /** From the question to the answer over its control port, milliseconds; null: it does not answer there. */
  control: z.number().nullable(),
  /** UDP packets that were sent to a port of pipes, and that came back, and how long they took; null: it was not tried. */
  udp: z.object({ sent: z.int(), back: z.int(), rtt: z.number().nullable() }).nullable(),
  /** Bits a second that came back while as much was sent as a large meeting needs; null: nothing came back. */
  bitrate: z.number().nullable(),
})
export type WayTried = z.infer<typeof WayTried>
