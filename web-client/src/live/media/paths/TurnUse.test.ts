import type { TurnGrant } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { iceServersOf } from './iceServersOf.ts'
import type { KnownWay } from './pathMemory.ts'
import { TurnUse } from './TurnUse.ts'
import { wayOf } from './wayOf.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', { hostname: '10.0.0.5' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const turn: TurnGrant = {
  urls: ['turn:*:3478', 'turns:*:443?transport=tcp', 'turn:turn.can-tho.vn:443?transport=tcp'],
  username: '1:a',
  credential: 'c',
  validMs: 6 * 3_600_000,
}

function use(known: KnownWay | null, way: KnownWay | null = 'direct', given: TurnGrant | null = turn) {
  const memory = { way: known }
  const restart = vi.fn<() => void>()
  return { memory, restart, use: new TurnUse({ turn: given, memory, restart, readWay: () => Promise.resolve(way) }) }
}

test('20.1 the servers are where the page was reached, by name, by address, by IPv6', () => {
  const urls = (host: string) => iceServersOf(turn, host)[0]?.urls
  expect(urls('hop.can-tho.vn')).toEqual([
    'turn:hop.can-tho.vn:3478',
    'turns:hop.can-tho.vn:443?transport=tcp',
    'turn:turn.can-tho.vn:443?transport=tcp',
  ])
  expect(urls('[2001:db8::5]')).toContain('turns:[2001:db8::5]:443?transport=tcp')
})

test('20.5 who never came in, or came in by the relay, takes it from the beginning', () => {
  expect(use(null).use.iceServers).toHaveLength(1)
  expect(use('relayed').use.iceServers).toHaveLength(1)
  expect(use(null, 'direct', null).use.iceServers).toEqual([])
})

test('20.5 who came straight last time asks for the relay when that does not come up soon, and not before', () => {
  const direct = use('direct')
  expect(direct.use.iceServers).toEqual([])
  direct.use.onState('connecting')
  direct.use.onState('connected')
  vi.advanceTimersByTime(2_000)
  expect(direct.restart).not.toHaveBeenCalled()
  const cut = use('direct')
  cut.use.onState('connecting')
  vi.advanceTimersByTime(2_000)
  expect(cut.restart).toHaveBeenCalledOnce()
  cut.use.renewed(turn)
  expect(cut.use.iceServers).toHaveLength(1)
})

test('20.5 the way that stands after a while is what is remembered', async () => {
  const { use: tried, memory } = use('direct', 'relayed')
  tried.onState('connecting')
  tried.onState('connected')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(memory.way).toBe('direct')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(memory.way).toBe('relayed')
})

test('20.3 a relayed transport gets a new credential before the old one ends; one that goes straight needs none', async () => {
  for (const [way, times] of [
    ['relayed', 1],
    ['direct', 0],
  ] as const) {
    const { restart, use: used } = use('relayed', way)
    await vi.advanceTimersByTimeAsync(turn.validMs - 700_000)
    expect(restart).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200_000)
    expect(restart).toHaveBeenCalledTimes(times)
    used.close()
  }
})

test('the way is read of the pair that is in use, in Chromium and in Firefox', () => {
  const report = (...rows: Record<string, unknown>[]) => new Map(rows.map((row) => [String(row['id']), row]))
  const relay = { id: 'L1', type: 'local-candidate', candidateType: 'relay' }
  const host = { id: 'L2', type: 'local-candidate', candidateType: 'host' }
  const pairs = [
    { id: 'P1', type: 'candidate-pair', localCandidateId: 'L1', selected: true },
    { id: 'P2', type: 'candidate-pair', localCandidateId: 'L2' },
  ]
  expect(wayOf(report({ id: 'T', type: 'transport', selectedCandidatePairId: 'P2' }, relay, host, ...pairs))).toBe(
    'direct',
  )
  expect(wayOf(report(relay, host, ...pairs))).toBe('relayed')
  expect(wayOf(report({ id: 'T', type: 'transport' }, relay, host))).toBeNull()
})
