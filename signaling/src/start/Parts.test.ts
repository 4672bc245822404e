import { pino } from 'pino'
import { expect, test } from 'vitest'
import { Parts } from './Parts.ts'

/** Parts, and what happened to them in order. */
function parts() {
  const told: string[] = []
  const write = (line: string) => {
    const { part, msg, ms }: { part: string; msg: string; ms: unknown } = JSON.parse(line)
    expect(ms).toEqual(expect.any(Number))
    told.push(`${msg}: ${part}`)
  }
  return { told, parts: new Parts(pino({ level: 'debug' }, { write })) }
}

test('parts are closed in reverse order, and so are the steps of each', async () => {
  const { told, parts: started } = parts()
  const face = await started.start('store', (closing) => {
    closing.defer(() => void told.push('hold'))
    closing.defer(async () => void told.push('database'))
    return 'rows'
  })
  await started.start('edge', async (closing) => closing.defer(() => void told.push('sockets')))
  expect(face).toBe('rows')
  expect(told).toEqual(['part started: store', 'part started: edge'])
  await Promise.all([started.close(), started.close()])
  expect(told.slice(2)).toEqual(['sockets', 'part closed: edge', 'database', 'hold', 'part closed: store'])
})

test('what a part began before it failed is ended too', async () => {
  const { told, parts: started } = parts()
  await started.start('store', (closing) => closing.defer(() => void told.push('database')))
  const failing = started.start('auth', (closing) => {
    closing.defer(() => void told.push('key'))
    throw new Error('no key')
  })
  await expect(failing).rejects.toThrow('no key')
  await started.close()
  expect(told).toEqual(['part started: store', 'key', 'part closed: auth', 'database', 'part closed: store'])
})

test('a step that fails keeps no other from being taken', async () => {
  const { told, parts: started } = parts()
  await started.start('store', (closing) => closing.defer(() => void told.push('database')))
  await started.start('edge', (closing) => closing.defer(() => Promise.reject(new Error('a socket is stuck'))))
  await expect(started.close()).rejects.toThrow('a socket is stuck')
  expect(told).toContain('database')
})
