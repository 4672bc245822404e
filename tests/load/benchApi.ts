/**
 * `npm run bench:api -- [--json] [--requests N] [--only sqlite|postgres]`: a country of 10,000 units, 20,000 people and 50,000
 * meetings in each store; the real server in a process of its own, asked over HTTP for every list page, the first
 * and the second; then the import of 10,000 units from CSV into an office that has none. `listP95Ms` is the p95 of the
 * slowest list page, `import10kMs` the median of the imports.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { AccountId } from '@diem-cau/signaling-contract'
import { ImportReport } from '@diem-cau/signaling-contract/office'
import { sql } from 'kysely'
import { z } from 'zod'
import { hashPassword } from '../../signaling/src/auth/passwords.ts'
import type { Dialect } from '../../signaling/src/db/migrations/columns.ts'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { createDatabase, startPostgres } from '../../signaling/src/testing/startPostgres.ts'
import { oneOf, readOptions, whole } from '../support/readOptions.ts'
import { ApiServer } from './api/ApiServer.ts'
import { countryUnits, unitsCsv } from './api/country.ts'
import { type ListPage, listPages } from './api/listPages.ts'
import { PASSWORD, PERSONAS, seedCountry } from './api/seedCountry.ts'
import { percentile } from '../support/percentile.ts'

const WARM_UP = 5
const IMPORTS = 3

const { json, requests, only } = readOptions('npm run bench:api --', {
  requests: whole(60, 20),
  only: oneOf(['sqlite', 'postgres']),
})

const say = (text: string) => void (json || console.log(text))
const round = (ms: number) => Math.round(ms * 10) / 10

/** `min` tells the work itself, the others also how busy the machine is. */
type PageResult = {
  name: string
  as: string
  path: string
  min: number
  p50: number
  p95: number
  max: number
  kB: number
}
type Place = { database: string; dataDir: string }

const Paged = z.object({ next: z.string().nullable() })

/** One page again and again, one request after the other. */
async function measure(server: ApiServer, { name, as, path }: ListPage): Promise<PageResult> {
  const times: number[] = []
  let bytes = 0
  for (let n = -WARM_UP; n < requests; n += 1) {
    const answer = await server.request(as, path)
    if (answer.status !== 200) throw new Error(`${path} as ${as}: ${answer.status} ${JSON.stringify(answer.body)}`)
    if (n < 0) continue
    times.push(answer.ms)
    bytes = answer.bytes
  }
  const result = {
    name,
    as,
    path,
    min: round(Math.min(...times)),
    p50: round(percentile(times, 0.5)),
    p95: round(percentile(times, 0.95)),
    max: round(Math.max(...times)),
    kB: round(bytes / 1000),
  }
  say(
    `  ${String(result.p95).padStart(7)} ms p95 ${String(result.p50).padStart(7)} p50 ${String(result.min).padStart(7)} min ${String(result.kB).padStart(7)} kB  ${as.padEnd(9)} ${name}`,
  )
  return result
}

async function measureLists(place: Place): Promise<{ pages: PageResult[]; missing: string[] }> {
  const now = Date.now()
  const store = await openStore(place.database)
  const country = await seedCountry(store, now)
  // Autovacuum would do this in time; for SQLite the server does so when it starts.
  if (store.dialect === 'postgres') await sql`analyze`.execute(store.db)
  await store.close()
  say(`  seeded in ${round((Date.now() - now) / 1000)} s`)
  const server = await ApiServer.start(place.dataDir, place.database)
  const pages: PageResult[] = []
  const missing: string[] = []
  try {
    for (const page of listPages(country, now)) {
      const first = await server.request(page.as, page.path)
      if (first.status === 404 || first.status === 403) {
        missing.push(`${page.path} as ${page.as}: ${first.status}`)
        continue
      }
      pages.push(await measure(server, page))
      const paged = Paged.safeParse(first.body)
      if (!paged.success || paged.data.next === null) continue
      const path = `${page.path}${page.path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(paged.data.next)}`
      pages.push(await measure(server, { ...page, name: `${page.name}, next page`, path }))
    }
  } finally {
    await server.stop()
  }
  for (const path of missing) say(`  not measured: ${path}`)
  return { pages, missing }
}

/** An office with one unit and its administrator. @returns milliseconds from the request to the report */
async function measureImport(place: Place): Promise<number> {
  const units = countryUnits()
  const [root] = units
  if (!root) throw new Error('no units')
  const store = await openStore(place.database)
  await store.db
    .insertInto('unit')
    .values({
      code: root.code,
      parent_code: null,
      kind: root.kind,
      name: root.name,
      path: `/${root.code}/`,
      search: '',
    })
    .execute()
  const id = AccountId.parse('bench-admin')
  await store.db
    .insertInto('account')
    .values({
      id,
      login: PERSONAS.admin,
      name: 'Quản trị',
      unit_code: root.code,
      password_hash: await hashPassword(PASSWORD),
      disabled: 0,
      created_at: Date.now(),
    })
    .execute()
  await store.db.insertInto('account_role').values({ account_id: id, role: 'itAdmin', unit_code: root.code }).execute()
  await store.close()
  const server = await ApiServer.start(place.dataDir, place.database)
  try {
    const answer = await server.request('admin', '/api/units/import', { csv: unitsCsv(units), dryRun: false })
    if (answer.status !== 200) throw new Error(`import: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`)
    const report = ImportReport.parse(answer.body)
    if (!report.applied || report.created < units.length - 1)
      throw new Error(`not imported: ${JSON.stringify(report).slice(0, 500)}`)
    return answer.ms
  } finally {
    await server.stop()
  }
}

async function bench(dialect: Dialect, place: (name: string) => Promise<Place>) {
  say(dialect)
  const { pages, missing } = await measureLists(await place('lists'))
  const imports: number[] = []
  for (let n = 0; n < IMPORTS; n += 1) imports.push(round(await measureImport(await place(`import${n}`))))
  say(`  import of 10,000 units: ${imports.join(', ')} ms`)
  return {
    listP95Ms: Math.max(...pages.map(({ p95 }) => p95)),
    import10kMs: percentile(imports, 0.5),
    slowest: pages.toSorted((a, b) => b.p95 - a.p95)[0]?.path ?? '',
    imports,
    pages,
    missing,
  }
}

const [cpu] = cpus()
// A load above the number of cores means that somebody else is working here, and that the times mean little.
const [loadBefore = 0] = loadavg()
if (loadBefore > cpus().length)
  say(`the machine is busy (load ${round(loadBefore)} on ${cpus().length} cores): times are those of a busy machine`)
const folder = await mkdtemp(join(tmpdir(), 'diem-cau-bench-api-'))
const closing = new AsyncDisposableStack()
closing.defer(() => rm(folder, { recursive: true, force: true }))
try {
  const dataDir = async (name: string) => {
    const path = join(folder, name)
    await mkdir(path, { mode: 0o700 })
    return path
  }
  const result: Record<string, unknown> = {}
  if (only !== 'postgres') {
    result['sqlite'] = await bench('sqlite', async (name) => {
      const path = await dataDir(`sqlite-${name}`)
      return { dataDir: path, database: join(path, 'diem-cau.sqlite') }
    })
  }
  if (only !== 'sqlite') {
    // PostgreSQL waits for the disk, as an office's own would.
    const postgres = await startPostgres({ durable: true })
    closing.defer(() => postgres.stop())
    result['postgres'] = await bench('postgres', async (name) => ({
      dataDir: await dataDir(`postgres-${name}`),
      database: (await createDatabase(postgres.url, `bench_${name}`)).url,
    }))
  }
  const all = {
    ...result,
    machine: {
      cpu: cpu?.model ?? '',
      cores: cpus().length,
      node: process.version,
      loadBefore: round(loadBefore),
      requests,
    },
  }
  if (json) console.log(JSON.stringify(all))
} finally {
  await closing.disposeAsync()
}
process.disconnect?.()
