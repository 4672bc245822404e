import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { paced } from './paced.ts'

test('9.8 a file comes whole, in pieces of a packet, no faster than was asked for', async () => {
  const content = [Buffer.alloc(2_500, 1), Buffer.alloc(100, 2), Buffer.alloc(3_300, 3)]
  const come: Buffer[] = []
  const began = performance.now()
  // 8 ms for each kilobyte, and nothing is waited for after the last.
  for await (const piece of paced(Readable.from(content), 1_000)) come.push(piece)
  expect(performance.now() - began).toBeGreaterThanOrEqual(((5_900 - 1_100) * 8) / 1_000 - 5)
  expect(Buffer.concat(come)).toEqual(Buffer.concat(content))
  expect(Math.max(...come.map(({ length }) => length))).toBe(1_100)
})

test('9.8 who stops reading lets the file go', async () => {
  const content = Readable.from([Buffer.alloc(10_000)])
  for await (const _ of paced(content, 1_000)) break
  expect(content.destroyed).toBe(true)
})
