import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './ports.ts'
import { Syslog, syslogMessage } from './Syslog.ts'
import { syslogTarget } from './syslogTarget.ts'
import { Receiver } from './testing/Receiver.ts'

const LINE = '{"level":50,"time":1764468840000,"msg":"Ổ đĩa đã đầy"}'

test('a line is sent as RFC 5424 has it: priority by its level, its own time, itself unchanged', () => {
  const parts = { host: 'may chu 1', process: 'signaling', pid: 42, now: 0 }
  expect(syslogMessage({ ...parts, line: LINE })).toBe(
    `<131>1 2025-11-30T02:14:00.000Z maychu1 diem-cau-signaling 42 - - ${LINE}`,
  )
  const priorityOf = (line: string) => /^<(\d+)>/.exec(syslogMessage({ ...parts, line }))?.[1]
  expect([60, 40, 30, 20].map((level) => priorityOf(`{"level":${level}}`))).toEqual(['130', '132', '134', '135'])
  expect(['no record', '{"half', '{"time":1e300}'].map(priorityOf)).toEqual(['133', '133', '133'])
})

test('the address says how: UDP, TCP or TLS; anything else is told with what to write', () => {
  expect(syslogTarget('')).toBeNull()
  expect(syslogTarget('udp://siem.example.vn')).toEqual({
    protocol: 'udp',
    host: 'siem.example.vn',
    port: 514,
    ca: null,
  })
  expect(syslogTarget('tls://[2001:db8::5]')).toEqual({ protocol: 'tls', host: '2001:db8::5', port: 6514, ca: null })
  expect(syslogTarget('tcp://10.0.0.5:1514')).toMatchObject({ port: 1514 })
  for (const wrong of ['siem.example.vn', 'http://siem.example.vn', 'udp://'])
    expect(() => syslogTarget(wrong), wrong).toThrow(/udp:\/\/host:514/)
})

test('by UDP each line is a datagram', async () => {
  const receiver = createSocket('udp4').bind(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close())
  const syslog = new Syslog({ protocol: 'udp', host: '127.0.0.1', port: receiver.address().port, ca: null })
  onTestFinished(() => syslog.close())
  const came = once(receiver, 'message')
  syslog.write('sfu', 7, LINE)
  const [datagram] = (await came) as [Buffer]
  expect(datagram.toString()).toMatch(/^<131>1 .* diem-cau-sfu 7 - - \{.*Ổ đĩa đã đầy"\}$/)
})

test('by TCP lines are counted; what is written before the receiver is there, or while it is away, arrives', async () => {
  const port = await freePort()
  const syslog = new Syslog({ protocol: 'tcp', host: '127.0.0.1', port, ca: null })
  onTestFinished(() => syslog.close())
  syslog.write('signaling', 1, 'Trước khi có máy nhận')
  const first = new Receiver()
  await first.listen(port)
  await expect.poll(() => first.messages.length, { timeout: 10_000 }).toBe(1)
  expect(first.messages[0]).toMatch(/ - - Trước khi có máy nhận$/)
  await first.stop()
  const second = new Receiver()
  await second.listen(port)
  onTestFinished(() => second.stop())
  await expect
    .poll(
      () => {
        syslog.write('signaling', 1, 'again')
        return second.messages.length
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0)
})

test('a receiver that is away costs the oldest lines, and that is told', async () => {
  const port = await freePort()
  const syslog = new Syslog({ protocol: 'tcp', host: '127.0.0.1', port, ca: null })
  onTestFinished(() => syslog.close())
  for (let n = 0; n < 5003; n += 1) syslog.write('signaling', 1, `line ${n}`)
  const receiver = new Receiver()
  await receiver.listen(port)
  onTestFinished(() => receiver.stop())
  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(5001)
  expect(receiver.messages[0]).toContain('3 lines were not sent to syslog')
  expect(receiver.messages[1]).toMatch(/line 3$/)
  expect(receiver.messages.at(-1)).toMatch(/line 5002$/)
})
