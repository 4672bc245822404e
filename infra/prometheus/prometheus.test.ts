import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { prometheusFolder } from '../bootstrap/debianPackages.mjs'
import { freePort } from '../start/ports.ts'
import { startPair } from '../testing/startPair.ts'

const run = promisify(execFile)
const here = import.meta.dirname
const read = (name: string) => readFileSync(join(here, name), 'utf8')

function program(name: 'prometheus' | 'promtool'): string {
  const folder = prometheusFolder()
  if (folder === null) throw new Error('There is no prometheus: npm test -- protocol fetches it.')
  return join(folder, name)
}

test('the configuration and the rules are good, and rules fire when they should', async () => {
  await run(program('promtool'), ['check', 'config', 'prometheus.yml'], { cwd: here })
  await run(program('promtool'), ['test', 'rules', 'alerts.test.yml'], { cwd: here })
}, 30_000)

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

/** A real one that scrapes the two addresses each second. @returns asks its API */
async function startPrometheus(folder: string, ports: { signaling: number; sfu: number }) {
  const config = read('prometheus.yml')
    .replaceAll('15s', '1s')
    .replace('localhost:8080', `localhost:${ports.signaling}`)
    .replace('localhost:40900', `localhost:${ports.sfu}`)
    .replace('alerts.yml', join(here, 'alerts.yml'))
  const file = join(folder, 'prometheus.yml')
  writeFileSync(file, config)
  const port = await freePort()
  const child = spawn(
    program('prometheus'),
    [`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'tsdb')}`, `--web.listen-address=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
    const body: unknown = await response.json()
    expect(body, path).toMatchObject({ status: 'success' })
    return body
  }
}

/** The part that all series of a metric share. */
const family = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '')
const OWN = /^diem_cau_(?!sfu_(?:nodejs|process)_)/

test('a real Prometheus scrapes a real office: the table, the rules and the dashboard name what is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-prometheus-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'data'))
  const { port, controlPort, node, stop } = await startPair(join(folder, 'data'))
  onTestFinished(stop)
  const ask = await startPrometheus(folder, { signaling: port, sfu: controlPort })

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
