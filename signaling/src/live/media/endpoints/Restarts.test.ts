import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { after, joins, participantOf } from '../../../testing/people.ts'
import { testEndpoint } from '../../../testing/testEndpoint.ts'
import { COME_MS, Restarts } from './Restarts.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
})

function setUp() {
  const told: string[] = []
  const restarts = new Restarts((participantId, notice) => void told.push(`${participantId} ${notice.name}`))
  onTestFinished(() => restarts.close())
  return { told, restarts, endpoint: testEndpoint('a', after(joins('a'))) }
}

test('16.12 the client is told to make its media anew, and has done so when it asked for it', async () => {
  const { told, restarts, endpoint } = setUp()
  const outcome = restarts.restart(endpoint)
  expect(told).toEqual([`${participantOf('a')} mediaLost`])
  restarts.onRebuilt(endpoint.endpointId)
  expect(await outcome).toBe('restarted')
})

test('16.12 one that does not come is silent, also for who asked before', async () => {
  const { restarts, endpoint } = setUp()
  const first = restarts.restart(endpoint)
  const second = restarts.restart(endpoint)
  expect(await first).toBe('silent')
  vi.advanceTimersByTime(COME_MS)
  expect(await second).toBe('silent')
})

test('16.12 without media there is nothing to make anew', async () => {
  const { told, restarts, endpoint } = setUp()
  endpoint.on({ kind: 'lost' })
  expect(await restarts.restart(endpoint)).toBe('away')
  expect(told).toEqual([])
})
