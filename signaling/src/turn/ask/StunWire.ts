import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls'
import { readStun, type StunAnswer, stunLength } from './stunMessage.ts'

export type StunPlace = {
  readonly protocol: 'udp' | 'tcp' | 'tls'
  readonly host: string
  readonly port: number
}

/** A datagram that nobody answers is sent again after this, in milliseconds (RFC 8489, 6.2.1). */
const AGAIN_MS = 500

/** What browsers say against a certificate: it is for another name, has ended, or is signed by nobody whom this machine trusts. */
export type CertificateProblem = 'name' | 'expired' | 'untrusted'

/** A way to a TURN server, over which one question at a time is asked. */
export interface StunWire extends Disposable {
  /** @throws Error when it is cut, or the signal ends it */
  ask(request: { readonly message: Buffer; readonly transaction: string }): Promise<StunAnswer>
  /** Null: nothing is wrong, or there is no TLS. */
  readonly certificateProblem: CertificateProblem | null
}

export function openWire(place: StunPlace, signal: AbortSignal): Promise<StunWire> {
  return place.protocol === 'udp' ? openUdp(place, signal) : openStream(place, signal)
}

async function openUdp({ host, port }: StunPlace, signal: AbortSignal): Promise<StunWire> {
  const socket: UdpSocket = createSocket({ type: isIP(host) === 6 ? 'udp6' : 'udp4', signal })
  socket.connect(port, host)
  await once(socket, 'connect', { signal })
  return {
    certificateProblem: null,
    ask: async ({ message, transaction }) => {
      socket.send(message)
      const again = setInterval(() => socket.send(message), AGAIN_MS)
      try {
        for (;;) {
          const [bytes] = (await once(socket, 'message', { signal })) as [Buffer]
          if (stunLength(bytes) !== bytes.length) continue
          const answer = readStun(bytes)
          if (answer.transaction === transaction) return answer
        }
      } finally {
        clearInterval(again)
      }
    },
    [Symbol.dispose]: () => socket.close(),
  }
}

async function openStream({ protocol, host, port }: StunPlace, signal: AbortSignal): Promise<StunWire> {
  const socket: Socket =
    protocol === 'tls'
      ? // It is looked at below: what is behind it is asked, whatever is wrong with it.
        connectTls({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) })
      : connect({ host, port })
  const end = () => socket.destroy(new Error('no answer'))
  signal.addEventListener('abort', end, { once: true })
  try {
    await once(socket, protocol === 'tls' ? 'secureConnect' : 'connect', { signal })
  } catch (error) {
    socket.destroy()
    throw error
  }
  const bytes = socket[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  const next = async (): Promise<StunAnswer> => {
    for (;;) {
      const length = stunLength(rest)
      if (length !== null && rest.length >= length) {
        const message = rest.subarray(0, length)
        rest = rest.subarray(length)
        return readStun(message)
      }
      const piece: IteratorResult<Buffer> = await bytes.next()
      if (piece.done) throw new Error('the connection was closed')
      rest = Buffer.concat([rest, piece.value])
    }
  }
  return {
    certificateProblem: socket instanceof TLSSocket ? problemOf(socket, host) : null,
    ask: async ({ message, transaction }) => {
      socket.write(message)
      for (;;) {
        const answer = await next()
        if (answer.transaction === transaction) return answer
      }
    },
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', end)
      socket.destroy()
    },
  }
}

function problemOf(socket: TLSSocket, host: string): CertificateProblem | null {
  const certificate = socket.getPeerCertificate()
  if (checkServerIdentity(host, certificate)) return 'name'
  if (Date.parse(certificate.valid_to) < Date.now()) return 'expired'
  return socket.authorized ? null : 'untrusted'
}
