import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './ports.ts'
import { Syslog } from './Syslog.ts'
import { type SyslogTarget, syslogTarget } from './syslogTarget.ts'
import { Receiver } from './testing/Receiver.ts'

const DAY_MS = 86_400_000
const HOST = 'localhost'

/** An authority as an office has one: what it signs is believed by whoever has its certificate. */
async function authority(name: string) {
  const own = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  /** @param endsInDays from now on */
  const sign = async (host: string, endsInDays = 30) => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - 60 * DAY_MS),
      notAfterDate: new Date(Date.now() + endsInDays * DAY_MS),
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
      ],
      ca: { key: own.private, cert: own.cert },
    })
    return { cert, key }
  }
  return { cert: own.cert, sign }
}

/** The target as the settings name it, with the authority in a file. */
function targetOf(port: number, ca: string | null): SyslogTarget {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-syslog-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'ca.pem')
  if (ca !== null) writeFileSync(file, ca)
  const target = syslogTarget(`tls://${HOST}:${port}`, ca === null ? undefined : file)
  if (target === null) throw new Error('no target')
  return target
}

async function receiving(port: number, secure?: { cert: string; key: string }): Promise<Receiver> {
  const receiver = new Receiver(secure)
  await receiver.listen(port)
  return receiver
}

function sending(target: SyslogTarget) {
  const troubles: string[] = []
  const syslog = new Syslog(target, (words) => troubles.push(words))
  onTestFinished(() => syslog.close())
  return { syslog, troubles }
}

const numbersOf = ({ messages }: Receiver) => messages.map((message) => Number(/line (\d+)$/.exec(message)?.[1]))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

test('by TLS (RFC 5425) lines reach a server of the office’s own authority; one that goes and comes back loses none that waited, and has none twice', async () => {
  const { cert, sign } = await authority('CA của văn phòng')
  const port = await freePort()
  const secure = await sign(HOST)
  const first = await receiving(port, secure)
  const { syslog, troubles } = sending(targetOf(port, cert))
  for (const n of range(0, 300)) syslog.write('signaling', 1, `line ${n}`)
  await expect.poll(() => first.messages.length, { timeout: 10_000 }).toBe(300)
  expect(numbersOf(first)).toEqual(range(0, 300))
  expect(troubles).toEqual([])

  await first.stop()
  await expect.poll(() => troubles[0], { timeout: 10_000 }).toContain('ended the line. Lines wait')
  for (const n of range(300, 900)) syslog.write('signaling', 1, `line ${n}`)
  const second = await receiving(port, secure)
  onTestFinished(() => second.stop())
  await expect.poll(() => second.messages.length, { timeout: 10_000 }).toBe(600)
  expect(numbersOf(second)).toEqual(range(300, 900))
})

test('by TLS a server that is away costs no more than the oldest lines beyond 5,000, and that is told', async () => {
  const { cert, sign } = await authority('CA')
  const port = await freePort()
  const { syslog, troubles } = sending(targetOf(port, cert))
  for (const n of range(0, 5200)) syslog.write('signaling', 1, `line ${n}`)
  await expect.poll(() => troubles[0], { timeout: 10_000 }).toContain('ECONNREFUSED')
  const receiver = await receiving(port, await sign(HOST))
  onTestFinished(() => receiver.stop())
  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(5001)
  expect(receiver.messages[0]).toContain('200 lines were not sent to syslog')
  expect(numbersOf(receiver).slice(1)).toEqual(range(200, 5200))
})

test.for([
  ['no authority is named', 'Name the file with the authority', null, HOST, 30],
  ['it is of another authority', 'not of an authority in the file', 'other', HOST, 30],
  ['it is of another name', 'its certificate is of another name', 'own', 'siem.example.vn', 30],
  ['it has ended', 'its certificate has ended', 'own', HOST, -1],
] as const)('a certificate is refused, and why is told once: %s', async ([, words, believed, name, endsInDays]) => {
  const [own, other] = [await authority('own'), await authority('other')]
  const port = await freePort()
  const receiver = await receiving(port, await own.sign(name, endsInDays))
  onTestFinished(() => receiver.stop())
  const ca = { own: own.cert, other: other.cert }
  const { syslog, troubles } = sending(targetOf(port, believed === null ? null : ca[believed]))
  syslog.write('signaling', 1, 'line 1')
  await expect.poll(() => troubles[0], { timeout: 10_000 }).toContain(words)
  // Tried again after half a second: no line has gone, and nothing is told twice.
  await expect.poll(() => receiver.attempts, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(receiver.messages).toEqual([])
  expect(troubles).toHaveLength(1)
})

test('an authority that cannot be used is told at the start', () => {
  expect(() => syslogTarget('tls://siem', '/nowhere/ca.pem')).toThrow(
    /DIEM_CAU_SYSLOG_CA \/nowhere\/ca\.pem cannot be used/,
  )
  expect(() => syslogTarget('tls://siem', import.meta.filename)).toThrow(/certificates in PEM/)
  expect(() => syslogTarget('udp://siem', import.meta.filename)).toThrow(/nothing else is encrypted/)
})
