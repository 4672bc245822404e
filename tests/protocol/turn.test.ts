import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { localAddresses } from '../../infra/start/addresses.ts'
import { ensureCertificate } from '../../infra/start/certificate.ts'
import { freePort } from '../../infra/start/ports.ts'
import { haproxyCfg } from '../../infra/turn/haproxyCfg.ts'
import { turnserverConf } from '../../infra/turn/turnserverConf.ts'
import { askTurn, placeOf } from '../../signaling/src/turn/ask/askTurn.ts'
import { LINE_GRANT_MS, turnGrant } from '../../signaling/src/turn/turnGrant.ts'

const SECRET = 'the-secret-of-this-test-and-of-coturn-too'
const isRoot = process.getuid?.() === 0
/** Relayed ways begin at an address of this machine, never at the loopback. */
const [own] = localAddresses().filter((ip) => !ip.includes(':'))
const NODE = '192.0.2.7'

const closing = new AsyncDisposableStack()
afterAll(() => closing.disposeAsync())

let urls: { readonly udp: string; readonly tcp: string; readonly tls: string }
let frontPort = 0
let certificate = ''

/** Runs until the test ends. It is ready when it answers what is asked of it. */
function run(command: string, ...args: readonly string[]): void {
  const child = spawn(command, args, { stdio: 'ignore' })
  closing.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
}

const ask = (url: string, secret = SECRET, peers: readonly string[] = []) =>
  askTurn(placeOf(url, own ?? ''), turnGrant({ urls: [url], secret }, 'a-room', Date.now(), LINE_GRANT_MS), peers)

beforeAll(async () => {
  if (own === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-turn-test-'))
  closing.defer(() => rmSync(folder, { recursive: true }))
  const pages = createServer((asked, answer) => answer.end(String(asked.headers['x-forwarded-for'])))
  pages.listen(0, '127.0.0.1')
  await once(pages, 'listening')
  closing.defer(() => void pages.close())
  const address = pages.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const [turn, proxyPort] = [await freePort(), await freePort()]
  frontPort = await freePort()
  const { cert, key } = await ensureCertificate(folder, [own, '127.0.0.1'])
  certificate = readFileSync(cert, 'utf8')
  const files = { pem: join(folder, 'front.pem'), conf: join(folder, 'turn.conf'), cfg: join(folder, 'front.cfg') }
  writeFileSync(files.pem, `${certificate.trim()}\n${readFileSync(key, 'utf8')}`)
  writeFileSync(
    files.conf,
    turnserverConf({
      secret: SECRET,
      addresses: [own],
      port: turn,
      proxyPort,
      nodes: [NODE],
      user: isRoot ? 'turnserver' : null,
      pidFile: join(folder, 'turn.pid'),
    }),
  )
  writeFileSync(
    files.cfg,
    haproxyCfg({
      addresses: [own, '127.0.0.1'],
      port: frontPort,
      certificate: files.pem,
      signaling: [{ host: '127.0.0.1', port: address.port }],
      turn: { host: own, port: proxyPort },
      user: isRoot ? 'haproxy' : null,
      name: `turn-test-${process.pid}`,
      log: null,
    }),
  )
  run('turnserver', '-c', files.conf)
  run('haproxy', '-db', '-f', files.cfg)
  urls = {
    udp: `turn:*:${turn}`,
    tcp: `turn:*:${frontPort}?transport=tcp`,
    tls: `turns:*:${frontPort}?transport=tcp`,
  }
  for (const url of Object.values(urls))
    await vi.waitUntil(async () => (await ask(url)).kind === 'well', { timeout: 10_000 })
})

/** Asks for the page as somebody who says to be somebody else. */
async function page(host: string): Promise<string> {
  const asked = request({
    host,
    port: frontPort,
    ca: certificate,
    agent: false,
    headers: { 'x-forwarded-for': '203.0.113.9' },
  })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return (await answer.setEncoding('utf8').toArray()).join('')
}

test.skipIf(own === undefined)(
  '20.4 one port has pages and TURN, with TLS and without, and no name is needed',
  async () => {
    for (const url of [urls.udp, urls.tcp])
      expect(await ask(url)).toMatchObject({ kind: 'well', certificateProblem: null })
    expect(await ask(urls.tls)).toMatchObject({ kind: 'well', certificateProblem: 'untrusted' })
    // The page is told who asks, whatever the client says of itself.
    expect(await page('127.0.0.1')).toBe('127.0.0.1')
    expect(await page(own ?? '')).toBe(own)
  },
)

test.skipIf(own === undefined)('20.4 the relay leads to the media nodes and to nothing else', async () => {
  const others = ['127.0.0.1', own ?? '', '192.0.2.8', '224.0.0.1']
  for (const url of Object.values(urls))
    expect(await ask(url, SECRET, [NODE, ...others])).toMatchObject({ kind: 'well', shutTo: others })
})

test.skipIf(own === undefined)(
  'what is wrong is told apart: another secret, nobody there, a certificate for another name',
  async () => {
    for (const url of Object.values(urls))
      expect(await ask(url, 'another-secret-that-is-long-enough')).toEqual({ kind: 'refused' })
    expect(await ask(`turn:*:${await freePort()}?transport=tcp`)).toEqual({ kind: 'unreachable', why: 'ECONNREFUSED' })
    expect(await ask(urls.tls.replace('*', 'localhost'))).toMatchObject({ kind: 'well', certificateProblem: 'name' })
    const spent = turnGrant({ urls: [urls.tcp], secret: SECRET }, 'a-room', Date.now() - 86_400_000, LINE_GRANT_MS)
    expect(await askTurn(placeOf(urls.tcp, own ?? ''), spent)).toEqual({ kind: 'refused' })
  },
)
