import { createServer } from 'node:net'
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
