import { expect, onTestFinished, test } from 'vitest'
import { MediaWorker } from '../node/MediaWorker.ts'
import { freePorts } from '../testing/freePorts.ts'
import { ForwardingProbe } from './ForwardingProbe.ts'

async function started() {
  const worker = await MediaWorker.start(0, { listen: [{ ip: '127.0.0.1' }], rtcBasePort: await freePorts(1) })
  const probe = new ForwardingProbe()
  onTestFinished(async () => {
    probe.close()
    await worker.close()
  })
  return { worker, probe }
}
/** On a busy machine, milliseconds. */
const PATIENT = { timeout: 10_000 }
const routersOf = async ({ worker }: MediaWorker) => (await worker.dump()).routerIds.length

test('a packet goes through the worker and comes back, again and again over one router', async () => {
  const { worker, probe } = await started()
  for (let turn = 0; turn < 3; turn += 1) {
    const seconds = await probe.measure(worker)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(0.9)
  }
  expect(await routersOf(worker)).toBe(1)
  probe.close()
  await expect.poll(() => routersOf(worker), PATIENT).toBe(0)
})

test('a worker that stands still is told of by nothing, and goes on afterwards', async () => {
  const { worker, probe } = await started()
  await probe.measure(worker)
  process.kill(worker.pid, 'SIGSTOP')
  expect(await probe.measure(worker)).toBeNull()
  process.kill(worker.pid, 'SIGCONT')
  await expect.poll(() => probe.measure(worker), PATIENT).toBeGreaterThan(0)
})

test('a worker that dies meanwhile is no failure', async () => {
  const { worker, probe } = await started()
  await probe.measure(worker)
  process.kill(worker.pid, 'SIGSTOP')
  const measured = probe.measure(worker)
  process.kill(worker.pid, 'SIGKILL')
  expect(await measured).toBeNull()
})
