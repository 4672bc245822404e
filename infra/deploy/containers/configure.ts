import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { SetupError } from '../../bootstrap/SetupError.mjs'
import { checkOwnCertificate, ensureCertificate } from '../../start/certificate.ts'
import { haproxyCfg } from '../../turn/haproxyCfg.ts'
import { turnserverConf } from '../../turn/turnserverConf.ts'

/** Users of the images: ours, coturn's (nobody), Redis's. */
const OWNERS = { ours: 10_001, coturn: 65_534, redis: 999 } as const
/** Signaling behind the front, as compose.yaml publishes it. */
const SIGNALING = [8081, 8082].map((port) => ({ host: '127.0.0.1', port }))
const TURN_PROXY_PORT = 3480

export interface Configuration {
  /** Address of this machine as rooms reach it: media nodes listen there. */
  readonly address: string
  /** The name by which people reach the office; the address when there is none. */
  readonly name?: string
  /** Tag of the images. */
  readonly tag: string
  readonly firstUnit?: string
  readonly demo?: '0' | '2016' | '2025'
  /** The office's own certificate; one is made otherwise. */
  readonly cert?: string
  readonly key?: string
}

/**
 * Writes the folder in which `docker compose up` is said: compose.yaml, secrets, certificates, the configurations of the front and of
 * coturn. What is there is kept: secrets are made once. Needs root, so that each container can read what is its own and nobody else can.
 * @throws SetupError with what to write
 */
export async function configure(folder: string, given: Configuration): Promise<void> {
  const { address, tag, name = address, firstUnit = 'can-tho=Thành phố Cần Thơ', demo = '0' } = given
  if (isIP(address) === 0) throw new SetupError(`--address ${address}: hãy ghi địa chỉ IP / write an IP address`)
  const inFolder = (...parts: string[]) => join(folder, ...parts)
  for (const part of ['secrets', 'tls', 'front']) mkdirSync(inFolder(part), { recursive: true, mode: 0o755 })
  copyFileSync(join(import.meta.dirname, 'compose.yaml'), inFolder('compose.yaml'))
  const secret = (file: string, owner: number) => {
    const path = inFolder('secrets', file)
    if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 })
    own(path, owner)
    return readFileSync(path, 'utf8').trim()
  }
  secret('sfu.secret', OWNERS.ours)
  secret('master.secret', OWNERS.ours)
  const turn = secret('turn.secret', OWNERS.ours)
  const database = secret('postgres.password', 0)
  const redis = secret('redis.password', 0)
  const write = (path: string, text: string, owner: number, mode = 0o600) => {
    writeFileSync(path, text, { mode })
    chmodSync(path, mode)
    own(path, owner)
  }
  // Docker reads these as whoever runs it.
  write(
    inFolder('secrets', 'signaling.env'),
    `PGPASSWORD=${database}\nDIEM_CAU_REDIS_URL=redis://:${redis}@redis:6379\n`,
    0,
  )
  write(inFolder('secrets', 'media.env'), `DIEM_CAU_REDIS_URL=redis://:${redis}@127.0.0.1:6379\n`, 0)
  // It needs no disk: what is in it is made anew.
  write(inFolder('secrets', 'redis.conf'), `requirepass ${redis}\nsave ""\nappendonly no\n`, OWNERS.redis)
  write(
    inFolder('secrets', 'turnserver.conf'),
    turnserverConf({ secret: turn, addresses: [address], nodes: [address], proxyPort: TURN_PROXY_PORT, user: null }),
    OWNERS.coturn,
  )
  // Between signaling and media nodes.
  const control = await ensureCertificate(inFolder('tls'), [address, '127.0.0.1'])
  chmodSync(control.cert, 0o644)
  own(control.key, OWNERS.ours)
  await writeFront(inFolder('front'), name, given)
  write(
    inFolder('haproxy.cfg'),
    haproxyCfg({
      certificate: '/etc/diem-cau/front/office.pem',
      signaling: SIGNALING,
      turn: { host: address, port: TURN_PROXY_PORT },
    }),
    0,
    0o644,
  )
  const settings = {
    COMPOSE_PROJECT_NAME: 'diem-cau',
    IMAGE_TAG: tag,
    NODE_ADDRESS: address,
    OFFICE_NAME: name,
    FIRST_UNIT: firstUnit,
    DEMO: demo,
  }
  const lines = Object.entries(settings).map(([setting, value]) => `${setting}='${value.replaceAll("'", '')}'\n`)
  write(inFolder('.env'), lines.join(''), 0, 0o644)
}

/** HAProxy wants chain and key in one file. */
async function writeFront(folder: string, name: string, { cert, key }: Configuration): Promise<void> {
  if (cert !== undefined && key !== undefined) checkOwnCertificate(cert, key)
  const made = cert === undefined || key === undefined ? await ensureCertificate(folder, [name]) : { cert, key }
  const file = join(folder, 'office.pem')
  writeFileSync(file, `${readFileSync(made.cert, 'utf8')}\n${readFileSync(made.key, 'utf8')}`, { mode: 0o600 })
  own(file, 0)
}

function own(file: string, owner: number): void {
  if (process.getuid?.() === 0) chownSync(file, owner, owner)
}
