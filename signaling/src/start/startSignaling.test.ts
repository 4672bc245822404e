import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { StartupError } from '../db/engine/StartupError.ts'
import { optionsForTests } from '../testing/optionsForTests.ts'
import { startSignaling } from './startSignaling.ts'

/** Collects what a server logs of its parts, in order. */
function logOfParts() {
  const told: string[] = []
  const write = (line: string) => {
    const { part, msg }: { part?: string; msg: string } = JSON.parse(line)
    if (part !== undefined) told.push(`${part} ${msg}`)
  }
  return { told, logger: pino({ level: 'debug' }, { write }) }
}

const PARTS = ['directory', 'store', 'auth', 'office', 'meetings', 'operations', 'webhooks', 'edge']
const LISTENING = [...PARTS, 'hand-over', 'presence']

test('the parts start one after the other and are closed in reverse order; nothing is left behind', async () => {
  const { told, logger } = logOfParts()
  const options = await optionsForTests({ logger })
  const first = await startSignaling(options)
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  expect(told).toEqual(LISTENING.map((part) => `${part} part started`))
  await first.close()
  expect(told.slice(LISTENING.length)).toEqual(LISTENING.toReversed().map((part) => `${part} part closed`))
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow('fetch failed')
  const again = await startSignaling({ ...options, port: first.port })
  expect(again.port).toBe(first.port)
  await again.close()
})

test('a start that fails at its last step lets go of all that was begun', async () => {
  const { told, logger } = logOfParts()
  const options = await optionsForTests({ logger })
  const other = createServer()
  onTestFinished(() => void other.close())
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  await expect(startSignaling({ ...options, port })).rejects.toBeInstanceOf(StartupError)
  expect(told.slice(PARTS.length)).toEqual(PARTS.toReversed().map((part) => `${part} part closed`))
  await (await startSignaling(options)).close()
})

test('16.7 that a process ends is on record while the rest of it still takes its time', async () => {
  const signaling = await startSignaling(await optionsForTests())
  // A client that sends half of a request holds up a server that stops.
  const half = connect(signaling.port, '127.0.0.1')
  await once(half, 'connect')
  half.write('POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
  let isClosed = false
  const closing = signaling.close().then(() => (isClosed = true))
  const kinds = () => signaling.db.selectFrom('operation_event').select('kind').execute()
  await expect.poll(kinds, { timeout: 10_000 }).toContainEqual({ kind: 'processEnded' })
  expect(isClosed).toBe(false)
  half.destroy()
  await closing
})
