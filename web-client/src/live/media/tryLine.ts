import type { RtpCapabilities, TransportParameters } from '@diem-cau/signaling-contract'
import { borrowSound } from './soundContext.ts'
import { loadDevice } from './MediaDevice.ts'

/** A line that is not there by then does not come, in milliseconds. */
const PATIENCE_MS = 8_000

interface Options {
  readonly routerRtpCapabilities: RtpCapabilities
  readonly transport: TransportParameters
  /** Only this way is tried. */
  readonly protocol: 'udp' | 'tcp'
  readonly connect: (dtlsParameters: unknown) => Promise<unknown>
  /** mediasoup-client's unless told. */
  readonly load?: typeof loadDevice
}

/** `ms`: until the line was there; `rtt`: to the node and back, null where the browser does not say. */
export interface LineTried {
  readonly ms: number
  readonly rtt: number | null
}

/**
 * Tries whether a line to a media node comes to be from this browser: ICE and DTLS, as in a meeting. It is let go of at once; a
 * microphone is not needed, as silence is made up. @returns null when it does not come
 */
export async function tryLine({
  routerRtpCapabilities,
  transport: { iceCandidates, ...parameters },
  protocol,
  connect,
  load = loadDevice,
}: Options): Promise<LineTried | null> {
  const candidates = iceCandidates.filter((candidate) => candidate.protocol === protocol)
  // A node that does not listen there has no such way.
  if (candidates.length === 0) return null
  const device = await load(routerRtpCapabilities)
  const transport = device.createSendTransport({ ...parameters, iceCandidates: candidates })
  const sound = borrowSound()
  const since = performance.now()
  try {
    const state = Promise.withResolvers<boolean>()
    const isLost = () => state.resolve(false)
    transport.on('connect', ({ dtlsParameters }, done) => {
      // oxlint-disable-next-line promise/no-callback-in-promise -- mediasoup-client takes its answer by callback
      connect(dtlsParameters).then(() => done(), isLost)
    })
    // Nothing of it is to arrive: the node is not asked.
    transport.on('produce', (_, done) => done({ id: 'none' }))
    transport.on('connectionstatechange', (now) => {
      if (now === 'connected') state.resolve(true)
      if (now === 'failed' || now === 'closed') isLost()
    })
    const timer = setTimeout(isLost, PATIENCE_MS)
    const [track] = sound.context.createMediaStreamDestination().stream.getAudioTracks()
    if (!track) return null
    transport.produce({ track, stopTracks: true }).catch(isLost)
    const isThere = await state.promise
    clearTimeout(timer)
    if (!isThere) return null
    const ms = performance.now() - since
    return { ms, rtt: await rttOf(() => transport.getStats()) }
  } finally {
    transport.close()
    sound.giveBack()
  }
}

async function rttOf(readStats: () => Promise<RTCStatsReport>): Promise<number | null> {
  const rtts: number[] = []
  for (const row of (await readStats()).values() as Iterable<Readonly<Record<string, unknown>>>) {
    const rtt = row['type'] === 'candidate-pair' ? row['currentRoundTripTime'] : undefined
    if (typeof rtt === 'number' && rtt > 0) rtts.push(rtt * 1_000)
  }
  return rtts.length === 0 ? null : Math.min(...rtts)
}
