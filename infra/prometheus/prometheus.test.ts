import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startPair } from '../testing/startPair.ts'
import { prometheusProgram, startPrometheus } from '../testing/startPrometheus.ts'

const run = promisify(execFile)
const here = import.meta.dirname
const read = (name: string) => readFileSync(join(here, name), 'utf8')

test('the configuration and the rules are good, and rules fire when they should', async () => {
  await run(prometheusProgram('promtool'), ['check', 'config', 'prometheus.yml'], { cwd: here })
  await run(prometheusProgram('promtool'), ['test', 'rules', 'alerts.test.yml'], { cwd: here })
}, 30_000)

test('the dashboard is one by Grafana’s own types, each panel has a unit that Grafana knows, and none lies upon another', () => {
  const dashboard: unknown = JSON.parse(read('dashboard.json'))
  const isOne = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(read('dashboard.schema.json')))
  isOne(dashboard)
  expect(isOne.errors ?? []).toEqual([])
  const { panels } = Placed.parse(dashboard)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  for (const { gridPos: place } of panels) expect(place.x + place.w).toBeLessThanOrEqual(24)
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(new Set(panels.map(({ fieldConfig }) => fieldConfig.defaults.unit))).toEqual(UNITS)
})

/** Ids of units in Grafana (valueFormats/categories.ts): seconds, requests a second, 1 = 100 %, bits a second, a plain number. */
const UNITS = new Set(['short', 's', 'reqps', 'percentunit', 'bps'])
const Placed = z.object({
  panels: z.array(
    z.object({
      id: z.int(),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string() }) }),
    }),
  ),
})
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
})
const Targets = z.object({ data: z.object({ activeTargets: z.array(z.object({ health: z.string() })) }) })
const Names = z.object({ data: z.array(z.string()) })
const Rules = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(z.object({ name: z.string(), health: z.string(), state: z.string(), query: z.string() })),
      }),
    ),
  }),
})

/** The part that all series of a metric share. */
const family = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '')
const OWN = /^diem_cau_(?!sfu_(?:nodejs|process)_)/

test('a real Prometheus scrapes a real office: the table, the rules and the dashboard name what is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-prometheus-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'data'))
  const { port, controlPort, node, stop } = await startPair(join(folder, 'data'))
  onTestFinished(stop)
  const prometheus = await startPrometheus(folder, { signaling: port, sfu: controlPort })
  onTestFinished(prometheus.stop)
  const { ask } = prometheus

  const health = async () =>
    Targets.parse(await ask('targets?state=active')).data.activeTargets.map((target) => target.health)
  await expect.poll(() => health().catch(() => []), { timeout: 40_000 }).toEqual(['up', 'up'])

  // What a counter with labels has not counted yet is no series: its help stands in the scrape all the same.
  const scrapes = await Promise.all(
    [port, controlPort].map(async (one) => await (await fetch(`http://localhost:${one}/metrics`)).text()),
  )
  const helped = scrapes.flatMap((text) => [...text.matchAll(/^# HELP (\S+)/gm)].map(([, name = '']) => name))
  const documented = [...read('README.md').matchAll(/^\| `(diem_cau_\w+)`/gm)].map(([, name = '']) => name)
  expect(documented.toSorted()).toEqual(helped.filter((name) => OWN.test(name)).toSorted())
  const stored = Names.parse(await ask('label/__name__/values')).data
  expect(stored).toEqual(
    expect.arrayContaining(['diem_cau_sockets', 'diem_cau_sfu_worker_cpu', 'diem_cau_line_recovery_seconds_bucket']),
  )

  const rules = async () => Rules.parse(await ask('rules')).data.groups.flatMap((group) => group.rules)
  await expect
    .poll(async () => (await rules()).map((rule) => rule.health), { timeout: 40_000 })
    .toEqual(Array.from({ length: read('alerts.yml').match(/- alert:/g)?.length ?? 0 }, () => 'ok'))
  const { panels } = Dashboard.parse(JSON.parse(read('dashboard.json')))
  const queries = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...(await rules()).map((rule) => rule.query),
  ]
  const named = queries.flatMap((query) => query.match(/\b(?:diem_cau|nodejs|process)_\w+/g) ?? [])
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !helped.includes(family(name)))).toEqual([])
  for (const query of queries) await ask(`query?query=${encodeURIComponent(query)}`)
  const firing = async () => (await rules()).filter((rule) => rule.state !== 'inactive').map((rule) => rule.name)
  expect(await firing(), 'an office that is well has no alarm').toEqual([])

  node.kill('SIGKILL')
  await expect
    .poll(firing, { timeout: 40_000 })
    .toEqual(expect.arrayContaining(['DiemCauMediaNodeDown', 'DiemCauNoMediaNode']))
}, 150_000)
