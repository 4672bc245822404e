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
  health.onState('connected')
  return { did, health }
}

test('a short `disconnected` heals by itself', async () => {
  const { did, health } = watched()
  health.onState('disconnected')
  await vi.advanceTimersByTimeAsync(2_900)
  health.onState('connected')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(did).toEqual([])
})

test('`disconnected` for more than 3 s restarts ICE', async () => {
  const { did, health } = watched()
  health.onState('disconnected')
  await vi.advanceTimersByTimeAsync(3_100)
  expect(did).toEqual(['restart'])
})

test('`failed` restarts ICE at once, and after two restarts transports are made anew', async () => {
  const { did, health } = watched()
  health.onState('failed')
  expect(did).toEqual(['restart'])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(did).toEqual(['restart', 'restart', 'giveUp'])
})

test('while the socket is down nothing is tried, and all of it when it is back', async () => {
  const { did, health } = watched()
  health.onSocket(false)
  health.onState('disconnected')
  health.onState('failed')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(did).toEqual([])
  health.onSocket(true)
  expect(did).toEqual(['restart'])
})

test('a restart that the server refuses leads straight to new transports', async () => {
  const { did, health } = watched({ restartFails: true })
  health.onState('failed')
  await vi.advanceTimersByTimeAsync(0)
  expect(did).toEqual(['restart', 'giveUp'])
})

test('after sleep there is no patience', async () => {
  const { did, health } = watched()
  health.onState('disconnected')
  health.checkNow()
  expect(did).toEqual(['restart'])
})
