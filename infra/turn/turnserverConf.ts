import { isIP } from 'node:net'

export interface TurnserverOptions {
  /** What signaling signs credentials with (DIEM_CAU_TURN_SECRET_FILE): 32 characters and more. The file is as secret as it. */
  secret: string
  /** Addresses of this machine that clients reach; they are where relayed packets leave from, too. */
  addresses: readonly string[]
  /** UDP and TCP without TLS: 3478. */
  port?: number
  /** Connections of the front come in here, with the PROXY protocol (v2): 3480. Null: there is no front. */
  proxyPort?: number | null
  /** Addresses of all media nodes, as browsers are told them. Nothing else is ever relayed to. */
  nodes: readonly string[]
  /** Ports that packets leave from, both included: 49152 to 49999. A firewall has to let the media nodes answer to them. */
  relayPorts?: { readonly min: number; readonly max: number }
  /** Relayed ways of one endpoint: 48, since a browser takes one for each transport, URL and network card. */
  perEndpoint?: number
  /** Relayed ways in all: as many as there are ports. */
  total?: number
  /** The user that a server started by root becomes; null: it stays who started it. */
  user?: string | null
  /** PEM files, for a server that speaks TLS itself (`tlsPort`), because no front does it. */
  tls?: { readonly cert: string; readonly key: string; readonly port: number } | null
  pidFile?: string | null
}

const DEFAULT_PORTS = { min: 49_152, max: 49_999 }

/**
 * The text of coturn's turnserver.conf (4.6): who has a credential of signaling's reaches the media nodes through it, and nothing else.
 * Pure: the caller writes it where nobody but the server reads it.
 */
export function turnserverConf(options: TurnserverOptions): string {
  const { secret, addresses, port = 3478, proxyPort = 3480, nodes, perEndpoint = 48, user = 'turnserver' } = options
  const { min, max } = options.relayPorts ?? DEFAULT_PORTS
  const { tls = null, pidFile = null } = options
  refuse(secret, addresses, nodes)
  return lines([
    '# Written by Diem Cau. Changes are lost with the next start.',
    ...addresses.map((address) => `listening-ip=${address}`),
    `listening-port=${port}`,
    ...(proxyPort === null ? [] : [`tcp-proxy-port=${proxyPort}`]),
    ...(tls === null
      ? ['no-tls']
      : [`tls-listening-port=${tls.port}`, `cert=${tls.cert}`, `pkey=${tls.key}`, 'no-tlsv1', 'no-tlsv1_1']),
    'no-dtls',
    '',
    '# Who: credentials that signaling signs, each for a time and one endpoint.',
    'realm=diem-cau',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'fingerprint',
    'stale-nonce=600',
    `user-quota=${perEndpoint}`,
    `total-quota=${options.total ?? max - min + 1}`,
    '',
    '# Where to: the media nodes.',
    ...addresses.map((address) => `relay-ip=${address}`),
    `min-port=${min}`,
    `max-port=${max}`,
    `allocation-default-address-family="${familyOf(nodes)}"`,
    'no-tcp-relay',
    'no-multicast-peers',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ...nodes.map((node) => `allowed-peer-ip=${node}`),
    ...(nodes.some(isLoopback) ? ['allow-loopback-peers'] : []),
    '',
    '# Nothing else.',
    'no-cli',
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'response-origin-only-with-rfc5780',
    'no-software-attribute',
    'log-file=stdout',
    'simple-log',
    // Nothing is kept. Without a database that it can open, coturn takes no secret at all.
    'userdb=:memory:',
    ...(pidFile === null ? [] : [`pidfile=${pidFile}`]),
    ...(user === null ? [] : [`proc-user=${user}`, `proc-group=${user}`]),
  ])
}

/** Browsers do not say what family they want. Where nodes have both, the client's own is right. */
function familyOf(nodes: readonly string[]): 'ipv4' | 'ipv6' | 'keep' {
  if (nodes.every((node) => isIP(node) === 4)) return 'ipv4'
  return nodes.every((node) => isIP(node) === 6) ? 'ipv6' : 'keep'
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

function refuse(secret: string, addresses: readonly string[], nodes: readonly string[]): void {
  if (!/^[\x21-\x7E]{32,256}$/.test(secret))
    throw new RangeError('The TURN secret has to be 32 to 256 characters of ASCII without spaces.')
  for (const address of [...addresses, ...nodes])
    if (isIP(address) === 0) throw new RangeError(`"${address}" is no IP address: coturn is told addresses, not names.`)
  if (addresses.length === 0) throw new RangeError('coturn needs an address of this machine to listen on.')
  if (nodes.length === 0) throw new RangeError('Without the address of a media node there is nothing to relay to.')
}

const lines = (all: readonly string[]) => `${all.join('\n')}\n`
