import { ENDPOINT_METRICS } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { addressOf, pathOf, waysOf } from './pathOf.ts'
import { type Reading, readingOf, type Row } from './readings.ts'
import chromium from './recorded/chromium156.json' with { type: 'json' }
import { listOf, type Measured, sampleOf } from './sampleOf.ts'

/**
 * Read in a ward of a meeting of two, in Chromium 156: its camera of 960x540 in three layers and its microphone go up, a
 * camera and a voice come down. Between the third and the fourth its line was cut for 1.5 s.
 */
const RECORDED: readonly { readonly at: number; readonly send: readonly Row[]; readonly recv: readonly Row[] }[] =
  chromium

const measured: Measured = {
  microphone: -20,
  clipped: 0,
  echo: null,
  cameraLuma: 90,
  cameraMotion: 2,
  pageLag: 3,
}

const report = (rows: readonly Row[]) => new Map(rows.map((row) => [String(row['id']), row]))

function recordedAt(index: number, change: (row: Row) => Row = (row) => row, leg = 1) {
  const { at, send, recv } = RECORDED[index]!
  return { at, legs: [{ leg, send: report(send.map(change)), recv: report(recv.map(change)) }] as never }
}

/** Readings one after the other, the last two of which are compared. */
function sampleAt(index: number, change?: (row: Row) => Row) {
  const readings = [index - 2, index - 1, index].filter((each) => each >= 0)
  const all = readings.reduce<Reading[]>((before, each) => {
    const { at, legs } = recordedAt(each, change)
    return [...before, readingOf(legs, at, before.at(-1) ?? null)]
  }, [])
  return sampleOf(all.at(-2)!, all.at(-1)!, measured)
}

test('a good line is told as it is', () => {
  const sample = sampleAt(1)
  expect(sample).toMatchObject({ upLoss: 0, downLoss: 0, upHeight: 540, downHeight: 270, pictures: 1, ...measured })
  expect(sample.rtt).toBeLessThan(60)
  // Three layers of a camera of 10 pictures a second, and a voice.
  expect(sample.upFrames).toBeCloseTo(10, 0)
  expect(sample.downFrames).toBeCloseTo(10, 0)
  expect(sample.upKbit).toBeGreaterThan(100)
  expect(sample.downKbit).toBeGreaterThan(50)
  expect(sample.packetsUp).toBeGreaterThan(70)
  expect(sample.packetsDown).toBeCloseTo(62, 0)
  expect(sample.upAvailable).toBeGreaterThan(1_000)
  expect(sample.mos).toBeGreaterThan(4)
  expect(sample).toMatchObject({ frozen: 0, cpuLimited: 0, concealed: 0 })
})

test('16.1 gaps in what the media node sends to try the line are no loss: nobody hears or sees them', () => {
  let reading = 0
  const gaps = (row: Row): Row =>
    row['mid'] === 'probator'
      ? { ...row, packetsReceived: 40 + 8 * reading, packetsLost: 16 * (reading += 1), jitter: 0.2 }
      : row
  const [tried, untried] = [sampleAt(1, gaps), sampleAt(1)]
  expect(reading).toBeGreaterThan(1)
  expect([tried.downLoss, tried.downJitter]).toEqual([0, untried.downJitter])
})

test('21.7 sound that was lost and came when it was asked for again was lost on its way all the same', () => {
  let reading = 0
  const asked = (row: Row): Row =>
    row['type'] === 'inbound-rtp' && row['kind'] === 'audio'
      ? { ...row, packetsLost: 0, nackCount: 20 * reading++ }
      : row
  const { downLoss, concealed } = sampleAt(1, asked)
  // Sound and picture are 68 packets by then.
  expect(downLoss).toBeCloseTo((100 * 20) / 68)
  expect(concealed, 'nobody hears it').toBe(0)
})

test('a line that is cut brings nothing, and the picture is known to have stood once it moves again', () => {
  const cut = sampleAt(3)
  expect(cut).toMatchObject({ packetsDown: 0, downKbit: 0, downFrames: null, pictures: 0, mos: null })
  // A voice is made up for a moment, then there is silence.
  expect(cut.concealed).toBeCloseTo(15, 0)
  const back = sampleAt(4)
  // Chromium says 1.51 s: of these no more than the second that is told of.
  expect(back.frozen).toBeCloseTo(1_073, -1)
})

test('packets of which no picture comes are a picture that stands', () => {
  const stands = (row: Row) =>
    row['type'] === 'inbound-rtp' ? { ...row, framesDecoded: 59, totalFreezesDuration: 0 } : row
  const [first, second] = [recordedAt(0, stands), recordedAt(1, stands)]
  const before = readingOf(first.legs, first.at, null)
  const after = readingOf(second.legs, second.at, before)
  expect(sampleOf(before, after, measured)).toMatchObject({ frozen: after.at - before.at, downFrames: 0 })
})

test('a picture that was not sent for a while did not stand', () => {
  const [before, paused, back] = [recordedAt(0), recordedAt(1), recordedAt(2)]
  const still = (legs: ReturnType<typeof recordedAt>['legs'], packets: number, freezes: number) =>
    (legs as { recv: Map<string, Row> }[]).map((leg) => ({
      ...leg,
      recv: new Map(
        [...leg.recv].map(([id, row]) =>
          row['type'] === 'inbound-rtp' && row['kind'] === 'video'
            ? [id, { ...row, packetsReceived: packets, framesDecoded: packets, totalFreezesDuration: freezes }]
            : [id, row],
        ),
      ),
    })) as never
  const one = readingOf(still(before.legs, 59, 0), before.at, null)
  const two = readingOf(still(paused.legs, 59, 0), paused.at, one)
  const three = readingOf(still(back.legs, 70, 1), back.at, two)
  expect(sampleOf(one, two, measured).frozen).toBe(0)
  expect(sampleOf(two, three, measured).frozen).toBe(0)
})

test('loss up is what the media node reports of the streams that are sent', () => {
  const loses = (row: Row) => (row['type'] === 'remote-inbound-rtp' ? { ...row, fractionLost: 0.18 } : row)
  expect(sampleAt(1, loses).upLoss).toBeCloseTo(18)
  const silent = (row: Row) =>
    row['type'] === 'remote-inbound-rtp' ? { ...row, timestamp: 0, fractionLost: 0.18 } : row
  expect(sampleAt(1, silent).upLoss).toBeNull()
})

test('whatever a browser leaves out is unknown, never 0', () => {
  const { at, legs } = recordedAt(0)
  const nothing = readingOf([{ leg: 1, send: null, recv: null }] as never, at + 1_000, readingOf(legs, at, null))
  const unread = sampleOf(readingOf(legs, at, null), nothing, { ...measured, microphone: null })
  const { clipped: _c, cameraLuma: _l, cameraMotion: _m, pageLag: _p, ...line } = unread
  expect(Object.values(line).every((value) => value === null)).toBe(true)
  for (const key of new Set(
    RECORDED.flatMap(({ send, recv }) => [...send, ...recv]).flatMap((row) => Object.keys(row)),
  )) {
    if (['type', 'id', 'kind'].includes(key)) continue
    const without = sampleAt(1, ({ [key]: _left, ...row }) => row)
    const whole = sampleAt(1)
    for (const [metric, value] of Object.entries(without)) {
      expect(value === null || Number.isFinite(value), `${metric} without ${key}`).toBe(true)
      if (value === 0 && metric !== 'frozen' && metric !== 'pictures')
        expect(whole[metric as keyof typeof whole], `${metric} without ${key}`).toBe(0)
    }
  }
})

test('two legs of a move are one line: what goes over them is added up', () => {
  const one = [recordedAt(0), recordedAt(1)] as const
  const both = (index: 0 | 1) => [...(one[index].legs as never[]), ...(recordedAt(index, undefined, 2).legs as never[])]
  const before = readingOf(both(0), one[0].at, null)
  const sample = sampleOf(before, readingOf(both(1), one[1].at, before), measured)
  const single = sampleAt(1)
  expect(sample.packetsUp).toBeCloseTo(2 * (single.packetsUp ?? 0))
  expect(sample.rtt).toBe(single.rtt)
  // The leg that is new began with nothing: all it has sent was sent since.
  const alone = readingOf(one[0].legs, one[0].at, null)
  const begun = sampleOf(alone, readingOf(both(1), one[1].at, alone), measured)
  expect(begun.packetsUp).toBeGreaterThan(sample.packetsUp ?? Infinity)
})

test('a sample is a list in the order of the table, in the digits that a person reads', () => {
  const list = listOf({ ...sampleAt(1), mos: 4.3219, upLoss: 1.26, rtt: 12.6 })
  expect(list).toHaveLength(ENDPOINT_METRICS.length)
  const at = (key: string) => list[ENDPOINT_METRICS.findIndex((metric) => metric.key === key)]
  expect([at('mos'), at('upLoss'), at('rtt'), at('echo'), at('nodeRtt')]).toEqual([4.32, 1.3, 13, null, null])
})

test.for([
  { local: { protocol: 'udp', candidateType: 'prflx' }, path: 'udp' },
  { local: { protocol: 'tcp', candidateType: 'host' }, path: 'tcp' },
  { local: { protocol: 'udp', candidateType: 'relay', relayProtocol: 'udp' }, path: 'turnUdp' },
  { local: { protocol: 'udp', candidateType: 'relay', relayProtocol: 'tcp' }, path: 'turnTcp' },
  { local: { protocol: 'udp', candidateType: 'relay', relayProtocol: 'tls' }, path: 'turnTls' },
  { local: { candidateType: 'relay' }, path: null },
  { local: {}, path: null },
])('the path is $path of $local', ({ local, path }) => {
  expect(pathOf({ direction: 'send', pair: {}, local })).toBe(path)
})

test('the way is the pair that the transport chose, with the address of this end', () => {
  const { at, legs } = recordedAt(1)
  const ways = waysOf(readingOf(legs, at, null))
  expect(ways.map(({ direction }) => direction)).toEqual(['send', 'recv'])
  expect(ways.map((way) => [pathOf(way), addressOf(way)])).toEqual([
    ['udp', '127.0.0.1'],
    ['udp', '127.0.0.1'],
  ])
  expect(addressOf({ direction: 'send', pair: {}, local: { address: '0f3.local' } })).toBeNull()
  // Firefox has no row of the transport.
  const firefox = (row: Row): Row => (row['type'] === 'transport' ? { type: 'none' } : { ...row, selected: true })
  expect(waysOf(readingOf(recordedAt(1, firefox).legs, at, null)).map(pathOf)).toContain('udp')
})
