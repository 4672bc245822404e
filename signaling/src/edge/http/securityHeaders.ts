import { X509Certificate } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyHelmetOptions } from '@fastify/helmet'

export type SecurityHeadersOptions = {
  readonly tls: { readonly cert: Buffer } | null
  /** The address by which people reach the office, when it is told. */
  readonly publicUrl: string | null
}

/** An office whose certificate of an authority is gone gets back in, with a made one, after so long. */
const HSTS_SEC = 30 * 24 * 60 * 60

/** Every answer tells browsers by these headers whose scripts, sockets and frames are let in. */
export function securityHeaders({ tls, publicUrl }: SecurityHeadersOptions): FastifyHelmetOptions {
  const own = publicUrl === null ? null : new URL(publicUrl)
  const isHttps = tls !== null || own?.protocol === 'https:'
  /** The socket's address is named, because not every browser counts a socket of the same origin as 'self'. */
  const socket = (request: IncomingMessage, _response: ServerResponse) => {
    const host = own?.host ?? request.headers.host ?? ''
    return /^[\w.[\]:-]+$/.test(host) ? `${isHttps ? 'wss' : 'ws'}://${host}` : "'self'"
  }
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets sizes and colours inline.
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'", socket],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // With the certificate made at first start, HSTS would take away the way past the browser's warning.
    strictTransportSecurity: tls && isOfAuthority(tls.cert) ? { maxAge: HSTS_SEC, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  }
}

/** True if somebody else vouches for the certificate. */
function isOfAuthority(cert: Buffer): boolean {
  const { issuer, subject } = new X509Certificate(cert)
  return issuer !== subject
}
