import type { NodeLimits } from '@diem-cau/sfu-contract'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { networksOf } from '../networkCamera/CameraNetworks.ts'
import { SetupError } from './SetupError.ts'

/** An address that workers bind to, and what browsers are told to use instead of it (NAT). */
export type ListenAddress = { ip: string; announced?: string }

/** Both ends included. */
export type PortRange = { min: number; max: number }

export type MediaNodeConfig = {
  controlHost: string
  /** 0 takes any free port: for tests. */
  controlPort: number
  /** PEM for the control API; undefined = in the clear, which is for the loopback alone. */
  controlTls: { cert: string; key: string } | undefined
  /** PEM of who signed the certificates of other nodes; undefined = the authorities of the system. */
  controlCa: string | undefined
  /**
   * The address at which signaling and other nodes reach the control API, told to signaling by Redis; undefined = where
   * it listens.
   */
  controlUrl: string | undefined
  /** The Redis in which signaling finds the node; undefined = signaling is told of it. */
  redisUrl: string | undefined
  /** Shared with signaling and other nodes, 32..256 characters. */
  secret: string
  listen: readonly ListenAddress[]
  /** Worker `i` has UDP and TCP on `rtcBasePort + i`. */
  rtcBasePort: number
  /** UDP ports of pipes: between workers on the loopback, between hosts on the first address of `listen`. */
  pipePorts: PortRange
  workers: number
  /** The region of the node, by which meetings are placed; empty = none was set. */
  region: string
  limits: NodeLimits
  /** The networks that cameras may be in, as `address/bits`; empty = all but those where no camera is. */
  cameraNetworks: readonly string[]
  /** True to compile what rooms need when they come, while nobody does. */
  warmsUp: boolean
  /** True to measure the node itself and its endpoints, and tell signaling. */
  hasStatistics: boolean
  /** Where traces go by OTLP; undefined = nothing is traced. */
  otlpUrl: string | undefined
  logLevel: LogLevel
}

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
type LogLevel = z.infer<typeof LogLevel>

const port = (from: number) => z.coerce.number().int().min(from).max(65535)

const limit = z.coerce.number().int().min(1).max(100_000).nullable().default(null)

/** The environment, blank values left out. */
const Environment = z.object({
  DIEM_CAU_SFU_CONTROL_HOST: z.string().max(253).default('127.0.0.1'),
  DIEM_CAU_SFU_CONTROL_PORT: port(0).default(40900),
  DIEM_CAU_SFU_CONTROL_CERT: z.string().optional(),
  DIEM_CAU_SFU_CONTROL_KEY: z.string().optional(),
  DIEM_CAU_SFU_CONTROL_CA: z.string().optional(),
  DIEM_CAU_SFU_CONTROL_URL: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional(),
  DIEM_CAU_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  DIEM_CAU_SFU_SECRET_FILE: z.string(),
  DIEM_CAU_RTC_LISTEN: z
    .string()
    .transform(parseListen)
    .default([{ ip: '127.0.0.1' }]),
  // The only port below 1024 that a strict network lets through.
  DIEM_CAU_RTC_BASE_PORT: port(443)
    .refine((first) => first === 443 || first >= 1024)
    .default(40000),
  DIEM_CAU_PIPE_PORTS: z.string().transform(parsePorts).optional(),
  DIEM_CAU_SFU_WORKERS: z
    .union([z.literal('auto').transform(() => availableParallelism()), z.coerce.number().int().min(1).max(256)])
    .default(availableParallelism()),
  DIEM_CAU_SFU_REGION: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/)
    .default(''),
  DIEM_CAU_SFU_MAX_MEETINGS: limit,
  DIEM_CAU_SFU_MAX_ENDPOINTS: limit,
  DIEM_CAU_CAMERA_NETWORKS: z.string().max(2000).transform(parseNetworks).default([]),
  DIEM_CAU_WARM_UP: z.enum(['0', '1']).default('0'),
  DIEM_CAU_STATISTICS: z.enum(['0', '1']).default('1'),
  DIEM_CAU_OTLP_URL: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional(),
  DIEM_CAU_LOG_LEVEL: LogLevel.default('info'),
})
const Setting = Environment.keyof()
type Setting = z.infer<typeof Setting>

/** The value of these may have a password in it. */
const secrets: ReadonlySet<Setting> = new Set(['DIEM_CAU_REDIS_URL'])

/** Says, for each setting, how to mend it when it is wrong. */
const help = {
  DIEM_CAU_SFU_CONTROL_HOST: 'write the address that signaling connects to, for example 127.0.0.1',
  DIEM_CAU_SFU_CONTROL_PORT: 'write a port number, for example 40900',
  DIEM_CAU_SFU_CONTROL_CERT:
    'write the path of the certificate (PEM) of the control API, and its key in DIEM_CAU_SFU_CONTROL_KEY',
  DIEM_CAU_SFU_CONTROL_KEY: 'write the path of the key (PEM) of the certificate in DIEM_CAU_SFU_CONTROL_CERT',
  DIEM_CAU_SFU_CONTROL_CA: 'write the path of the certificate (PEM) of who signed those of the other nodes',
  DIEM_CAU_SFU_CONTROL_URL:
    'write the address of the control API as signaling and the other nodes reach it, for example https://media-1.can-tho.gov.vn:40900',
  DIEM_CAU_REDIS_URL:
    'write the address of the Redis that signaling has too, for example redis://10.0.0.5:6379, or nothing',
  DIEM_CAU_SFU_SECRET_FILE:
    'write the path of a file with the secret (32 to 256 characters) that signaling has too; make one with: openssl rand -hex 32',
  DIEM_CAU_RTC_LISTEN:
    'write "ip" or "ip@announced", several separated by commas, IPv6 in brackets, for example 192.168.1.10@203.0.113.7,[2001:db8::7]; 0.0.0.0 and [::] need @announced, because browsers cannot connect to them',
  DIEM_CAU_RTC_BASE_PORT: 'write the first port for media, 443, or 1024 or above; each worker takes one, UDP and TCP',
  DIEM_CAU_PIPE_PORTS: 'write the first and the last UDP port for pipes, at least 16 of them, for example 41000-41999',
  DIEM_CAU_SFU_WORKERS: 'write "auto" (one worker for each core) or a number from 1 to 256',
  DIEM_CAU_SFU_REGION: 'write letters, digits, dots and dashes, for example can-tho',
  DIEM_CAU_SFU_MAX_MEETINGS: 'write how many meetings the node takes at most, or nothing',
  DIEM_CAU_SFU_MAX_ENDPOINTS: 'write how many endpoints the node takes at most, or nothing',
  DIEM_CAU_CAMERA_NETWORKS:
    'write the networks that cameras (RTSP) may be in, separated by commas, for example 10.20.0.0/16,192.168.5.0/24, or nothing',
  DIEM_CAU_WARM_UP: 'write 1, so that a made-up meeting is held before rooms come, or 0',
  DIEM_CAU_STATISTICS: 'write 1, so that the node says how it and its endpoints are, or 0',
  DIEM_CAU_OTLP_URL:
    'write the address of the collector that takes traces by OTLP over HTTP, for example http://10.0.0.9:4318, or nothing',
  DIEM_CAU_LOG_LEVEL: `write one of ${LogLevel.options.join(', ')}`,
} as const satisfies Record<Setting, string>

/**
 * Reads the settings of a media node from the environment.
 * @throws SetupError naming the setting and what to write there.
 */
export function readConfig(env: NodeJS.ProcessEnv): MediaNodeConfig {
  const given = Object.fromEntries(
    Setting.options.flatMap((name) => {
      const text = env[name]?.trim()
      return text === undefined || text === '' ? [] : [[name, text]]
    }),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const name = Setting.parse(parsed.error.issues[0]?.path[0])
    const value = given[name]
    throw new SetupError(
      name,
      `${value === undefined ? 'is not set' : secrets.has(name) ? 'cannot be that' : `cannot be ${JSON.stringify(value)}`}; ${help[name]}`,
    )
  }
  const settings = parsed.data
  const config: MediaNodeConfig = {
    controlHost: settings.DIEM_CAU_SFU_CONTROL_HOST,
    controlPort: settings.DIEM_CAU_SFU_CONTROL_PORT,
    controlTls: readTls(settings.DIEM_CAU_SFU_CONTROL_CERT, settings.DIEM_CAU_SFU_CONTROL_KEY),
    controlCa: settings.DIEM_CAU_SFU_CONTROL_CA && readPem('DIEM_CAU_SFU_CONTROL_CA', settings.DIEM_CAU_SFU_CONTROL_CA),
    controlUrl: settings.DIEM_CAU_SFU_CONTROL_URL,
    redisUrl: settings.DIEM_CAU_REDIS_URL,
    secret: readSecret(settings.DIEM_CAU_SFU_SECRET_FILE),
    listen: settings.DIEM_CAU_RTC_LISTEN,
    rtcBasePort: settings.DIEM_CAU_RTC_BASE_PORT,
    pipePorts: settings.DIEM_CAU_PIPE_PORTS ?? pipePortsBeside(settings.DIEM_CAU_RTC_BASE_PORT),
    workers: settings.DIEM_CAU_SFU_WORKERS,
    region: settings.DIEM_CAU_SFU_REGION,
    limits: { meetings: settings.DIEM_CAU_SFU_MAX_MEETINGS, endpoints: settings.DIEM_CAU_SFU_MAX_ENDPOINTS },
    cameraNetworks: settings.DIEM_CAU_CAMERA_NETWORKS,
    warmsUp: settings.DIEM_CAU_WARM_UP === '1',
    hasStatistics: settings.DIEM_CAU_STATISTICS === '1',
    otlpUrl: settings.DIEM_CAU_OTLP_URL,
    logLevel: settings.DIEM_CAU_LOG_LEVEL,
  }
  const lastPort = config.rtcBasePort + config.workers - 1
  if (lastPort > 65535) {
    throw new SetupError(
      'DIEM_CAU_RTC_BASE_PORT',
      `${config.workers} workers would need ports up to ${lastPort}; write a lower number`,
    )
  }
  if (config.controlPort >= config.rtcBasePort && config.controlPort <= lastPort) {
    throw new SetupError(
      'DIEM_CAU_SFU_CONTROL_PORT',
      `${config.controlPort} is among the media ports ${config.rtcBasePort} to ${lastPort}; write another`,
    )
  }
  const { min, max } = config.pipePorts
  if (min <= lastPort && max >= config.rtcBasePort) {
    throw new SetupError(
      'DIEM_CAU_PIPE_PORTS',
      `${min}-${max} has media ports in it (${config.rtcBasePort} to ${lastPort}); write others`,
    )
  }
  return config
}

/** A thousand ports in some distance of the media ports, above them if there is room. */
function pipePortsBeside(rtcBasePort: number): PortRange {
  const min = rtcBasePort + 1999 <= 65_535 ? rtcBasePort + 1000 : rtcBasePort - 2000
  return { min, max: min + 999 }
}

/** Two for each pair of parts, and one for each meeting and neighbouring node. */
const FEWEST_PIPE_PORTS = 16

function parsePorts(text: string, context: z.RefinementCtx): PortRange {
  const match = /^(\d{4,5})\s*-\s*(\d{4,5})$/.exec(text)
  const [min, max] = [Number(match?.[1]), Number(match?.[2])]
  if (min >= 1024 && max <= 65_535 && max - min + 1 >= FEWEST_PIPE_PORTS) return { min, max }
  context.addIssue({ code: 'custom', message: 'not a range of ports' })
  return z.NEVER
}

function parseNetworks(text: string, context: z.RefinementCtx): string[] {
  const networks = text.split(',').map((item) => item.trim())
  try {
    networksOf(networks)
    return networks
  } catch {
    context.addIssue({ code: 'custom', message: 'not a list of networks' })
    return z.NEVER
  }
}

function readTls(cert: string | undefined, key: string | undefined): MediaNodeConfig['controlTls'] {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    const missing = cert === undefined ? 'DIEM_CAU_SFU_CONTROL_CERT' : 'DIEM_CAU_SFU_CONTROL_KEY'
    throw new SetupError(missing, `is not set, but the other of the two is; ${help[missing]}`)
  }
  return { cert: readPem('DIEM_CAU_SFU_CONTROL_CERT', cert), key: readPem('DIEM_CAU_SFU_CONTROL_KEY', key) }
}

function readPem(setting: Setting, path: string): string {
  const text = readText(setting, path)
  if (text.includes('-----BEGIN ')) return text
  throw new SetupError(setting, `${path} has no PEM in it; ${help[setting]}`)
}

function readText(setting: Setting, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SetupError(setting, `cannot be read (${why}); ${help[setting]}`, { cause: error })
  }
}

function readSecret(path: string): string {
  const secret = readText('DIEM_CAU_SFU_SECRET_FILE', path).trim()
  if (secret.length < 32 || secret.length > 256) {
    throw new SetupError(
      'DIEM_CAU_SFU_SECRET_FILE',
      `the secret in ${path} has ${secret.length} characters, not 32 to 256; make one with: openssl rand -hex 32`,
    )
  }
  return secret
}

function parseListen(text: string, context: z.RefinementCtx): ListenAddress[] {
  const seen = new Set<string>()
  const result: ListenAddress[] = []
  for (const part of text.split(',').map((item) => item.trim())) {
    const match = /^(?:\[([^\]]+)\]|([^@[\]]+))(?:@(.+))?$/.exec(part)
    const ip = match?.[1] ?? match?.[2] ?? ''
    const announced = match?.[3]?.replace(/^\[(.*)\]$/, '$1')
    const inBrackets = match?.[1] !== undefined
    const wildcard = ip === '0.0.0.0' || /^[0:]+$/.test(ip)
    const usable =
      isIP(ip) === (inBrackets ? 6 : 4) &&
      !(wildcard && announced === undefined) &&
      (announced === undefined || isIP(announced) !== 0 || /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(announced)) &&
      !seen.has(ip)
    if (!usable) {
      context.addIssue({ code: 'custom', message: `not an address: ${part}` })
      return z.NEVER
    }
    seen.add(ip)
    result.push(announced === undefined ? { ip } : { ip, announced })
  }
  return result
}
