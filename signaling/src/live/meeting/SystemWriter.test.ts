import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { endpointOf, participantOf } from '../../testing/people.ts'
import { silent } from '../../testing/temporaryStore.ts'
import { SystemWriter } from './SystemWriter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const gone: Command = { type: 'leaveDoor', participantId: participantOf('a') }

function writer() {
  const asked: [unknown, string][] = []
  const disk = { isFull: true }
  const meeting = {
    execute: async (command: unknown, { actor }: { actor: { kind: string } }) => {
      asked.push([command, actor.kind])
      if (disk.isFull) throw new Error('disk full')
      return []
    },
  }
  return { writer: new SystemWriter(meeting, silent), asked, disk }
}

test('2.6 what happened by itself is tried once, or until it is on record', async () => {
  const { writer: system, asked, disk } = writer()
  system.record({ type: 'loseLine', endpointId: endpointOf('a') })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(1)
  system.insist(() => gone)
  await vi.advanceTimersByTimeAsync(2_500)
  expect(asked).toHaveLength(4)
  disk.isFull = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(5)
  expect(asked.at(-1)).toEqual([gone, 'system'])
})

test('what is not so any more is not tried again, nor anything after the close', async () => {
  const { writer: system, asked } = writer()
  let isSo = true
  system.insist(() => (isSo ? gone : null))
  await vi.advanceTimersByTimeAsync(500)
  isSo = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(1)
  system.insist(() => gone)
  await vi.advanceTimersByTimeAsync(0)
  system.insist(() => gone)
  system.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(3)
})

test('who has to know whether it was recorded is told that it was not', async () => {
  await expect(writer().writer.execute(gone)).rejects.toThrow('disk full')
})
