import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import type { SignalingProcess } from '../../live/directory/SignalingProcess.ts'
import { silent, temporaryFolder } from '../../testing/temporaryStore.ts'
import { Relay } from './Relay.ts'

/** Answers every request and upgrade with its name, and sends back what comes after an upgrade. */
function named(name: string, server: Server): Server {
  server.on('request', (_request, response) => response.end(name))
  server.on('upgrade', (_request, socket, head: Buffer) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n${name}:${head.toString()}`,
    )
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return server
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A process called `here` that knows of these others. */
async function here(others: Record<string, SignalingProcess>) {
  const server = named('here', createServer())
  const relay = new Relay({
    processId: 'here',
    processes: { all: new Map(Object.entries(others)), look: async () => undefined },
    logger: silent,
  })
  relay.attach(server)
  return { relay, server, port: await listening(server) }
}

/** Collects what comes back on a raw upgrade, until it says so; `hello` is sent along. */
function upgraded(port: number, process: string, header = '') {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(
    `GET /socket.io/?EIO=4&process=${process} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n${header}\r\nhello`,
  )
  let heard = ''
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const until = (text: string) =>
    new Promise<string>((resolve, reject) => {
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString()
        if (heard.endsWith(text)) resolve(heard)
      })
      socket.once('close', () => reject(new Error(`closed after ${heard}`)))
    })
  return { socket, closed, until }
}

const plain = (port: number): SignalingProcess => ({ url: `http://127.0.0.1:${port}`, certificate: null })

test('1.12 a socket that asks for another process is piped there, both ways, and closed with either end', async () => {
  const there = await listening(named('there', createServer()))
  const { relay, port } = await here({ there: plain(there) })
  const { socket, closed, until } = upgraded(port, 'there')
  expect(await until('there:hello')).toMatch(/^HTTP\/1.1 101 /)
  expect(relay.count).toBe(2)
  relay.close()
  await closed
  expect(socket.destroyed).toBe(true)
  await expect.poll(() => relay.count).toBe(0)
})

test('1.12 its own id, one that is unknown, one that does not answer, and what was led here are served here', async () => {
  const { port } = await here({ dead: plain(1), there: plain(2) })
  for (const [process, header] of [
    ['here', ''],
    ['unknown', ''],
    ['dead', ''],
    ['there', 'x-diem-cau-led: 1\r\n'],
  ] as const)
    expect(await upgraded(port, process, header).until('here:hello'), process).toMatch(/^HTTP\/1.1 101 /)
})

test('1.12 long polling goes there too, and nothing else does', async () => {
  const there = await listening(named('there', createServer()))
  const { port } = await here({ there: plain(there) })
  const asked = async (path: string, init?: RequestInit) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, init)).text()
  expect(await asked('/socket.io/?EIO=4&transport=polling&process=there')).toBe('there')
  expect(await asked('/socket.io/?EIO=4&process=there', { method: 'POST', body: 'x' })).toBe('there')
  expect(await asked('/api/me?process=there')).toBe('here')
})

test('1.13 a piece of an upload goes to the process that its id names; one that does not answer is tried again', async () => {
  const there = named('there', createServer())
  const { port } = await here({ there: plain(await listening(there)), dead: plain(1) })
  const piece = (path: string) =>
    fetch(`http://127.0.0.1:${port}/api/papers/upload/${path}`, { method: 'PATCH', body: new Uint8Array(100_000) })
  expect(await (await piece('there_0a')).text()).toBe('there')
  expect(await (await piece('gone_0a')).text(), 'its folder may be shared').toBe('here')
  expect((await piece('dead_0a')).status).toBe(502)
})

test('1.13 a piece that is refused before all of it was sent is answered, and the line goes on', async () => {
  const refusing = createServer()
  refusing.on('request', (_request, response) => response.writeHead(401).end('no'))
  onTestFinished(() => void refusing.close())
  const { port } = await here({ there: plain(await listening(refusing)) })
  const url = `http://127.0.0.1:${port}/api/papers/upload/there_0a`
  for (let n = 0; n < 5; n += 1) {
    const answer = await fetch(url, { method: 'PATCH', body: new Uint8Array(4_000_000) })
    expect([answer.status, await answer.text()]).toEqual([401, 'no'])
  }
})

test('over TLS it is sent only to the process that shows the certificate it announced', async () => {
  const [own, other] = [await certificate('own'), await certificate('other')]
  const there = named('there', createTlsServer(own))
  const port = await listening(there)
  const process = (certificate: string): SignalingProcess => ({ url: `https://127.0.0.1:${port}`, certificate })
  const seen: (string | undefined)[] = []
  there.on('upgrade', (request: IncomingMessage) => seen.push(request.url))
  const known = await here({ there: process(own.cert) })
  await upgraded(known.port, 'there').until('there:hello')
  expect(seen).toHaveLength(1)
  const imposed = await here({ there: process(other.cert) })
  await upgraded(imposed.port, 'there').until('here:hello')
  expect(seen).toHaveLength(1)
})

async function certificate(name: string): Promise<{ key: string; cert: string }> {
  const folder = await temporaryFolder()
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await promisify(execFile)('openssl', [...made, '-keyout', key, '-out', cert, '-subj', `/CN=${name}`])
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
}
