import type { DtlsParameters } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { audioStream, videoStream } from '../farm/streams.ts'
import { announcedBy, answerTo, offerOf, transportOf } from './sdp.ts'

const OWN = Array(32).fill('AA').join(':')
const THEIRS = Array(32).fill('CC').join(':')
const dtls: DtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: OWN }] }
const own = [audioStream('1', {}), videoStream('2', { layers: [{ width: 640, height: 360, bitrate: 1 }] })]

/** Janus offers this to one who watches. */
const OFFERED = [
  'v=0',
  'o=- 1 1 IN IP4 192.0.2.2',
  's=Room',
  't=0 0',
  'a=group:BUNDLE a v',
  'a=ice-lite',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=sendonly',
  'a=mid:a',
  'a=rtcp-mux',
  'a=ice-ufrag:Xy',
  'a=ice-pwd:secret',
  `a=fingerprint:sha-256 ${THEIRS}`,
  'a=setup:actpass',
  'a=rtpmap:111 opus/48000/2',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=ssrc:1111 cname:janus',
  'a=candidate:1 1 udp 2015363327 fd00::2 41239 typ host',
  'a=candidate:2 1 udp 2015363583 192.0.2.2 45247 typ host',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=sendonly',
  'a=mid:v',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=extmap:5/sendonly http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'a=ssrc:2222 cname:janus',
].join('\r\n')

test('an offer has a section for each stream, by its mid, and asks to begin DTLS', () => {
  const lines = offerOf(
    own.map(({ rtpParameters }) => rtpParameters),
    dtls,
  ).split('\r\n')
  expect(lines.filter((line) => /^m=|^a=mid|^a=group|^a=rtpmap/.test(line))).toEqual([
    'a=group:BUNDLE 1 2',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:1',
    'a=rtpmap:111 opus/48000/2',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=mid:2',
    'a=rtpmap:96 VP8/90000',
  ])
  expect(lines.filter((line) => line === 'a=setup:active')).toHaveLength(2)
  expect(lines).toContain('a=rtcp-fb:96 nack pli')
})

test('an answer takes all that is offered, with an address and keys of its own', () => {
  const answer = answerTo(OFFERED, dtls)
  expect(answer).not.toMatch(/ssrc|secret|CC:CC|actpass|sendonly\r|45247/)
  expect(answer.match(/a=recvonly/g)).toHaveLength(2)
  expect(answer).toContain('a=rtcp-fb:96 nack pli')
  expect(answer).toContain('a=group:BUNDLE a v')
})

test('where the other side is, is its address of IPv4', () => {
  expect(transportOf(OFFERED)).toMatchObject({
    iceParameters: { usernameFragment: 'Xy', password: 'secret' },
    iceCandidates: [{ ip: '192.0.2.2', port: 45_247, protocol: 'udp' }],
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: THEIRS }] },
  })
  expect(() => transportOf('v=0\r\n')).toThrow('no address of IPv4')
})

test('what will come is known by its SSRC, codec and extensions', () => {
  expect(announcedBy(OFFERED)).toMatchObject([
    { codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000 }], encodings: [{ ssrc: 1111 }] },
    {
      codecs: [{ mimeType: 'video/VP8' }],
      encodings: [{ ssrc: 2222 }],
      headerExtensions: [{ id: 5 }],
    },
  ])
})
