import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'

const port = (from: number) =>
  z.coerce.number('a number').int('a whole number').min(from, `at least ${from}`).max(65_535, 'at most 65535')
const address = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || /^[\p{L}\d]([\p{L}\d.-]*[\p{L}\d])?$/u.test(text),
    'an IP address or a host name',
  )

/** The units of Cần Thơ as they were in 2016 (three tiers), or are since July 2025 (two). */
const DEMOS = ['2016', '2025'] as const
export type DemoYear = (typeof DEMOS)[number]

/** Every setting is an option and an environment variable; the option wins. */
const SETTINGS = {
  port: {
    env: 'DIEM_CAU_PORT',
    schema: port(0).default(8080),
    help: 'port of the web page, the API and the sockets (8080)',
  },
  host: {
    env: 'DIEM_CAU_HOST',
    schema: address.default('127.0.0.1'),
    help: 'address to listen on (127.0.0.1); 0.0.0.0 = all, then with HTTPS',
  },
  data: {
    env: 'DIEM_CAU_DATA',
    schema: z
      .string()
      .min(1)
      .default('.data')
      .transform((path) => resolve(root, path)),
    help: 'data folder (.data in the checkout)',
  },
  cert: {
    env: 'DIEM_CAU_CERT',
    schema: z.string().min(1).optional(),
    help: 'own certificate chain (PEM); default: one is made when it is needed',
  },
  key: { env: 'DIEM_CAU_KEY', schema: z.string().min(1).optional(), help: 'the private key to --cert (PEM)' },
  announce: {
    env: 'DIEM_CAU_ANNOUNCE',
    schema: z
      .string()
      .transform((list) => list.split(',').map((part) => part.trim()))
      .pipe(z.array(address).min(1))
      .optional(),
    help: 'address(es) that browsers send media to, comma separated (the address listened on)',
  },
  'rtc-port': {
    env: 'DIEM_CAU_RTC_PORT',
    schema: port(1024).default(40_000),
    help: 'first media port, one for each worker, UDP and TCP (40000)',
  },
  'control-port': {
    env: 'DIEM_CAU_SFU_CONTROL_PORT',
    schema: port(0).default(40_900),
    help: 'control port of the media node, loopback only (40900); 0 = any free one',
  },
  turn: {
    env: 'DIEM_CAU_TURN',
    schema: z
      .enum(['0', '1'], '0 or 1')
      .transform((text) => text === '1')
      .prefault('0'),
    help: 'one address and port 443 for everything: a front (HAProxy) and TURN (coturn) are started too',
  },
  'front-port': {
    env: 'DIEM_CAU_FRONT_PORT',
    schema: port(1).default(443),
    help: 'with --turn: the port of pages, sockets and TURN by TCP and TLS (443)',
  },
  'turn-port': {
    env: 'DIEM_CAU_TURN_PORT',
    schema: port(1).default(3478),
    help: 'with --turn: the port of TURN by UDP (3478)',
  },
  workers: {
    env: 'DIEM_CAU_WORKERS',
    schema: z
      .union([z.literal('auto'), z.coerce.number().int().min(1).max(256)], '"auto" or a number from 1 to 256')
      .default('auto'),
    help: 'media workers (auto = one for each core)',
  },
  demo: {
    env: 'DIEM_CAU_DEMO',
    schema: z
      .enum(['0', '1', ...DEMOS], '2016 or 2025, or 0 for none')
      .transform((text): DemoYear | null => (text === '0' ? null : text === '1' ? '2016' : text))
      .prefault('2016'),
    help: 'what a new database is filled with: 2016 = Quận Ô Môn and its wards (2016), 2025 = Thành phố Cần Thơ without districts',
  },
} as const

const Options = z.object({
  port: SETTINGS.port.schema,
  host: SETTINGS.host.schema,
  data: SETTINGS.data.schema,
  cert: SETTINGS.cert.schema,
  key: SETTINGS.key.schema,
  announce: SETTINGS.announce.schema,
  'rtc-port': SETTINGS['rtc-port'].schema,
  'control-port': SETTINGS['control-port'].schema,
  turn: SETTINGS.turn.schema,
  'front-port': SETTINGS['front-port'].schema,
  'turn-port': SETTINGS['turn-port'].schema,
  workers: SETTINGS.workers.schema,
  demo: SETTINGS.demo.schema,
})

export type StartOptions = z.infer<typeof Options>

/**
 * Settings of `npm start` from its arguments and the environment.
 * @returns undefined when help was asked for
 * @throws SetupError naming the option and what to write, with the help
 */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions | undefined {
  const values = parseArguments(args)
  if (values.help === true) return undefined
  const given: Record<string, unknown> = {}
  for (const [name, { env: variable }] of Object.entries(SETTINGS)) {
    const value = values[name] ?? (env[variable]?.trim() || undefined)
    if (value !== undefined) given[name] = value
  }
  const parsed = Options.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    throw wrong(
      `--${name} (${SETTINGS[name as keyof typeof SETTINGS].env}) cannot be "${String(given[name])}": expected ${issue?.message}.`,
    )
  }
  if ((parsed.data.cert === undefined) !== (parsed.data.key === undefined)) throw wrong('--cert and --key go together.')
  return parsed.data
}

/** The text of --help, Vietnamese first. */
export function helpText(command: 'start' | 'dev' = 'start'): string {
  const lines = Object.entries(SETTINGS).map(([name, { env, help }]) => {
    return `  ${`--${name}`.padEnd(14)} ${env.padEnd(25)} ${help}`
  })
  return [
    `Cách dùng / usage: npm ${command === 'dev' ? 'run dev' : 'start'} -- [tùy chọn / options]`,
    '',
    ...lines,
    `  ${'--no-demo'.padEnd(14)} ${'DIEM_CAU_DEMO=0'.padEnd(25)} nothing in a new database but its administrator`,
    `  ${'--help'.padEnd(14)} ${''.padEnd(25)} this text`,
    '',
    'Ví dụ / example: npm start -- --host 0.0.0.0 --port 8443',
  ].join('\n')
}

function parseArguments(args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        announce: { type: 'string' },
        'rtc-port': { type: 'string' },
        'control-port': { type: 'string' },
        turn: { type: 'boolean' },
        'front-port': { type: 'string' },
        'turn-port': { type: 'string' },
        workers: { type: 'string' },
        demo: { type: 'string' },
        'no-demo': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { 'no-demo': noDemo, turn, ...given } = values
    return { ...given, ...(noDemo && { demo: '0' }), ...(turn && { turn: '1' }) }
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error))
  }
}

function wrong(message: string): SetupError {
  return new SetupError(`${message}\n\n${helpText()}`)
}
