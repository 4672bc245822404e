import { expect, test } from 'vitest'
import { KeyedQueue } from './KeyedQueue.ts'

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: resolve }
}

test('tasks of one key run one after another, those of others do not wait', async () => {
  const queue = new KeyedQueue<string>()
  const order: string[] = []
  const hold = gate()
  const first = queue.run('a', async () => {
    await hold.promise
    order.push('a1')
  })
  const second = queue.run('a', async () => void order.push('a2'))
  await queue.run('b', async () => void order.push('b'))
  hold.open()
  await Promise.all([first, second])
  expect(order).toEqual(['b', 'a1', 'a2'])
})

test('a task that fails tells its caller and does not stop the next', async () => {
  const queue = new KeyedQueue<string>()
  const failed = queue.run('a', () => Promise.reject(new Error('no')))
  const next = queue.run('a', () => Promise.resolve('yes'))
  await expect(failed).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})

test('a key without work is forgotten', async () => {
  const queue = new KeyedQueue<string>()
  const hold = gate()
  const first = queue.run('a', () => hold.promise)
  const second = queue.run('a', () => Promise.resolve())
  expect(queue.size).toBe(1)
  hold.open()
  await Promise.all([first, second])
  expect(queue.size).toBe(0)
})
