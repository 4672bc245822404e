import { judgeStep } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { cpuLimitedOf, lineFigures, type LineLook } from './lineFigures.ts'

interface Told {
  /** Bytes at both ends, by then. */
  readonly sent: number
  readonly atNode: number
  readonly back: number
  readonly lostUp?: number
  readonly lostDown?: number
  /** Milliseconds of sound that are on their way. */
  readonly waits?: number
  readonly askedMs?: number
  readonly protocol?: string
  readonly port?: number
}

function look(
  at: number,
  { sent, atNode, back, lostUp = 0, lostDown = 0, waits = 20, askedMs = 10, ...way }: Told,
): LineLook {
  const { protocol = 'udp', port = 44_444 } = way
  return {
    at,
    askedMs,
    node: { at: 900_000 + at, bytes: atNode, packets: Math.round(atNode / 1_000), lost: lostUp },
    send: [
      { type: 'transport', id: 'T', selectedCandidatePairId: 'P' },
      { type: 'candidate-pair', id: 'Q', currentRoundTripTime: 9 },
      { type: 'candidate-pair', id: 'P', currentRoundTripTime: 0.02, remoteCandidateId: 'R' },
      { type: 'remote-candidate', id: 'R', protocol, port },
      { type: 'outbound-rtp', kind: 'audio', packetsSent: 60 + waits / 20, bytesSent: 0, headerBytesSent: 0 },
      { type: 'outbound-rtp', kind: 'video', bytesSent: sent, headerBytesSent: 0 },
    ],
    recv: [
      { type: 'inbound-rtp', kind: 'audio', bytesReceived: 0, packetsReceived: 50, packetsLost: 0, jitter: 0.004 },
      {
        type: 'inbound-rtp',
        kind: 'video',
        bytesReceived: back,
        packetsReceived: Math.round(back / 1_000),
        // What was lost on the way up is missing here too.
        packetsLost: lostUp + lostDown,
      },
    ],
  }
}
const measured = (before: Told, after: Told, idleMs = 8) =>
  lineFigures({ connectMs: 90, idleMs, soundBefore: 10, before: look(500, before), after: look(1_500, after) })
const told = (values: ReturnType<typeof measured>) =>
  judgeStep({ step: 'line', node: null, values, fault: null, label: '' }, null).reasons
const start = { sent: 60_000, atNode: 60_000, back: 60_000 }

test('18.8 a line that carries what a room needs is as fast as that', () => {
  const values = measured(start, { sent: 210_000, atNode: 210_000, back: 210_000 })
  expect(values).toMatchObject({ connected: 1, upKbit: 1_200, downKbit: 1_200, upLoss: 0, downLoss: 0, path: 0 })
  expect(values.rtt).toBeCloseTo(20)
  expect(values.jitter).toBeCloseTo(4)
  expect(told(values)).toEqual([])
})

test('18.8 a line up that is full is slow, and what it throws away is no loss of its own', () => {
  const slow = { sent: 150_000, atNode: 45_000, back: 44_000, lostUp: 60, waits: 600 }
  const values = measured({ ...start, atNode: 20_000, back: 20_000 }, slow)
  expect(values).toMatchObject({ upKbit: 200, downKbit: null, upLoss: null })
  expect(told(values)).toEqual(['lineSlowUp'])
})

test('18.8 a line down that is full is slow, though the room sends well', () => {
  const slow = { sent: 210_000, atNode: 210_000, back: 50_000, lostDown: 80, waits: 500 }
  const values = measured({ ...start, back: 20_000 }, slow)
  expect(values).toMatchObject({ upKbit: 1_200, downKbit: 240, downLoss: null })
  expect(told(values)).toEqual(['lineSlowDown'])
})

test('18.8 a line that loses is not slow: nothing waits for it', () => {
  const lossy = { sent: 150_000, atNode: 120_000, back: 100_000, lostUp: 25, lostDown: 15, askedMs: 400 }
  const values = measured(start, lossy)
  expect(values).toMatchObject({ upKbit: null, downKbit: null })
  expect(told(values)).toEqual(['lineLossUp', 'lineLossDown'])
})

test('18.8 a computer that sends little proves nothing of its line', () => {
  expect(told(measured(start, { sent: 100_000, atNode: 100_000, back: 100_000 }))).toEqual([])
})

test('18.8 the way is told: UDP, TCP, or TCP to port 443', () => {
  const all = { sent: 210_000, atNode: 210_000, back: 210_000, protocol: 'tcp' }
  expect(told(measured(start, all))).toEqual(['lineOnlyTcp'])
  expect(told(measured(start, { ...all, port: 443 }))).toEqual(['lineOnly443'])
})

test('what a browser does not tell is not known', () => {
  const empty: LineLook = { send: [], recv: [], node: { at: 0, bytes: 0, packets: 0, lost: 0 }, at: 0, askedMs: 1 }
  const values = lineFigures({ connectMs: 1, idleMs: 1, soundBefore: 0, before: empty, after: empty })
  expect(values).toMatchObject({ connected: 1, rtt: null, jitter: null, upKbit: null, upLoss: null, path: null })
  expect(cpuLimitedOf(empty)).toBeNull()
})

test('the share of the time in which the computer was too slow to send all of the picture', () => {
  const durations = { none: 3, cpu: 1, bandwidth: 0 }
  const send = [{ type: 'outbound-rtp', qualityLimitationDurations: durations }]
  expect(cpuLimitedOf({ send, recv: [], node: { at: 0, bytes: 0, packets: 0, lost: 0 }, at: 0, askedMs: 1 })).toBe(25)
})

test('18.8 a line that was full before anything could come back is known by the time of its checks', () => {
  const slow = { sent: 150_000, atNode: 45_000, back: 44_000, lostUp: 30 }
  const after = look(1_500, slow)
  const late = after.send.map((row) => (row['id'] === 'P' ? { ...row, currentRoundTripTime: 0.7 } : row))
  const before = look(500, { ...start, atNode: 20_000, back: 20_000 })
  const values = lineFigures({ connectMs: 2_500, idleMs: 30, soundBefore: 10, before, after: { ...after, send: late } })
  expect(told(values)).toContain('lineSlowUp')
  expect(values.upLoss).toBeNull()
})

test('18.8 a busy computer has no slow line, though what was sent before the way back was there is missing', () => {
  const busy = { sent: 190_000, atNode: 190_000, back: 130_000, waits: 400 }
  expect(told(measured({ ...start, atNode: 90_000, back: 30_000 }, busy))).toEqual([])
})
