import { isIP } from 'node:net'

export interface HaproxyOptions {
  /** Where everybody comes in: addresses (`*` = all IPv4, `::` = all IPv6) and the one port, 443. */
  addresses?: readonly string[]
  port?: number
  /** A PEM file with certificate chain and key, or a folder of such files, of which the name that is asked for picks one. */
  certificate: string
  /** The signaling processes; `tls`: they speak HTTPS themselves, and their certificate is not looked at. */
  signaling: readonly { readonly host: string; readonly port: number; readonly tls?: boolean }[]
  /** coturn's `tcp-proxy-port`; null: no TURN here, pages and sockets alone. */
  turn: { readonly host: string; readonly port: number } | null
  /** The user and folder that a front started by root becomes and stays in; null: it stays who started it. */
  user?: string | null
  /** Tells two fronts on one machine apart. */
  name?: string
  /** Where lines go: `stdout` (a container, the launcher) or syslog's socket, `/dev/log`. Null: nowhere. */
  log?: string | null
}

/** Leads STUN to the relay, if there is one, and all else on. @param without what becomes of STUN where there is no relay */
const byFirstByte = (relays: boolean, onTo: string, without = '') => `\
    tcp-request inspect-delay 10s
    acl is_stun req.payload(0,1) -m bin 00 01
    tcp-request content accept if { req.len gt 0 }
    tcp-request content reject
${relays ? '    use_backend turn if is_stun\n' : without}    default_backend ${onTo}`

/**
 * The text of HAProxy's configuration (2.6): port 443 for pages, sockets and TURN, with TLS and, for TURN, without. What comes is told
 * apart by its first byte, never by a name: where there is no DNS browsers name none. STUN begins with 0x00 or 0x01 (RFC 8489 §5),
 * a handshake of TLS with 0x16 (RFC 8446 §5.1), HTTP with a letter.
 */
export function haproxyCfg(options: HaproxyOptions): string {
  const { addresses = ['*', '::'], port = 443, certificate, signaling, turn } = options
  const { user = 'haproxy', name = 'diem-cau', log = 'stdout' } = options
  if (signaling.length === 0) throw new RangeError('The front needs a signaling process to lead to.')
  const inside = { tls: `abns@${name}-tls`, pages: `abns@${name}-pages` }
  return `# Written by Diem Cau. Changes are lost with the next start.
global
${log === null ? '' : `    log ${log} format raw local0 notice\n`}${user === null ? '' : `    user ${user}\n    group ${user}\n    chroot /var/lib/haproxy\n`}\
    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
    ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256
    ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20

defaults
    mode tcp
    log global
    option dontlognull
    option clitcpka
    timeout connect 5s
    # Whoever relays media or has a socket is never silent for so long; whoever is has gone.
    timeout client 10m
    timeout server 10m
    timeout tunnel 10m
    timeout client-fin 10s

frontend everything
${addresses.map((address) => `    bind ${place(address, port)}`).join('\n')}
${byFirstByte(turn !== null, 'tls', '    tcp-request content reject if is_stun\n')}

backend tls
    server tls ${inside.tls} send-proxy-v2

frontend opened
    bind ${inside.tls} accept-proxy ssl crt ${certificate} alpn http/1.1
${byFirstByte(turn !== null, 'pages')}

backend pages
    server pages ${inside.pages} send-proxy-v2
${turn === null ? '' : `\nbackend turn\n    server turn ${place(turn.host, turn.port)} send-proxy-v2\n`}
frontend http
    mode http
    bind ${inside.pages} accept-proxy
    timeout http-request 30s
    # What the client says of itself is not believed.
    http-request set-header X-Forwarded-For %[src]
    http-request set-header X-Forwarded-Proto https
    http-request del-header Forwarded
    default_backend signaling

backend signaling
    mode http
    balance leastconn
    option redispatch
    retries 2
    http-reuse always
${signaling
  .map(({ host, port, tls = false }, index) => {
    const checked = signaling.length > 1 ? ' check inter 1s fall 2 rise 1' : ''
    return `    server signaling-${index + 1} ${place(host, port)}${tls ? ' ssl verify none' : ''}${checked}`
  })
  .join('\n')}
`
}

const place = (host: string, port: number) => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
