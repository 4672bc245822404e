import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { endpointOf } from '../../testing/people.ts'
import { silent } from '../../testing/temporaryStore.ts'
import { Lines } from './Lines.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const a = endpointOf('a')

/** Lines whose places are kept for a second, and what they had recorded. */
function lines() {
  const recorded: Command['type'][] = []
  const disk = { isFull: false }
  const writer = {
    record: ({ type }: Command) => void recorded.push(type),
    execute: async ({ type }: Command) => {
      if (disk.isFull) throw new Error('disk full')
      recorded.push(type)
    },
  }
  return { lines: new Lines(writer, silent, 1_000), recorded, disk }
}

test('6.1 a place is given up when its line is not there again in time', async () => {
  const { lines: kept, recorded } = lines()
  kept.lose(a)
  expect(recorded).toEqual(['loseLine'])
  await vi.advanceTimersByTimeAsync(999)
  expect(recorded).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(recorded).toEqual(['loseLine', 'loseLine', 'expireLine'])
})

test('6.2 a line that is there again in time is waited for no more', async () => {
  const { lines: kept, recorded } = lines()
  kept.lose(a)
  kept.keep(a)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(recorded).toEqual(['loseLine'])
})

test('a line that is lost again meanwhile does not begin the wait anew', async () => {
  const { lines: kept, recorded } = lines()
  kept.lose(a)
  await vi.advanceTimersByTimeAsync(600)
  kept.lose(a)
  await vi.advanceTimersByTimeAsync(400)
  expect(recorded.at(-1)).toBe('expireLine')
})

test('what cannot be recorded is tried again until it can, unless it is closed', async () => {
  const { lines: kept, recorded, disk } = lines()
  kept.lose(a)
  disk.isFull = true
  await vi.advanceTimersByTimeAsync(3_000)
  expect(recorded).toEqual(['loseLine'])
  disk.isFull = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(recorded.at(-1)).toBe('expireLine')
  kept.lose(a)
  kept.close()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(recorded.at(-1)).toBe('loseLine')
})
