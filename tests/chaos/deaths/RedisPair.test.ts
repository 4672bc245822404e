import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { RedisPair } from './RedisPair.ts'

/** Writes, and tells how many replicas have what was written: on one connection, as that is whose writes are waited for. */
const WRITE = 'SET holder first\r\nWAIT 1 1000'

/** @returns the last of so many lines of the answer; null when nobody answers */
async function ask(url: string, command: string, lines: number): Promise<string | null> {
  const line = connect(Number(new URL(url).port), '127.0.0.1')
  try {
    return await new Promise((resolve) => {
      line.once('error', () => resolve(null))
      line.once('close', () => resolve(null))
      let answer = ''
      line.on('data', (data) => {
        answer += data.toString()
        const told = answer.split('\r\n')
        if (told.length > lines) resolve(told[lines - 1] ?? null)
      })
      line.write(`${command}\r\n`)
    })
  } finally {
    line.destroy()
  }
}

test('when the Redis that serves is killed its replica serves at the same address, with what was stored, and so again', async () => {
  await using pair = await RedisPair.start()
  await expect.poll(() => ask(pair.url, WRITE, 2), { timeout: 15_000 }).toBe(':1')
  for (const _ of [1, 2]) {
    await pair.kill()
    await expect.poll(() => ask(pair.url, 'GET holder', 2), { timeout: 15_000 }).toBe('first')
    await expect.poll(() => ask(pair.url, WRITE, 2), { timeout: 15_000 }).toBe(':1')
  }
}, 60_000)
