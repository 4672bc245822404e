import type { LineCount, StepResult } from '@diem-cau/signaling-contract/readiness'
import { numberIn, type Row, textIn } from '../../live/media/statistics/readings.ts'

/** What both ends knew at a moment. `askedMs`: the time that the question to the node took. */
export interface LineLook {
  /** Read before the node was asked, the others after: what was sent last may still be on its way. */
  readonly send: readonly Row[]
  readonly recv: readonly Row[]
  readonly node: LineCount
  /** The page's clock, milliseconds. */
  readonly at: number
  readonly askedMs: number
}

export interface LineMeasured {
  readonly connectMs: number
  /** The same kind of question before anything was sent, milliseconds. */
  readonly idleMs: number
  /** Packets of sound that were sent before anything could come back. */
  readonly soundBefore: number
  readonly before: LineLook
  readonly after: LineLook
}

/** So much a room with the floor needs each way; a test that carried it need not know more, kbit/s. */
const ENOUGH_KBIT = 900
/** What takes so much longer than on an idle line waits behind what fills it, in milliseconds. */
const WAITS_MS = 200
/** Less than this of what was sent has arrived: the rest waits, or was thrown away. */
const ARRIVED = 0.85
/** Sound is sent in packets of so many milliseconds. */
const PACKET_MS = 20

/** What a line that was tried is like, by what both ends counted. Pure. */
export function lineFigures(measured: LineMeasured): StepResult['values'] {
  const { connectMs, before, after } = measured
  const pair = after.send.find((row) => row['type'] === 'candidate-pair' && isChosen(row, after.send))
  const sent = sum(rows(after.send, 'outbound-rtp'), 'bytesSent', 'headerBytesSent')
  const down = (look: LineLook) => sum(rows(look.recv, 'inbound-rtp'), 'bytesReceived', 'headerBytesReceived')
  // What nobody fills proves nothing: a low rate counts only where something waits for it (SPEC 18.8).
  const isWaiting = waitMs(measured) > WAITS_MS
  const isUpFull = isWaiting && after.node.bytes < ARRIVED * sent
  // What the node received before anything could come back is missing from the beginning.
  const isDownFull = isWaiting && down(after) - down(before) < ARRIVED * (after.node.bytes - before.node.bytes)
  const upKbit = rate(after.node.bytes - before.node.bytes, after.node.at - before.node.at)
  const downKbit = rate(down(after) - down(before), after.at - before.at)
  const known = (kbit: number | null, isFull: boolean) =>
    kbit !== null && (isFull || kbit >= ENOUGH_KBIT) ? kbit : null
  const received = rows(after.recv, 'inbound-rtp')
  // What was lost on the way up is missing on the way down too.
  const lostDown = Math.max(0, sum(received, 'packetsLost') - after.node.lost)
  return {
    connected: 1,
    connectMs,
    rtt: times1000(numberIn(pair, 'currentRoundTripTime')),
    jitter: times1000(numberIn(sound(after.recv, 'inbound-rtp'), 'jitter')),
    upKbit: known(upKbit, isUpFull),
    downKbit: known(downKbit, isDownFull),
    // Of a line that is full what is thrown away says no more than that.
    upLoss: isUpFull ? null : share(after.node.lost, after.node.packets),
    downLoss: isDownFull ? null : share(lostDown, sum(received, 'packetsReceived')),
    path: pathOf(pair, after.send),
  }
}

/**
 * How much longer than on an idle line things take, in milliseconds, by what loss does not touch: the checks of the way, and the sound
 * that is on its way there and back (or, sent before anything could come back, came late). Without either, the question to the node.
 */
function waitMs({ idleMs, soundBefore, before, after }: LineMeasured): number {
  const waits = [before, after].flatMap((look) => {
    const pair = look.send.find((row) => row['type'] === 'candidate-pair' && isChosen(row, look.send))
    const rtt = numberIn(pair, 'currentRoundTripTime')
    const own = numberIn(sound(look.send, 'outbound-rtp'), 'packetsSent')
    const back = sound(look.recv, 'inbound-rtp')
    const received = numberIn(back, 'packetsReceived')
    const known = [
      ...(rtt === null ? [] : [rtt * 1_000 - idleMs]),
      ...(own === null || received === null || received === 0
        ? []
        : [PACKET_MS * Math.abs(own - soundBefore - received - Math.max(0, numberIn(back, 'packetsLost') ?? 0))]),
    ]
    return known.length === 0 ? [look.askedMs - idleMs] : known
  })
  return Math.max(...waits)
}

/** Share of its time that the browser sent a smaller picture for want of computing, percent; null where it does not say. */
export function cpuLimitedOf(look: LineLook): number | null {
  const durations = rows(look.send, 'outbound-rtp').map((row) => row['qualityLimitationDurations'])
  for (const of of durations) {
    if (typeof of !== 'object' || of === null) continue
    const spans = Object.entries(of).flatMap(([why, sec]) => (typeof sec === 'number' ? [[why, sec] as const] : []))
    const all = spans.reduce((total, [, sec]) => total + sec, 0)
    if (all > 0) return (100 * spans.reduce((total, [why, sec]) => total + (why === 'cpu' ? sec : 0), 0)) / all
  }
  return null
}

const sound = (all: readonly Row[], type: string) => rows(all, type).find((row) => row['kind'] === 'audio')
/** mediasoup asks how much the line down carries with packets of its own, the probator: they are not what was sent. */
const rows = (all: readonly Row[], type: string) =>
  all.filter((row) => row['type'] === type && row['mid'] !== 'probator')
const sum = (of: readonly Row[], ...keys: readonly string[]) =>
  of.reduce((total, row) => total + keys.reduce((part, key) => part + (numberIn(row, key) ?? 0), 0), 0)
const rate = (bytes: number, ms: number) => (ms > 0 ? Math.max(0, (bytes * 8) / ms) : null)
const share = (part: number, rest: number) => (part + rest > 0 ? (100 * part) / (part + rest) : null)
const times1000 = (seconds: number | null) => (seconds === null ? null : seconds * 1_000)

function isChosen(pair: Row, all: readonly Row[]): boolean {
  const chosen = textIn(
    all.find((row) => row['type'] === 'transport'),
    'selectedCandidatePairId',
  )
  // Firefox has no row of the transport, and marks the pair instead.
  return chosen === null ? pair['selected'] === true || pair['nominated'] === true : pair['id'] === chosen
}

/** TURN by TCP and TLS is for lines that let out nothing but port 443. */
const RELAYED: Readonly<Record<string, number>> = { udp: 0, tcp: 2, tls: 2 }

function pathOf(pair: Row | undefined, all: readonly Row[]): number | null {
  const remote = all.find((row) => row['id'] === pair?.['remoteCandidateId'])
  const local = all.find((row) => row['id'] === pair?.['localCandidateId'])
  // Of a relayed way the browser's part counts, which is the room's own line.
  if (local?.['candidateType'] === 'relay') return RELAYED[textIn(local, 'relayProtocol') ?? ''] ?? null
  const protocol = textIn(remote, 'protocol')
  if (protocol === null) return null
  if (protocol === 'udp') return 0
  return numberIn(remote, 'port') === 443 ? 2 : 1
}
