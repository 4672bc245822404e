import { EndpointId, EndpointStatistics } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { expect, test } from 'vitest'
import { type ConsumerRead, type EndpointRead, statisticsOf } from './statisticsOf.ts'

const stat = (changes: Partial<types.WebRtcTransportStat>): types.WebRtcTransportStat => ({
  type: 'webrtc-transport',
  transportId: 't',
  timestamp: 0,
  iceRole: 'controlled',
  iceState: 'completed',
  dtlsState: 'connected',
  bytesReceived: 0,
  recvBitrate: 0,
  bytesSent: 0,
  sendBitrate: 0,
  rtpBytesReceived: 0,
  rtpRecvBitrate: 0,
  rtpBytesSent: 0,
  rtpSendBitrate: 0,
  rtxBytesReceived: 0,
  rtxRecvBitrate: 0,
  rtxBytesSent: 0,
  rtxSendBitrate: 0,
  probationBytesSent: 0,
  probationSendBitrate: 0,
  ...changes,
})

const stream = (kind: 'audio' | 'video', changes: Partial<types.ProducerStat>): types.ProducerStat => ({
  type: 'inbound-rtp',
  timestamp: 0,
  ssrc: 1,
  kind,
  mimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8',
  packetsLost: 0,
  fractionLost: 0,
  jitter: 0,
  packetsDiscarded: 0,
  packetsRetransmitted: 0,
  packetsRepaired: 0,
  nackCount: 0,
  nackPacketCount: 0,
  pliCount: 0,
  firCount: 0,
  score: 10,
  packetCount: 0,
  byteCount: 0,
  bitrate: 0,
  bitrateByLayer: {},
  ...changes,
})

const tuple = { localIp: '1', localAddress: '1', localPort: 1, protocol: 'udp' } as const
const consumer = (score: number, changes: Partial<ConsumerRead> = {}): ConsumerRead => ({
  paused: false,
  producerPaused: false,
  score: { score, producerScore: 10, producerScores: [10] },
  ...changes,
})
const read = (changes: Partial<EndpointRead> = {}): EndpointRead => ({
  endpointId: EndpointId.parse('e:1'),
  send: { tuple: { ...tuple, remoteIp: '10.20.30.40', remotePort: 51_000 }, stat: stat({ recvBitrate: 900_000 }) },
  recv: { tuple: { ...tuple, protocol: 'tcp', remoteIp: '2001:db8::7', remotePort: 443 }, stat: stat({}) },
  producers: [],
  consumers: [],
  consumer: [],
  ...changes,
})

test('the way is what packets come over, with the port; none before any came', () => {
  const { send, recv } = EndpointStatistics.parse(statisticsOf(read()))
  expect([send.way, recv.way]).toEqual([
    { protocol: 'udp', address: '10.20.30.40:51000' },
    { protocol: 'tcp', address: '[2001:db8::7]:443' },
  ])
  expect(statisticsOf(read({ send: { tuple: undefined, stat: stat({}) } })).send.way).toBeNull()
})

test('loss is that of each direction, and null where the client does not take part in telling it', () => {
  const { send, recv } = statisticsOf(
    read({ send: { tuple: undefined, stat: stat({ rtpPacketLossReceived: 0.18, rtpPacketLossSent: 0.9 }) } }),
  )
  expect([send.loss, recv.loss]).toEqual([0.18, null])
})

test('layers of a camera are one source: its best score, its worst jitter in milliseconds, its losses together', () => {
  const { producers, rtt } = statisticsOf(
    read({
      producers: [
        {
          source: 'camera',
          paused: false,
          score: [0, 4, 9].map((score, encodingIdx) => ({ encodingIdx, ssrc: encodingIdx, score })),
          stats: [
            stream('video', { bitrate: 90_000, jitter: 900, packetsLost: 3, nackPacketCount: 4, roundTripTime: 31 }),
            stream('video', { bitrate: 400_000, jitter: 180, packetsLost: 2, pliCount: 1, score: 9 }),
          ],
        },
        { source: 'mic', paused: false, score: [], stats: [stream('audio', { jitter: 480, roundTripTime: 0 })] },
      ],
    }),
  )
  expect(producers).toEqual([
    {
      source: 'camera',
      paused: false,
      score: 9,
      encodings: [
        { bitrate: 90_000, score: 10 },
        { bitrate: 400_000, score: 9 },
      ],
      lost: 5,
      jitter: 10,
      nacks: 4,
      plis: 1,
    },
    expect.objectContaining({ source: 'mic', jitter: 10 }),
  ])
  expect(rtt).toBe(31)
})

test('of a source that is paused nothing is counted, which is not 0', () => {
  const [mic] = statisticsOf(read({ producers: [{ source: 'mic', paused: true, score: [], stats: [] }] })).producers
  expect(mic).toMatchObject({ paused: true, encodings: [], lost: null, jitter: null, nacks: null, plis: null })
})

test('consumers are one sum: how many flow, and the lowest score of those', () => {
  const consumers = [consumer(10), consumer(6), consumer(1, { paused: true }), consumer(0, { producerPaused: true })]
  const recv = {
    tuple: undefined,
    stat: stat({ rtpSendBitrate: 2_000_000, rtxSendBitrate: 5000, sendBitrate: 2_300_000 }),
  }
  expect(statisticsOf(read({ consumers, recv })).consumers).toEqual({
    count: 4,
    flowing: 2,
    score: 6,
    bitrate: 2_005_000,
  })
  expect(statisticsOf(read()).consumers).toMatchObject({ score: null, bitrate: 0 })
})

test('how far a client is that sends nothing is known by what it receives', () => {
  expect(statisticsOf(read({ consumer: [{ roundTripTime: 44 }, {}] })).rtt).toBe(44)
  expect(statisticsOf(read()).rtt).toBeNull()
})
