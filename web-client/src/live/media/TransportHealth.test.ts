import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TransportHealth } from './TransportHealth.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched({ restartFails = false } = {}) {
  const did: string[] = []
  const health = new TransportHealth({
    restartIce: async () => {
      did.push('restart')
      if (restartFails) throw new Error('gone')
    },
    giveUp: () => void did.push('giveUp'),
  })
  health.changed('connected')
  return { did, health }
}

test('a short `disconnected` heals by itself', async () => {
  const { did, health } = watched()
  health.changed('disconnected')
  await vi.advanceTimersByTimeAsync(2_900)
  health.changed('connected')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(did).toEqual([])
})

test('`disconnected` for more than 3 s restarts ICE', async () => {
  const { did, health } = watched()
  health.changed('disconnected')
  await vi.advanceTimersByTimeAsync(3_100)
  expect(did).toEqual(['restart'])
})

test('`failed` restarts ICE at once, and after two restarts transports are made anew', async () => {
  const { did, health } = watched()
  health.changed('failed')
  expect(did).toEqual(['restart'])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(did).toEqual(['restart', 'restart', 'giveUp'])
})

test('while signaling is away nothing is tried, and all of it when it is back', async () => {
  const { did, health } = watched()
  health.signalingChanged(false)
  health.changed('disconnected')
  health.changed('failed')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(did).toEqual([])
  health.signalingChanged(true)
  expect(did).toEqual(['restart'])
})

test('a restart that the server refuses leads straight to new transports', async () => {
  const { did, health } = watched({ restartFails: true })
  health.changed('failed')
  await vi.advanceTimersByTimeAsync(0)
  expect(did).toEqual(['restart', 'giveUp'])
})

test('after sleep there is no patience', async () => {
  const { did, health } = watched()
  health.changed('disconnected')
  health.checkNow()
  expect(did).toEqual(['restart'])
})
