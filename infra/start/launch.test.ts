import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { launchStack } from './launch.ts'
import { freePort } from './ports.ts'

afterEach(() => vi.unstubAllEnvs())

test('what both servers write goes to the syslog server too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-launch-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const messages: string[] = []
  const receiver = createSocket('udp4').on('message', (text) => messages.push(String(text)))
  receiver.bind(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close())
  vi.stubEnv('DIEM_CAU_SYSLOG_URL', `udp://127.0.0.1:${receiver.address().port}`)
  const pagesAt = 'http://localhost:1'
  const stack = await launchStack({
    port: 0,
    dataDir: join(folder, 'data'),
    rtcPort: await freePort(),
    workers: 1,
    pagesAt,
  })
  onTestFinished(() => stack.stop())
  const from = (name: string, pid: number | undefined) =>
    messages.filter((text) => text.includes(` diem-cau-${name} ${pid} - - {`)).join('\n')
  await expect.poll(() => from('signaling', stack.pid('signaling'))).toContain('signaling listens')
  expect(from('sfu', stack.pid('sfu'))).toContain('controlPort')
}, 60_000)
