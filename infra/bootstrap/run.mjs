// @ts-check
// `npm start`, `npm test` and the rest begin here: plain JS on any Node from 20 on, no dependency.
// It makes the machine ready, then hands over to TypeScript under Node 24.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { SetupError } from './SetupError.mjs'

/** @type {Record<string, { file: string, browser?: boolean, postgres?: boolean, redis?: boolean, network?: boolean, turn?: boolean, screen?: boolean, container?: boolean, worker?: false }>} */
const TARGETS = {
  start: { file: 'infra/start/main.ts' },
  dev: { file: 'infra/start/dev.ts' },
  test: { file: 'infra/test/main.ts', browser: true, postgres: true },
  'test:worker': { file: 'infra/worker/test.ts' },
  'build:worker': { file: 'infra/worker/build.ts', worker: false },
  'bench:join': { file: 'tests/load/benchJoin.ts', browser: true },
  'bench:wall': { file: 'tests/load/benchWall.ts', browser: true },
  'bench:floor': { file: 'tests/load/benchFloor.ts' },
  'bench:meeting': { file: 'tests/load/benchMeeting.ts' },
  'bench:storm': { file: 'tests/load/benchStorm.ts' },
  'bench:line': { file: 'tests/line/benchLine.ts', browser: true, postgres: true, network: true, turn: true },
  'bench:stats': { file: 'tests/load/benchStats.ts' },
  'bench:sfu': { file: 'tests/load/benchSfu.ts' },
  chaos: { file: 'tests/chaos/chaos.ts', browser: true, postgres: true, redis: true },
  'chaos:record': { file: 'tests/chaos/chaosRecord.ts', worker: false },
  'test:upgrade': { file: 'tests/upgrade/testUpgrade.ts', postgres: true, redis: true },
  soak: { file: 'tests/chaos/soak.ts', postgres: true, redis: true },
  'test:causes': { file: 'tests/causes/causes.ts', browser: true, postgres: true, network: true },
  'test:readiness': { file: 'tests/readiness/readiness.ts', browser: true, postgres: true, network: true },
  'test:room': { file: 'tests/room/testRoom.ts', browser: true, screen: true },
  'test:bundle': { file: 'tests/bundle/testBundle.ts', browser: true, network: true, container: true },
  'deploy:compose': { file: 'infra/deploy/containers/main.ts', worker: false },
  bundle: { file: 'infra/bundle/main.ts' },
  'build:room': { file: 'infra/room/build.ts', worker: false },
  'bench:readiness': { file: 'tests/load/benchReadiness.ts', worker: false },
  'bench:api': { file: 'tests/load/benchApi.ts', postgres: true, worker: false },
  backup: { file: 'infra/store/backup.ts', worker: false },
  restore: { file: 'infra/store/restore.ts', worker: false },
  upgrade: { file: 'infra/upgrade/main.ts' },
  verify: { file: 'infra/store/verify.ts', worker: false },
  'move-store': { file: 'infra/store/moveStore.ts', worker: false },
  diagnose: { file: 'infra/diagnose/main.ts', worker: false },
}

const [name = '', ...args] = process.argv.slice(2)

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`\n${error.message}\n`)
  if (name === 'test') process.stdout.write('tests: 0 passed, 1 failed, 0 skipped\n') // CI reads it whatever happened
  process.exitCode = 1
}

async function main() {
  const target = TARGETS[name]
  if (!target) throw new SetupError(`Unknown command "${name}". There are: ${Object.keys(TARGETS).join(', ')}.`)
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 20) {
    throw new SetupError(
      `This is Node ${process.versions.node}; at least Node 20 is needed (https://nodejs.org). Nothing was changed.`,
    )
  }
  if (process.platform !== 'linux') throw new SetupError(`This runs on Linux only (this is ${process.platform}).`)

  // Imported late: an old Node shall get the message above, not a syntax error.
  const {
    ensurePackages,
    ensurePrometheus,
    WORKER_BUILD_PACKAGES,
    browserPackages,
    postgresPackages,
    redisPackages,
    NETWORK_PACKAGES,
    CAMERA_PACKAGES,
    CONTAINER_PACKAGES,
    SCREEN_PACKAGES,
    SIGNATURE_PACKAGES,
    TURN_PACKAGES,
  } = await import('./debianPackages.mjs')
  const { ensureNodeModules } = await import('./nodeModules.mjs')
  const { node24Path, node24Env } = await import('./node24.mjs')
  const { needsBuild } = await import('./workerPlan.mjs')
  const { withLock } = await import('./withLock.mjs')

  const help = args.includes('--help') || args.includes('-h')
  await withLock('setup', async () => {
    // All packages at once and first: without root nothing must be half done.
    const packages = []
    // `npm test -- unit` needs no browser.
    const browser = target.browser && (name !== 'test' || args.length === 0 || args.includes('e2e'))
    if (browser && !help) packages.push(...browserPackages())
    const postgres =
      target.postgres && (name !== 'test' || args.length === 0 || args.includes('unit') || args.includes('protocol'))
    if (postgres && !help) packages.push(...postgresPackages())
    if (target.redis && !help) packages.push(...redisPackages())
    if (target.network && !help) packages.push(...NETWORK_PACKAGES)
    // Debian's packages for an archive are those that a bare Debian lacks.
    const wantsParts = name === 'bundle' && args.some((arg) => arg.startsWith('--with'))
    if ((target.container || wantsParts) && !help) packages.push(...CONTAINER_PACKAGES)
    if (target.screen && !help) packages.push(...SCREEN_PACKAGES)
    const turn = target.turn || (name === 'start' && (args.includes('--turn') || process.env.DIEM_CAU_TURN === '1'))
    if (turn && !help) packages.push(...TURN_PACKAGES)
    if (name === 'test' && !help && (args.length === 0 || args.includes('unit') || args.includes('protocol')))
      packages.push(...SIGNATURE_PACKAGES, ...CAMERA_PACKAGES, ...redisPackages(), ...TURN_PACKAGES)
    // Rooms whose line lets little through are on computers of their own.
    if (name === 'test' && browser && !help) packages.push(...NETWORK_PACKAGES, ...TURN_PACKAGES, ...CAMERA_PACKAGES)
    if (target.worker !== false && !help && (await needsBuild())) packages.push(...WORKER_BUILD_PACKAGES)
    const why = [
      browser && 'browser for the tests',
      postgres && 'PostgreSQL for the tests',
      target.worker !== false && 'media worker',
      turn && 'TURN and a front',
    ]
    if (packages.length > 0) await ensurePackages(packages, why.filter(Boolean).join(', '))
    // After the packages: their lists are fresh then.
    if (name === 'test' && !help && (args.length === 0 || args.includes('protocol'))) await ensurePrometheus()
    await ensureNodeModules()
  })

  const node24 = node24Path()
  return await handOver(node24, node24Env(node24), target.file)
}

/**
 * Runs the target and becomes it: its signals, its exit code.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 * @returns {Promise<number>}
 */
function handOver(node, env, file) {
  return new Promise((settle, fail) => {
    // The channel lets the child notice that this process is gone, however it went.
    const child = spawn(node, [join(root, file), ...args], { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal))
    }
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      if (child.connected) child.disconnect()
      settle(code ?? (signal ? 1 : 0))
    })
  })
}
