import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { BareSfu, consume, produce } from './BareSfu.ts'
import { Farm } from './Farm.ts'
import type { FarmTransport } from './FarmTransport.ts'

const VIEWERS = 5
const PACKETS = 300

const workerBin = await mediaWorker()
/** mediasoup's own download is not ours, and sends each packet by itself. */
const gathers = readFileSync(workerBin).includes('MEDIASOUP_WORKER_UDP_BATCHING')

/**
 * A worker that is told by its kernel what fullSocket.c says, and a picture and a sound through it to several viewers, until each has so
 * many packets of it.
 * @returns the calls of sendmmsg() by the letter of what became of each
 */
async function callsWhileForwarding(env: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-sendmmsg-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [shim, log] = [join(folder, 'fullSocket.so'), join(folder, 'log')]
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-o', shim, join(import.meta.dirname, 'fullSocket.c'), '-ldl'])
  expect(String(built.stderr)).toBe('')
  await using farm = await Farm.start()
  for (const [name, value] of Object.entries({ ...env, LD_PRELOAD: shim, SENDMMSG_LOG: log })) vi.stubEnv(name, value)
  using sfu = await BareSfu.start(workerBin).finally(() => vi.unstubAllEnvs())
  const sender = await sfu.connect(farm)
  // The camera has one size, because a layer that is switched leaves out numbers.
  const camera = await sender.far.produceVideo({ layers: [{ width: 1280, height: 720, bitrate: 1_000_000 }] })
  const [sound, picture] = await Promise.all([
    produce(sender.server, await sender.far.produceAudio()),
    produce(sender.server, camera),
  ])
  const viewers: FarmTransport[] = []
  for (let index = 0; index < VIEWERS; index += 1) {
    const viewer = await sfu.connect(farm)
    await consume(sfu, viewer, sound)
    const { ssrc } = await consume(sfu, viewer, picture)
    viewers.push(viewer.far)
    if (index === VIEWERS - 1) await viewer.far.packets(ssrc, PACKETS)
  }
  const stats = await Promise.all(viewers.map((far) => far.stats()))
  for (const { received, unauthentic } of stats) {
    expect(unauthentic).toBe(0)
    expect(received.filter(({ announced }) => announced)).toMatchObject([{ lost: 0 }, { lost: 0 }])
  }
  // A worker that never calls it writes no file.
  return existsSync(log) ? readFileSync(log, 'utf8') : ''
}

test.skipIf(!gathers)(
  'what a worker gathers arrives whole, though the kernel takes only a part, none while it is full, or no segments',
  async () => {
    const calls = await callsWhileForwarding({})
    expect(['p', 'f', 'q', 'm', '.'].filter((letter) => !calls.includes(letter))).toEqual([])
  },
)

test.skipIf(!gathers)('a worker that is told not to gathers nothing', async () => {
  expect(await callsWhileForwarding({ MEDIASOUP_WORKER_UDP_BATCHING: '0' })).toBe('')
})
