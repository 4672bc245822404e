import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { haproxyCfg } from '../turn/haproxyCfg.ts'
import { turnserverConf } from '../turn/turnserverConf.ts'
import { isLoopback, isWildcard } from './addresses.ts'
import type { Certificate } from './certificate.ts'
import { ensureSecret } from './dataFolder.ts'

/** Where `npm start -- --turn` has coturn and the front listen. */
export interface TurnPorts {
  /** Pages, sockets and TURN by TCP and TLS: 443. */
  readonly front: number
  /** TURN by UDP: 3478. */
  readonly turn: number
}

export interface TurnFrontOptions {
  readonly ports: TurnPorts
  /** Where signaling listens, as it was told. */
  readonly host: string
  readonly port: number
  /** DIEM_CAU_RTC_LISTEN of the media node. */
  readonly listen: string
  /** This machine's addresses that others reach. */
  readonly local: readonly string[]
  readonly dataDir: string
  readonly certificate: Certificate | undefined
  /** A port that is free, for the front to reach coturn by. */
  readonly proxyPort: number
  readonly isRoot: boolean
}

/** A program of Debian's beside the two servers. */
export interface Program {
  readonly name: 'turn' | 'front'
  readonly file: string
  readonly args: readonly string[]
}

/**
 * Writes what coturn and the front read, into the data folder.
 * @returns what is to be run, and what signaling has to be told
 * @throws SetupError where nobody else could reach them
 */
export function prepareTurnFront(options: TurnFrontOptions): {
  readonly programs: readonly Program[]
  readonly env: NodeJS.ProcessEnv
} {
  const { ports, host, port, listen, dataDir, certificate, proxyPort, isRoot } = options
  const { front, turn } = ports
  const addresses = turnAddresses(host, options.local)
  const [first = ''] = addresses
  if (!certificate) throw new SetupError('--turn needs HTTPS: add --host 0.0.0.0 (all addresses), or --cert and --key.')
  const secretFile = ensureSecret(dataDir, 'turn.secret')
  const conf = writeSecret(
    join(dataDir, 'turnserver.conf'),
    turnserverConf({
      secret: readFileSync(secretFile, 'utf8').trim(),
      addresses,
      port: turn,
      proxyPort,
      nodes: nodeAddresses(listen),
      user: isRoot ? 'turnserver' : null,
      pidFile: join(dataDir, 'turnserver.pid'),
    }),
  )
  const pem = writeSecret(
    join(dataDir, 'front.pem'),
    `${readFileSync(certificate.cert, 'utf8').trim()}\n${readFileSync(certificate.key, 'utf8').trim()}\n`,
  )
  const reached = isWildcard(host) ? '127.0.0.1' : host
  const cfg = writeSecret(
    join(dataDir, 'haproxy.cfg'),
    haproxyCfg({
      addresses: frontAddresses(host),
      port: front,
      certificate: pem,
      signaling: [{ host: reached, port, tls: true }],
      turn: { host: first, port: proxyPort },
      user: isRoot ? 'haproxy' : null,
      name: `diem-cau-${front}`,
    }),
  )
  const program = (name: Program['name'], at: string, atPort: number, ...command: readonly string[]): Program => ({
    name,
    file: join(root, 'infra', 'turn', 'runProgram.ts'),
    args: [at, String(atPort), ...command],
  })
  const proxies = [process.env['DIEM_CAU_TRUST_PROXY']?.trim(), reached].filter(Boolean).join(',')
  return {
    programs: [
      program('turn', first, proxyPort, 'turnserver', '-c', conf),
      program('front', isWildcard(host) ? '127.0.0.1' : host, front, 'haproxy', '-db', '-f', cfg),
    ],
    env: {
      DIEM_CAU_TURN_URLS: `turn:*:${turn},turn:*:${front}?transport=tcp,turns:*:${front}?transport=tcp`,
      DIEM_CAU_TURN_SECRET_FILE: secretFile,
      DIEM_CAU_TRUST_PROXY: proxies,
    },
  }
}

/** The addresses at which coturn is reached, and from which it reaches the media nodes. */
export function turnAddresses(host: string, local: readonly string[]): readonly string[] {
  if (isLoopback(host))
    throw new SetupError('--turn is for an office that others reach: add --host 0.0.0.0 (all addresses).')
  const addresses = isWildcard(host) ? local.filter((ip) => host !== '0.0.0.0' || isIP(ip) === 4) : [host]
  if (addresses.length === 0 || isIP(addresses[0] ?? '') === 0)
    throw new SetupError('--turn needs an address of this machine that others reach; --host names one.')
  return addresses
}

/** What the front binds. */
export function frontAddresses(host: string): readonly string[] {
  if (!isWildcard(host)) return [host]
  return host === '0.0.0.0' ? ['*'] : ['*', '::']
}

/** What browsers send media to, and what is behind it. */
function nodeAddresses(listen: string): string[] {
  const parts = listen.split(',').flatMap((entry) => entry.split('@').map((part) => part.replace(/^\[(.*)\]$/, '$1')))
  return [...new Set(parts)].filter((part) => isIP(part) !== 0 && !isLoopback(part))
}

function writeSecret(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 })
  chmodSync(path, 0o600)
  return path
}
