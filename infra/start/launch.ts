import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isIP } from 'node:net'
import { z } from 'zod'
import { node24Env } from '../bootstrap/node24.mjs'
import { cacheDir, root } from '../bootstrap/paths.mjs'
import { ensureWorker } from '../worker/ensureWorker.ts'
import { boundAddresses, isWildcard, localAddresses, mediaListen } from './addresses.ts'
import { buildWebClient } from './buildWebClient.ts'
import { bundleServer, type ServerName } from './bundleServer.ts'
import type { Certificate } from './certificate.ts'
import { ensureSecret, prepareDataFolder } from './dataFolder.ts'
import { LogFile } from './LogFile.ts'
import type { DemoYear } from './options.ts'
import { checkPorts, freePort } from './ports.ts'
import { prepareCertificate } from './prepareCertificate.ts'
import { publicUrl } from './publicUrl.ts'
import { Supervised } from './Supervised.ts'
import { Syslog } from './Syslog.ts'
import { syslogTarget } from './syslogTarget.ts'
import { frontAddresses, prepareTurnFront, type Program, turnAddresses, type TurnPorts } from './turnFront.ts'

const Demo = z.object({
  demo: z.object({
    file: z.string(),
    accounts: z.array(z.object({ login: z.string(), password: z.string(), name: z.string() })),
  }),
})
/** Signaling tells this once, when it has made the demo. */
type Demo = z.infer<typeof Demo>['demo']

export type ProcessName = ServerName | Program['name']

export interface LaunchOptions {
  /** 0 = any free one, told in `Stack.url`. */
  port: number
  dataDir: string
  /** 127.0.0.1 */
  host?: string
  cert?: string
  key?: string
  announce?: readonly string[]
  /** First media port: 40000. */
  rtcPort?: number
  /** The media node's control API listens there; 0 = any free one, as when it is not told. */
  controlPort?: number
  workers?: number | 'auto'
  /** Starts a front and TURN too; null: neither. */
  turn?: TurnPorts | null
  /** Data that fills a new database; null = nothing. */
  demo?: DemoYear | null
  logLevel?: string
  /** Pages come from elsewhere, with this address: they are neither built nor served. */
  pagesAt?: string
  /** Lines of the children for a person to see; dropped where not given. Everything is in <dataDir>/logs. */
  onLine?: (process: ProcessName, line: string, stream: 'stdout' | 'stderr') => void
  onDied?: (process: ProcessName, how: string, delayMs: number) => void
  /** A process that was running cannot run any more. The stack should be stopped. */
  onFailed?: (process: ProcessName, error: Error) => void
}

/** The running meeting server: two supervised processes, and with TURN two programs beside them. */
export interface Stack {
  /** The address has a host that a browser on this machine can open. */
  readonly url: string
  readonly dataDir: string
  readonly certificate: Certificate | undefined
  /** Set when this start made the demo. */
  readonly demo: Demo | undefined
  /** Process id; undefined while it is down. */
  pid(name: ServerName): number | undefined
  /** Process ids of the media workers, as the kernel knows them. */
  workerPids(): number[]
  /** Resolves when it is up: at once, or after its next start. */
  whenReady(name: ServerName): Promise<void>
  /** Both processes measure how rooms and servers are, or do not, until one is started anew. */
  measure(isOn: boolean): void
  /** Ends a process and starts it anew: its files have changed. */
  restart(name: ServerName): void
  stop(): Promise<void>
}

/**
 * Prepares what is missing (worker, web client, secrets, certificate), then starts the media node and
 * signaling and resolves when both are ready. Nothing is left running when it fails.
 *
 * @throws SetupError with what to do
 */
export async function launchStack(options: LaunchOptions): Promise<Stack> {
  const { dataDir, rtcPort = 40_000, workers = 'auto', turn = null, demo = '2016', logLevel = 'info' } = options
  const target = syslogTarget(process.env.DIEM_CAU_SYSLOG_URL, process.env.DIEM_CAU_SYSLOG_CA)
  const host = options.host === 'localhost' || options.host === undefined ? '127.0.0.1' : options.host
  const local = localAddresses()
  const listen = mediaListen(host, options.announce, local)
  // Ports are checked first of all, as it takes no time: nobody shall wait for a build to learn that the port is taken.
  await checkPorts([
    { host, port: options.port, protocol: 'tcp', option: '--port <number>' },
    ...mediaPorts(listen, rtcPort, workers),
    ...(turn ? turnPorts(turn, host, local) : []),
    ...(options.controlPort
      ? [{ host: '127.0.0.1', port: options.controlPort, protocol: 'tcp' as const, option: '--control-port <number>' }]
      : []),
  ])
  const port = options.port === 0 ? await freePort() : options.port
  const controlPort = options.controlPort || (await freePort())
  prepareDataFolder(dataDir)
  const certificate = await prepareCertificate(options, host, local)
  const worker = await ensureWorker()
  const webRoot = options.pagesAt === undefined ? await buildWebClient() : ''
  // The sources run for whoever works on them, because each change starts them anew.
  const mainOf = async (name: ServerName) =>
    options.pagesAt === undefined ? await bundleServer(name) : join(root, name, 'src', 'main.ts')
  const mains = { sfu: await mainOf('sfu'), signaling: await mainOf('signaling') }
  const secret = ensureSecret(dataDir, 'sfu-control.secret')
  const turnFront =
    turn &&
    prepareTurnFront({
      ports: turn,
      host,
      port,
      listen,
      local,
      dataDir,
      certificate,
      proxyPort: await freePort(),
      isRoot: process.getuid?.() === 0,
    })

  const shared = {
    ...node24Env(process.execPath),
    NODE_ENV: 'production',
    DIEM_CAU_LOG_LEVEL: logLevel,
    DIEM_CAU_SFU_SECRET_FILE: secret,
    // Compiled code of earlier starts: signaling is ready in half the time. Node looks whether a file has changed.
    NODE_COMPILE_CACHE: join(cacheDir(), 'compiled'),
    // A developer starts them too often to wait for that.
    DIEM_CAU_WARM_UP: options.pagesAt === undefined ? '1' : '0',
  }
  let made: Demo | undefined
  // Told where people look: it is no line of signaling's own, but syslog itself has no other place to say that it is not heard.
  const sayOfSyslog = (msg: string) => {
    const line = JSON.stringify({ level: 40, time: Date.now(), service: 'syslog', msg })
    processes.signaling.log.write(line)
    options.onLine?.('signaling', line, 'stderr')
  }
  const syslog = target === null ? null : new Syslog(target, sayOfSyslog)
  const processes = {
    sfu: supervise({ name: 'sfu', main: mains.sfu, syslog }, options, {
      ...shared,
      DIEM_CAU_SFU_CONTROL_HOST: '127.0.0.1',
      DIEM_CAU_SFU_CONTROL_PORT: String(controlPort),
      DIEM_CAU_RTC_LISTEN: listen,
      DIEM_CAU_RTC_BASE_PORT: String(rtcPort),
      DIEM_CAU_SFU_WORKERS: String(workers),
      MEDIASOUP_WORKER_BIN: worker.path,
    }),
    signaling: supervise(
      { name: 'signaling', main: mains.signaling, syslog },
      options,
      {
        ...shared,
        DIEM_CAU_HOST: host,
        DIEM_CAU_PORT: String(port),
        DIEM_CAU_DATA: dataDir,
        DIEM_CAU_TLS_CERT: certificate?.cert ?? '',
        DIEM_CAU_TLS_KEY: certificate?.key ?? '',
        DIEM_CAU_SFU_URL: `http://127.0.0.1:${controlPort}`,
        DIEM_CAU_WEB_ROOT: webRoot,
        DIEM_CAU_DIAGNOSE: join(root, 'infra', 'diagnose', 'main.ts'),
        ...(options.pagesAt === undefined
          ? publicUrl(host, turn?.front ?? port, options.announce ?? (turn ? local : []), certificate !== undefined)
          : { DIEM_CAU_PUBLIC_URL: options.pagesAt }),
        DIEM_CAU_DEMO: demo ?? '0',
        ...turnFront?.env,
      },
      (message) => {
        made = Demo.safeParse(message).data?.demo ?? made
      },
    ),
  }
  const programs = (turnFront?.programs ?? []).map(({ name, file, args }) =>
    // They say much that is no matter to whoever sits at the console; all of it is in the logs.
    supervise(
      { name, main: file, args, syslog },
      { dataDir, ...(options.onDied && { onDied: options.onDied }) },
      node24Env(process.execPath),
    ),
  )
  // The node starts first: whoever joins as soon as all is ready would find signaling before it has found the node. The front
  // comes last, since it leads to signaling.
  const all = [processes.sfu, processes.signaling, ...programs]
  const stop = async (): Promise<void> => {
    await Promise.all(all.map(({ child }) => child.stop()))
    for (const { log } of all) log.close()
    await syslog?.close()
  }
  try {
    for (const { child } of all) await child.start()
  } catch (error) {
    await stop()
    throw error
  }
  for (const { child, name } of all) child.on('failed', (error) => options.onFailed?.(name, error))
  return {
    url: `${certificate ? 'https' : 'http'}://${openableHost(host)}:${port}`,
    dataDir,
    certificate,
    demo: made,
    stop,
    pid: (name) => processes[name].child.pid,
    workerPids: () => childPids(processes.sfu.child.pid),
    whenReady: (name) => whenReady(processes[name].child),
    measure: (isOn) => {
      for (const { child } of [processes.sfu, processes.signaling]) child.tell({ statistics: isOn })
    },
    restart: (name) => processes[name].child.restart(),
  }
}

function supervise(
  {
    name,
    main,
    args = [],
    syslog,
  }: { name: ProcessName; main: string; args?: readonly string[]; syslog: Syslog | null },
  options: Pick<LaunchOptions, 'dataDir' | 'onLine' | 'onDied'>,
  env: NodeJS.ProcessEnv,
  onMessage?: (message: unknown) => void,
) {
  const log = new LogFile(join(options.dataDir, 'logs', `${name}.log`))
  const child: Supervised = new Supervised({
    name,
    env,
    file: main,
    args,
    onLine: (line, stream) => {
      log.write(line)
      syslog?.write(name, child.pid, line)
      options.onLine?.(name, line, stream)
    },
    ...(onMessage && { onMessage }),
  })
  child.on('died', ({ code, signal, delayMs }) => options.onDied?.(name, signal ?? `exit code ${code}`, delayMs))
  return { name, child, log }
}

function mediaPorts(listen: string, base: number, workers: number | 'auto') {
  const count = workers === 'auto' ? availableParallelism() : workers
  return boundAddresses(listen).flatMap((host) =>
    Array.from({ length: count }, (_, index) => index).flatMap((index) =>
      (['udp', 'tcp'] as const).map((protocol) => ({
        host,
        port: base + index,
        protocol,
        option: '--rtc-port <number>',
      })),
    ),
  )
}

function turnPorts({ front, turn }: TurnPorts, host: string, local: readonly string[]) {
  const option = '--turn-port <number>'
  return [
    ...turnAddresses(host, local).map((address) => ({ host: address, port: turn, protocol: 'udp' as const, option })),
    ...frontAddresses(host).map((address) => ({
      host: address === '*' ? '0.0.0.0' : address,
      port: front,
      protocol: 'tcp' as const,
      option: '--front-port <number>',
    })),
  ]
}

async function whenReady(child: Supervised): Promise<void> {
  if (child.isReady) return
  await new Promise<void>((resolve, reject) => {
    child.once('ready', resolve)
    child.once('failed', reject)
  })
}

/** Direct children of a process, from proc(5). */
function childPids(pid: number | undefined): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  if (pid === undefined || !existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split(' ')
    .filter((text) => text !== '')
    .map(Number)
}

function openableHost(host: string): string {
  if (isWildcard(host)) return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}
