import type { TransportParameters } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MediaDevice, MediaTransport } from './MediaDevice.ts'
import { tryLine } from './tryLine.ts'

const candidate = (protocol: 'udp' | 'tcp') => ({
  foundation: 'f',
  priority: 1,
  ip: '10.0.0.5',
  address: '10.0.0.5',
  protocol,
  port: 40_000,
  type: 'host' as const,
})
const transport: TransportParameters = {
  id: 't',
  iceParameters: { usernameFragment: 'u', password: 'p' },
  iceCandidates: [candidate('udp'), candidate('tcp')],
  dtlsParameters: { fingerprints: [] },
}
const routerRtpCapabilities = { codecs: [], headerExtensions: [] }

beforeEach(() => {
  vi.useFakeTimers()
  const track = { kind: 'audio' }
  vi.stubGlobal(
    'AudioContext',
    class {
      createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [track] } })
      resume = () => Promise.resolve()
      close = () => Promise.resolve()
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A device whose transport goes this way once it was asked to send. */
function deviceThat(ends: 'connected' | 'failed' | null) {
  const seen = { candidates: [] as string[], connected: 0, closed: 0 }
  const listeners = new Map<string, (...args: never[]) => unknown>()
  const call = (event: string, ...args: unknown[]) => listeners.get(event)?.(...(args as never[]))
  const made = {
    on: (event: string, listener: (...args: never[]) => unknown) => listeners.set(event, listener),
    produce: async () => {
      call('connect', { dtlsParameters: { fingerprints: [] } }, () => undefined)
      if (ends) call('connectionstatechange', ends)
      return new Promise(() => undefined)
    },
    getStats: async () => new Map([['P', { type: 'candidate-pair', currentRoundTripTime: 0.031 }]]),
    close: () => (seen.closed += 1),
  }
  const load = async () =>
    ({
      createSendTransport: ({ iceCandidates }: Pick<TransportParameters, 'iceCandidates'>) => {
        seen.candidates = iceCandidates.map(({ protocol }) => protocol)
        return made as unknown as MediaTransport
      },
    }) as unknown as MediaDevice
  const run = (protocol: 'udp' | 'tcp') =>
    tryLine({ routerRtpCapabilities, transport, protocol, load, connect: async () => (seen.connected += 1) })
  return { seen, run }
}

test('16.13 one way alone is tried, and let go of once it is known', async () => {
  const { seen, run } = deviceThat('connected')
  expect(await run('tcp')).toMatchObject({ rtt: 31 })
  expect(seen).toEqual({ candidates: ['tcp'], connected: 1, closed: 1 })
})

test('16.13 a way that fails, or does not come in time, is none', async () => {
  expect(await deviceThat('failed').run('udp')).toBeNull()
  const { seen, run } = deviceThat(null)
  const trial = run('udp')
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await trial).toBeNull()
  expect(seen.closed).toBe(1)
})
