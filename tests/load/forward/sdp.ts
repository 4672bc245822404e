import { type DtlsParameters, RtpParameters, TransportParameters } from '@diem-cau/sfu-contract'
import { FARM_ICE_PASSWORD } from '../farm/Farm.ts'

/**
 * The part of SDP (RFC 8866, RFC 8829) that a side needs that is no browser: to offer a microphone and a camera, and to
 * take whatever another server offers.
 */
const HEAD = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0']

/** Writes the side that sends no candidates: the checks that the server answers tell it where to send. */
function ours({ fingerprints }: DtlsParameters): string[] {
  return [
    ...fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    'a=ice-ufrag:farm',
    `a=ice-pwd:${FARM_ICE_PASSWORD}`,
    'a=setup:active',
    // One that nothing listens on: Janus begins once it knows of any.
    'a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host',
    'a=end-of-candidates',
  ]
}

/** Offers to send these, in the order of their mids. */
export function offerOf(sent: readonly RtpParameters[], dtls: DtlsParameters): string {
  const media = sent.flatMap(({ mid, codecs, headerExtensions }) => {
    const codec = codecs[0]
    if (codec === undefined) return []
    const { mimeType, payloadType, clockRate, channels, rtcpFeedback } = codec
    const [kind, name] = mimeType.split('/')
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
      'c=IN IP4 127.0.0.1',
      ...ours(dtls),
      `a=mid:${mid}`,
      'a=sendonly',
      'a=rtcp-mux',
      `a=rtpmap:${payloadType} ${name}/${clockRate}${channels === undefined ? '' : `/${channels}`}`,
      ...(rtcpFeedback ?? []).map(
        ({ type, parameter }) => `a=rtcp-fb:${payloadType} ${type}${parameter ? ` ${parameter}` : ''}`,
      ),
      ...(headerExtensions ?? []).map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    ]
  })
  return text([...HEAD, `a=group:BUNDLE ${sent.map(({ mid }) => mid).join(' ')}`, ...media])
}

/** Lines of the offerer alone: where it is, what it sends, and that it sends. */
const OF_THE_OFFERER =
  /^a=(?:candidate|end-of-candidates|fingerprint|ice-|setup|ssrc|msid|sendonly|sendrecv|rtcp:|ice-options)/

/** Takes all that is offered, as a browser does that only watches. */
export function answerTo(offer: string, dtls: DtlsParameters): string {
  const [head = [], ...sections] = sectionsOf(offer)
  const group = head.filter((line) => line.startsWith('a=group:'))
  return text([
    ...HEAD,
    ...group,
    ...sections.flatMap((lines) => [
      ...lines.filter((line) => !OF_THE_OFFERER.test(line)),
      ...ours(dtls),
      'a=recvonly',
    ]),
  ])
}

/** Reads where the other side is, for a client that checks its one line. */
export function transportOf(sdp: string): TransportParameters {
  const all = sectionsOf(sdp).flat()
  const value = (name: string) => all.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? ''
  const candidate = all
    .map((line) => /^a=candidate:(\S+) 1 udp (\d+) (\d+\.\d+\.\d+\.\d+) (\d+) typ host/i.exec(line))
    .find((match) => match !== null)
  if (candidate === undefined) throw new Error(`no address of IPv4 over UDP in:\n${sdp}`)
  const [, foundation = '', priority, ip = '', port] = candidate
  const [algorithm, fingerprint] = value('fingerprint').split(' ')
  return TransportParameters.parse({
    id: 'bundle',
    iceParameters: { usernameFragment: value('ice-ufrag'), password: value('ice-pwd'), iceLite: true },
    iceCandidates: [
      { foundation, priority: Number(priority), ip, address: ip, protocol: 'udp', port: Number(port), type: 'host' },
    ],
    dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: algorithm?.toLowerCase(), value: fingerprint }] },
  })
}

/** Reads the media that an offer announces, one for each m-line, as far as a receiver needs it. */
export function announcedBy(offer: string): RtpParameters[] {
  return sectionsOf(offer)
    .slice(1)
    .map((lines) => {
      const find = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find((match) => match !== null)
      const kind = /^m=(\w+)/.exec(lines[0] ?? '')?.[1]
      const [, payloadType, name, clockRate] = find(/^a=rtpmap:(\d+) ([\w-]+)\/(\d+)/) ?? []
      const ssrc = find(/^a=ssrc:(\d+)/)?.[1]
      const uris = lines.flatMap((line) => {
        const [, id, uri] = /^a=extmap:(\d+)(?:\/\w+)? (\S+)/.exec(line) ?? []
        return id === undefined ? [] : [{ uri, id: Number(id) }]
      })
      return RtpParameters.parse({
        codecs: [
          {
            mimeType: `${kind}/${name}`,
            payloadType: Number(payloadType),
            clockRate: Number(clockRate),
            parameters: {},
          },
        ],
        encodings: [{ ssrc: Number(ssrc) }],
        headerExtensions: uris,
      })
    })
}

/** Lines by section: what is before the first m-line, then one for each of them. */
function sectionsOf(sdp: string): string[][] {
  const sections: string[][] = [[]]
  for (const line of sdp.split(/\r?\n/).filter(Boolean)) {
    if (line.startsWith('m=')) sections.push([])
    sections.at(-1)?.push(line)
  }
  return sections
}

const text = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`
