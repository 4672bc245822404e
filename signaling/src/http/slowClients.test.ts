import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createServer } from 'node:http'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { bodyDeadline } from './bodyDeadline.ts'
import { guardConnections, slowClientOptions } from './guardConnections.ts'

const portOf = (address: AddressInfo | string | null) => (typeof address === 'object' ? (address?.port ?? 0) : 0)

async function opened(port: number) {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

test('one address has so many connections and no more; when one is closed there is room again, and a proxy has no limit', async () => {
  let trusted = false
  const server = createServer(slowClientOptions, (_request, response) => response.end())
  guardConnections(server, { isTrusted: () => trusted, perAddress: 2 })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const port = portOf(server.address())
  const [first] = [await opened(port), await opened(port)]
  await once(await opened(port), 'close')
  const gone = once(server, 'connection')
  trusted = true
  const third = await opened(port)
  await gone
  trusted = false
  third.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  expect(((await once(third, 'data')) as [Buffer])[0].toString()).toContain('200 OK')
  first?.destroy()
  await expect.poll(async () => {
    const next = await opened(port)
    next.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    return Promise.race([once(next, 'data').then(() => 'served'), once(next, 'close').then(() => 'closed')])
  }).toBe('served')
})

test('a body that does not come is not waited for; one that comes is, however long the answer takes', async () => {
  const app = Fastify()
  bodyDeadline(app, 100)
  let letGo = () => {}
  app.post('/slow', async () => {
    await new Promise<void>((resolve) => (letGo = resolve))
    return 'done'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const port = portOf(app.server.address())
  const stuck = await opened(port)
  stuck.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{"a"')
  const whole = await opened(port)
  whole.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
  await once(stuck, 'close')
  letGo()
  expect(((await once(whole, 'data')) as [Buffer])[0].toString()).toContain('done')
})
