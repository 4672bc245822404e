import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { hasEnded } from './hasEnded.ts'
import type { SignalingProcess } from './SignalingProcess.ts'

/** Knows these; one more look adds nothing. */
const knowing = (all: Record<string, SignalingProcess>) => ({ all: new Map(Object.entries(all)), look: async () => {} })

test('1.12 a process has ended when nobody listens at its address, and may live when somebody does, or nobody knows it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const processes = knowing({ one: { url: `http://127.0.0.1:${address.port}`, certificate: null } })
  expect(await hasEnded(processes, 'one')).toBe(false)
  expect(await hasEnded(processes, 'two')).toBe(false)
  server.close()
  await once(server, 'close')
  expect(await hasEnded(processes, 'one')).toBe(true)
})

test('a process that the directory got to know meanwhile is looked for there', async () => {
  const all = new Map<string, SignalingProcess>()
  const look = async () => void all.set('one', { url: 'http://127.0.0.1:1', certificate: null })
  expect(await hasEnded({ all, look }, 'one')).toBe(true)
})
