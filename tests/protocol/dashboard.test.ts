import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { startPrometheus } from '../../infra/testing/startPrometheus.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
})
const Result = z.object({ data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }) })

/** A ward loses its line and comes back to its place. */
async function breakLine(office: TestOffice, index: number, [chair, ward]: [TestClient, TestClient]) {
  ward.socket.breakLine()
  await chair.until('lost', (c) => c.state.participants[ward.participantId]?.line === 'lost')
  const again = await office.connect(index, { deviceId: ward.deviceId })
  await again.join({ resume: { endpointId: ward.endpointId, seq: 0 } })
  await chair.until('online', (c) => c.state.participants[ward.participantId]?.line === 'online')
}

test('after a meeting in which things went wrong each query of the Grafana dashboard has figures', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-dashboard-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const office = await TestOffice.open({ seats: seatsOf(6), mediaNode: 'process' })
  closing.push(() => office[Symbol.asyncDispose]())
  const prometheus = await startPrometheus(folder, {
    signaling: Number(new URL(office.url).port),
    sfu: Number(new URL(office.nodes[0]?.url ?? '').port),
  })
  closing.push(prometheus.stop)
  const valuesOf = async (expr: string) =>
    Result.parse(await prometheus.ask(`query?query=${encodeURIComponent(expr)}`)).data.result.map(({ value }) =>
      Number(value[1]),
    )
  /** What is counted for the first time is a new series, of which Prometheus knows no growth: it is seen, then it happens again. */
  const isSeen = (expr: string, least: number) =>
    expect
      .poll(async () => Math.max(0, ...(await valuesOf(expr).catch(() => []))), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(least)

  const [chair, ward] = [await office.join(0), await office.join(1)]
  await Promise.all([chair, ward].map((client) => client.produce('mic')))
  const refused = () => expect(ward.socket.request('meeting:start', { belowQuorum: true })).rejects.toThrow(/forbidden/)
  /** All workers die that carry somebody, and all microphones come back over others. */
  const dies = async () => {
    const mics = () => [chair, ward].map(({ participantId }) => chair.producerOf(participantId, 'mic')?.producerId)
    await chair.until('both microphones', () => mics().every((mic) => mic !== undefined))
    const before = mics()
    const { workers } = await office.control.ask('node:describe', {})
    for (const { pid, endpoints } of workers) if (endpoints > 0) process.kill(pid, 'SIGKILL')
    await chair.until(
      'other microphones',
      () => mics().every((mic) => mic !== undefined && !before.includes(mic)),
      30_000,
    )
  }
  await refused()
  await dies()
  await isSeen('sum(diem_cau_media_recovery_seconds_count)', 2)
  await isSeen('diem_cau_sfu_worker_deaths_total', 1)
  await isSeen('diem_cau_requests_total{result="forbidden"}', 1)
  await isSeen('diem_cau_requests_total{name="meeting:join",result="ok"}', 2)
  await refused()
  await dies()
  const others = [await office.join(2), await office.join(3)]
  await breakLine(office, 2, [chair, others[0] as TestClient])
  await isSeen('diem_cau_line_recovery_seconds_count', 1)
  await breakLine(office, 3, [chair, others[1] as TestClient])

  const { panels } = Dashboard.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../infra/prometheus/dashboard.json'), 'utf8')),
  )
  for (const { title, targets } of panels)
    for (const { expr } of targets)
      await expect
        .poll(async () => (await valuesOf(expr)).some(Number.isFinite), {
          timeout: 20_000,
          message: `${title}: ${expr}`,
        })
        .toBe(true)
  const one = async (expr: string) => Math.max(...(await valuesOf(expr)))
  // In the unit that the panel has: seconds, and shares of a core.
  expect(
    await one('histogram_quantile(0.95, sum by (le) (rate(diem_cau_request_seconds_bucket{name="meeting:join"}[5m])))'),
  ).toBeLessThan(30)
  expect(await one('diem_cau_sfu_worker_cpu')).toBeLessThan(1.5)
  // The second death may not have been read yet.
  await expect
    .poll(() => one('increase(diem_cau_sfu_worker_deaths_total[1h])'), { timeout: 20_000 })
    .toBeGreaterThan(0.5)
}, 180_000)
