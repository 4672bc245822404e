import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { node24Env } from '../bootstrap/node24.mjs'
import { freePort } from '../start/ports.ts'
import { Supervised } from '../start/Supervised.ts'
import { ensureWorker } from '../worker/ensureWorker.ts'
import { buildNextVersion } from '../testing/nextVersion.ts'
import root from '../../package.json' with { type: 'json' }
import { linkedFiles } from './Files.ts'
import { look } from './look.ts'
import { planOf } from './plan.ts'
import { upgrade } from './upgrade.ts'

/** An office of one server, as a service manager runs it: both processes are started from what a link names. */
async function installed() {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-upgrade-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const versions = { before: join(folder, '0.1.9'), next: join(folder, root.version) }
  await buildNextVersion(versions.before, '0.1.9', { isMigrated: false })
  await buildNextVersion(versions.next, root.version, { isMigrated: false })
  const link = join(folder, 'current')
  await symlink(versions.before, link)
  const dataDir = join(folder, 'data')
  await mkdir(dataDir, { mode: 0o700 })
  const secretFile = join(folder, 'sfu.secret')
  await writeFile(secretFile, 'x'.repeat(40), { mode: 0o600 })
  const [web, control, rtc] = [await freePort(), await freePort(), await freePort()]
  const shared = { ...node24Env(process.execPath), DIEM_CAU_SFU_SECRET_FILE: secretFile, DIEM_CAU_LOG_LEVEL: 'warn' }
  const said: string[] = []
  const start = async (name: 'sfu' | 'signaling', env: NodeJS.ProcessEnv) => {
    const file = join(link, name, 'dist', 'main.mjs')
    const child = new Supervised({ name, file, env: { ...shared, ...env }, onLine: (line) => said.push(line) })
    onTestFinished(() => child.stop())
    await child.start()
  }
  await start('sfu', {
    DIEM_CAU_SFU_CONTROL_PORT: String(control),
    DIEM_CAU_RTC_LISTEN: '127.0.0.1',
    DIEM_CAU_RTC_BASE_PORT: String(rtc),
    DIEM_CAU_SFU_WORKERS: '1',
    MEDIASOUP_WORKER_BIN: (await ensureWorker()).path,
  })
  await start('signaling', {
    DIEM_CAU_PORT: String(web),
    DIEM_CAU_DATA: dataDir,
    DIEM_CAU_SFU_URL: `http://127.0.0.1:${control}`,
    DIEM_CAU_SOFFICE: '0',
  })
  return { folder, versions, link, dataDir, said, rtcPort: await freePort() }
}

/** The command as somebody runs it, who presses Ctrl-C while the media node is replaced: that goes to all processes of its group. */
async function brokenOffAtTerminal(args: readonly string[]): Promise<{ code: unknown; said: string }> {
  const command = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const { pid = 0, stderr } = command
  let said = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    if (!said.includes('Replace media node') && text.includes('Replace media node')) process.kill(-pid, 'SIGINT')
    said += text
  })
  const [code] = (await once(command, 'close')) as [unknown]
  return { code, said }
}

test('22.1, 22.7 one server is upgraded: a backup, signaling, the media node beside a helper; broken off later, it is what it was', async () => {
  const { folder, versions, link, dataDir, rtcPort } = await installed()
  const before = await look(dataDir)
  expect(planOf(before).problems).toEqual([])
  expect([before.signaling?.version, before.mediaNode?.look?.version]).toEqual(['0.1.9', '0.1.9'])
  const options = {
    files: await linkedFiles(link, versions.next),
    helperMain: join(versions.next, 'sfu', 'dist', 'main.mjs'),
    rtcPort,
    restartCommand: null,
    backupFile: join(folder, 'backup.tar.zst'),
  }
  const told: string[] = []
  const say = ({ en }: { en: string }) => void told.push(en)

  const asked = [
    '--data',
    dataDir,
    '--link',
    link,
    '--to',
    versions.next,
    '--rtc-port',
    `${rtcPort}`,
    '--backup',
    folder,
  ]
  const { code, said } = await brokenOffAtTerminal(asked)
  expect([code, said]).toEqual([1, expect.stringContaining('What ran before runs on.')])
  const asBefore = await look(dataDir)
  expect([asBefore.signaling?.version, asBefore.mediaNode?.look?.version], said).toEqual(['0.1.9', '0.1.9'])
  expect(await readlink(link)).toBe(versions.before)
  expect((await readdir(folder)).filter((name) => name.startsWith(`truoc-${root.version}-`))).toHaveLength(1)

  const again = { ...options, backupFile: join(folder, 'second.tar.zst') }
  await upgrade(asBefore, again, { say, signal: new AbortController().signal })
  const after = await look(dataDir)
  expect([after.signaling?.version, after.mediaNode?.look?.version]).toEqual([root.version, root.version])
  expect(await readlink(link)).toBe(versions.next)
  expect(existsSync(join(dataDir, 'media-nodes.json')), 'the helper is gone').toBe(false)
}, 180_000)
