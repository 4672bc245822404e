import type { EndpointId, EndpointStatistics, Source } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'

type Producer = EndpointStatistics['producers'][number]
type Transport = EndpointStatistics['send']

/** A transport as it is, and what its worker said of it. */
export type TransportRead = {
  readonly tuple: types.TransportTuple | undefined
  readonly stat: types.WebRtcTransportStat
}

/** `stats`: what its worker counts of each stream; empty while it is paused, when it is not asked. */
export type ProducerRead = {
  readonly source: Source
  readonly paused: boolean
  readonly score: readonly types.ProducerScore[]
  readonly stats: readonly types.ProducerStat[]
}

export type ConsumerRead = Pick<types.Consumer, 'paused' | 'producerPaused' | 'score'>

export type EndpointRead = {
  readonly endpointId: EndpointId
  readonly send: TransportRead
  readonly recv: TransportRead
  readonly producers: readonly ProducerRead[]
  readonly consumers: readonly ConsumerRead[]
  /** Of one that flows; asked where no producer knows how far away the client is. */
  readonly consumer: readonly Pick<types.BaseRtpStreamStats, 'roundTripTime'>[]
}

/** Ticks of an RTP clock in a millisecond: Opus has 48 kHz, all video 90. */
const TICKS = { audio: 48, video: 90 } as const

/** What a node says of an endpoint, made of what mediasoup says. Pure. */
export function statisticsOf({
  endpointId,
  send,
  recv,
  producers,
  consumers,
  consumer,
}: EndpointRead): EndpointStatistics {
  const flowing = consumers.filter(({ paused, producerPaused }) => !paused && !producerPaused)
  const rtts = [...producers.flatMap(({ stats }) => stats), ...consumer].flatMap(({ roundTripTime }) =>
    roundTripTime !== undefined && roundTripTime > 0 ? [roundTripTime] : [],
  )
  return {
    endpointId,
    send: transportOf(send, send.stat.rtpPacketLossReceived),
    recv: transportOf(recv, recv.stat.rtpPacketLossSent),
    rtt: rtts.length === 0 ? null : Math.min(...rtts),
    producers: producers.map(producerOf),
    consumers: {
      count: consumers.length,
      flowing: flowing.length,
      score: flowing.length === 0 ? null : Math.min(...flowing.map(({ score }) => score.score)),
      bitrate: recv.stat.rtpSendBitrate + recv.stat.rtxSendBitrate,
    },
  }
}

function transportOf({ tuple, stat }: TransportRead, loss: number | undefined): Transport {
  const { remoteIp, remotePort, protocol } = tuple ?? {}
  const isKnown = remoteIp !== undefined && remotePort !== undefined && protocol !== undefined
  const host = remoteIp?.includes(':') ? `[${remoteIp}]` : remoteIp
  return {
    way: isKnown ? { protocol, address: `${host}:${remotePort}` } : null,
    bitrateIn: stat.recvBitrate,
    bitrateOut: stat.sendBitrate,
    loss: loss ?? null,
  }
}

function producerOf({ source, paused, score, stats }: ProducerRead): Producer {
  const sum = (value: (stat: types.ProducerStat) => number) =>
    stats.length === 0 ? null : stats.reduce((all, stat) => all + value(stat), 0)
  const jitters = stats.map(({ jitter, kind }) => jitter / (kind === 'audio' ? TICKS.audio : TICKS.video))
  return {
    source,
    paused,
    score: Math.max(0, ...score.map((each) => each.score)),
    encodings: stats.map(({ bitrate, score: own }) => ({ bitrate, score: own })),
    lost: sum(({ packetsLost }) => packetsLost),
    jitter: jitters.length === 0 ? null : Math.max(...jitters),
    nacks: sum(({ nackPacketCount }) => nackPacketCount),
    plis: sum(({ pliCount }) => pliCount),
  }
}
