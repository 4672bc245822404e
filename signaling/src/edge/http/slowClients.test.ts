import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer } from 'node:http'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { bodyDeadline } from './bodyDeadline.ts'
import { guardConnections, slowClientOptions } from './guardConnections.ts'
import { PATIENCE } from './Patience.ts'
import { connect as connectSocket, startOffice } from '../../testing/startOffice.ts'
import { PROTOCOL_VERSION } from '@diem-cau/signaling-contract'

const portOf = (address: AddressInfo | string | null) => (typeof address === 'object' ? (address?.port ?? 0) : 0)

async function opened(port: number) {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Resolves also when the socket was cut while it wrote, which its own side takes for an error. */
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

test('one address has so many connections and no more; when one is closed there is room again, and a proxy has no limit', async () => {
  let trusted = false
  const server = createServer(slowClientOptions(PATIENCE), (_request, response) => response.end())
  guardConnections(server, { isTrusted: () => trusted, perAddress: 2 })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const port = portOf(server.address())
  const [first] = [await opened(port), await opened(port)]
  await closed(await opened(port))
  const gone = once(server, 'connection')
  trusted = true
  const third = await opened(port)
  await gone
  trusted = false
  third.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  expect(((await once(third, 'data')) as [Buffer])[0].toString()).toContain('200 OK')
  first?.destroy()
  await expect
    .poll(async () => {
      const next = await opened(port)
      next.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
      return Promise.race([once(next, 'data').then(() => 'served'), closed(next).then(() => 'closed')])
    })
    .toBe('served')
})

test('a body that does not come is not waited for; one that comes is, however long the answer takes', async () => {
  const app = Fastify()
  bodyDeadline(app, { bodyMs: 100 })
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
  await closed(stuck)
  letGo()
  expect(((await once(whole, 'data')) as [Buffer])[0].toString()).toContain('done')
})

const portAt = (url: string) => Number(new URL(url).port)
const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

test.for([
  ['says nothing', '', ''],
  ['sends the headers of a request a little at a time', 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 'x-more: 1\r\n'],
  ['never ends the headers of its WebSocket', UPGRADE, ''],
] as const)('a connection that %s is closed, and one that asks in time is answered', async ([, begin, more]) => {
  const office = await startOffice({ patience: { headersMs: 100 } })
  const slow = await opened(portAt(office.url))
  const isClosed = closed(slow)
  slow.resume().write(begin)
  const dripping = setInterval(() => void slow.write(more), 20)
  const quick = await opened(portAt(office.url))
  quick.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
  expect(((await once(quick, 'data')) as [Buffer])[0].toString()).toContain('HTTP/1.1 ')
  await isClosed
  clearInterval(dripping)
})

test('a WebSocket that presents no token is closed, also when it does not say goodbye', async () => {
  const office = await startOffice({ patience: { connectMs: 100, goodbyeMs: 100 } })
  const stays = await connectSocket(office, 'chair')
  const [polite, deaf] = [
    new WebSocket(`${office.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`),
    await opened(portAt(office.url)),
  ]
  onTestFinished(() => polite.close())
  const bothClosed = Promise.all([once(polite, 'close'), closed(deaf)])
  deaf.write(`${UPGRADE}\r\n`)
  // It takes what comes, and answers nothing: no ping, and no goodbye.
  expect(((await once(deaf, 'data')) as [Buffer])[0].toString()).toContain('101 Switching Protocols')
  deaf.resume()
  await bothClosed
  expect(stays.raw.connected).toBe(true)
})

test('a client that stops answering pings is cut, one that goes on answering is not', async () => {
  const office = await startOffice({ patience: { pingEveryMs: 50, pongMs: 100, goodbyeMs: 100 } })
  const stays = await connectSocket(office, 'ward')
  const token = await office.tokenOf('chair')
  // Nothing is awaited from here to its listeners, which would miss its first message.
  const silent = new WebSocket(`${office.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  onTestFinished(() => silent.close())
  const isClosed = once(silent, 'close')
  let isIn = false
  const welcomed = new Promise<void>((resolve) =>
    silent.addEventListener('message', ({ data }) => {
      const text = String(data)
      // A ping is answered until then: on a busy machine it comes before the welcome.
      if (text === '2' && !isIn) silent.send('3')
      if (text.startsWith('0'))
        silent.send(`40${JSON.stringify({ token, protocol: PROTOCOL_VERSION, deviceId: 'd.silent' })}`)
      if (!text.includes('welcome')) return
      isIn = true
      resolve()
    }),
  )
  await welcomed
  await isClosed
  expect(stays.raw.connected).toBe(true)
})
