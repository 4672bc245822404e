import { ENDPOINT_METRICS, type MetricKey, type Sample, toldValue } from '@diem-cau/signaling-contract/operations'
import {
  kilobits,
  least,
  mean,
  milliseconds,
  minus,
  most,
  percent,
  plus,
  share,
  sum,
  total,
  weighted,
} from './arithmetic.ts'
import { mosOf } from './mos.ts'
import { type Way, waysOf } from './pathOf.ts'
import { growth, isPicture, numberIn, type Reading, type Row, rowNamed, rowsOf, textIn } from './readings.ts'

type EndpointMetric = MetricKey<'endpoint'>

/** What is measured in this room and not on its line. */
export type Measured = Pick<Values, 'microphone' | 'clipped' | 'echo' | 'cameraLuma' | 'cameraMotion' | 'pageLag'>

/** All that a page can say of one second; null = could not be read. What begins with `node` its media node adds. */
export type Values = Readonly<Record<Exclude<EndpointMetric, `node${string}`>, number | null>>

/** A report of what arrived, which the other end sends every few seconds, counts for this time, in milliseconds. */
const REPORT_KEPT_MS = 10_000

/** What a page says of the time between two readings. */
export function sampleOf(before: Reading, after: Reading, measured: Measured): Values {
  const ms = after.at - before.at
  const grown = (key: string, row: Row, name: string) => growth(before, key, row, name)
  const perSecond = (amount: number | null) => (amount === null || ms <= 0 ? null : (amount * 1000) / ms)
  const sent = rowsOf(after, 'outbound-rtp')
  const received = rowsOf(after, 'inbound-rtp')
  const pictures = received.filter(([, row]) => isPicture(row))
  const sounds = received.filter(([, row]) => row['kind'] === 'audio')
  const ways = waysOf(after)
  const bits = (rows: [string, Row][], name: string, header: string) =>
    total(rows, ([key, row]) => {
      const bytes = plus(grown(key, row, name), grown(key, row, header))
      return bytes === null ? null : bytes * 8
    })
  const far = farReports(before, after, sent)
  const moving = pictures.filter(([key, row]) => (grown(key, row, 'packetsReceived') ?? 0) > 0)
  const own = sent.filter(([key, row]) => row['kind'] === 'video' && (grown(key, row, 'packetsSent') ?? 0) > 0)
  const limited = (why: string) =>
    most(own.map(([key, row]) => share(durationGrowth(before, key, row, why), ms / 1000)))
  const rtt = milliseconds(mean(ways.map(({ pair }) => numberIn(pair, 'currentRoundTripTime'))))
  const concealed = share(
    total(sounds, ([key, row]) =>
      minus(grown(key, row, 'concealedSamples'), grown(key, row, 'silentConcealedSamples')),
    ),
    total(sounds, ([key, row]) => grown(key, row, 'totalSamplesReceived')),
  )
  // The probator's packets have gaps of its own, long after a line was mended: they are lost to nobody.
  const media = [...pictures, ...sounds]
  const downLoss = lossOf(media, grown)
  return {
    rtt,
    upKbit: kilobits(perSecond(bits(sent, 'bytesSent', 'headerBytesSent'))),
    downKbit: kilobits(perSecond(bits(received, 'bytesReceived', 'headerBytesReceived'))),
    upLoss: percent(weighted(far.map(({ lost, weight }) => [lost, weight]))),
    downLoss: percent(downLoss),
    upJitter: milliseconds(weighted(far.map(({ jitter, weight }) => [jitter, weight]))),
    downJitter: milliseconds(
      weighted(media.map(([key, row]) => [numberIn(row, 'jitter'), grown(key, row, 'packetsReceived') ?? 0])),
    ),
    upAvailable: upAvailableOf(ways),
    concealed: percent(concealed),
    frozen: frozenIn(before, after, pictures),
    upFrames: most(own.map(([key, row]) => perSecond(grown(key, row, 'framesSent')))),
    upHeight: most(own.map(([, row]) => numberIn(row, 'frameHeight'))),
    downFrames: least(moving.map(([key, row]) => perSecond(grown(key, row, 'framesDecoded')))),
    downHeight: most(moving.map(([, row]) => numberIn(row, 'frameHeight'))),
    pictures: received.length === 0 ? null : moving.length,
    cpuLimited: percent(limited('cpu')),
    bandwidthLimited: percent(limited('bandwidth')),
    packetsUp: perSecond(total(sent, ([key, row]) => grown(key, row, 'packetsSent'))),
    packetsDown: perSecond(total(received, ([key, row]) => grown(key, row, 'packetsReceived'))),
    mos: heardMos({ rtt, lost: concealed ?? downLoss, sounds, grown }),
    ...measured,
  }
}

/** The browser's estimate of the line up, kbit/s; null: it says none. */
export function upAvailableOf(ways: readonly Way[]): number | null {
  return kilobits(
    sum(ways.map(({ pair, direction }) => (direction === 'send' ? numberIn(pair, 'availableOutgoingBitrate') : null))),
  )
}

/** The list that is sent. */
export function listOf(values: Values): Sample {
  const known: Readonly<Partial<Record<EndpointMetric, number | null>>> = values
  return ENDPOINT_METRICS.map(({ key, unit }) => toldValue(known[key] ?? null, unit))
}

type Grown = (key: string, row: Row, name: string) => number | null

/**
 * The share of packets that did not come, or not at first (SPEC 21.7). One that comes late is taken back, so it can be less than none. Of
 * sound one that is sent again comes as itself, which leaves no trace but the asking; of a picture it comes as another stream's, and counts as lost.
 */
function lossOf(rows: readonly [string, Row][], grown: Grown): number | null {
  const missing = total(rows, ([key, row]) => {
    const lost = grown(key, row, 'packetsLost')
    if (lost === null || row['kind'] !== 'audio') return lost
    const came = grown(key, row, 'packetsReceived') ?? 0
    return Math.max(lost, Math.min(lost + came, grown(key, row, 'nackCount') ?? 0))
  })
  const lost = total(rows, ([key, row]) => grown(key, row, 'packetsLost'))
  const came = total(rows, ([key, row]) => grown(key, row, 'packetsReceived'))
  return missing === null || lost === null || came === null ? null : share(missing, lost + came)
}

/** What the media node last reported of each stream that we sent in this time. */
function farReports(before: Reading, after: Reading, sent: readonly [string, Row][]) {
  return sent.flatMap(([key, row]) => {
    const weight = growth(before, key, row, 'packetsSent') ?? 0
    const report = rowNamed(after, key, textIn(row, 'remoteId'))
    const age = (numberIn(row, 'timestamp') ?? 0) - (numberIn(report, 'timestamp') ?? 0)
    if (!report || weight === 0 || age > REPORT_KEPT_MS) return []
    return [{ weight, lost: numberIn(report, 'fractionLost'), jitter: numberIn(report, 'jitter') }]
  })
}

/** `qualityLimitationDurations` counts seconds by their reason. */
function durationGrowth(before: Reading, key: string, row: Row, why: string): number | null {
  const durations = (one: Row | undefined) => {
    const all = one?.['qualityLimitationDurations']
    return typeof all === 'object' && all !== null ? numberIn({ ...all }, why) : null
  }
  const now = durations(row)
  return now === null ? null : Math.max(0, now - (durations(before.rows.get(key)) ?? 0))
}

/**
 * The longest time that a picture stood. Browsers count a freeze when it is over: one that goes on is known by packets
 * of which no picture comes, and by a line that brings nothing at all. What begins after a pause stood because nobody
 * sent it, which browsers count as a freeze too.
 */
function frozenIn(before: Reading, after: Reading, pictures: readonly [string, Row][]): number | null {
  const ms = after.at - before.at
  return most(
    pictures.map(([key, row]) => {
      const frames = growth(before, key, row, 'framesDecoded')
      const freezes = growth(before, key, row, 'totalFreezesDuration')
      if (frames === null) return null
      if (!before.flowing.has(key)) return 0
      if (frames === 0) return after.flowing.has(key) ? ms : 0
      return freezes === null ? null : Math.min(ms, freezes * 1000)
    }),
  )
}

/** null when nothing is heard: who says nothing is not heard badly. */
function heardMos(heard: {
  readonly rtt: number | null
  readonly lost: number | null
  readonly sounds: readonly [string, Row][]
  readonly grown: Grown
}): number | null {
  const { rtt, lost, sounds, grown } = heard
  const came = total(sounds, ([key, row]) => grown(key, row, 'packetsReceived'))
  if (rtt === null || lost === null || !came) return null
  const played = total(sounds, ([key, row]) => grown(key, row, 'jitterBufferEmittedCount'))
  const waited = share(
    total(sounds, ([key, row]) => grown(key, row, 'jitterBufferDelay')),
    played,
  )
  return mosOf({ roundTrip: rtt, waited: (waited ?? 0) * 1000, lost })
}
