import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { checkPorts, freePort } from './ports.ts'

test('a taken port is named, with the option that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(checkPorts([{ host: '127.0.0.1', port, protocol: 'tcp', option: '--port <number>' }])).rejects.toThrow(
    new RegExp(`Cổng ${port}[\\s\\S]*--port <number>`),
  )
  server.close()
})

test('a free port passes and is free afterwards', async () => {
  const port = await freePort()
  const use = { host: '127.0.0.1', port, option: '--port <number>' } as const
  await checkPorts([
    { ...use, protocol: 'tcp' },
    { ...use, protocol: 'udp' },
  ])
  await checkPorts([
    { ...use, protocol: 'tcp' },
    { ...use, protocol: 'udp' },
  ])
})

test('an address of another machine is refused as that', async () => {
  await expect(
    checkPorts([{ host: '203.0.113.7', port: 8080, protocol: 'tcp', option: '--port <number>' }]),
  ).rejects.toThrow(/no address of this machine/)
})
