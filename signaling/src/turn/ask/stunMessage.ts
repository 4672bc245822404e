import { createHash, createHmac, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

/** What of STUN (RFC 8489) and TURN (RFC 8656) it takes to ask a server for a relayed way, and to give it back. */
const MAGIC = 0x21_12_a4_42
const HEADER = 20
/** `permit`: CreatePermission, which asks whether the server relays to an address at all. */
const METHOD = { allocate: 0x0003, refresh: 0x0004, permit: 0x0008 } as const
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  peerAddress: 0x0012,
  requestedTransport: 0x0019,
} as const
const UDP = 17

export type StunCredential = {
  readonly username: string
  readonly credential: string
  readonly realm: string
  readonly nonce: string
}

export type StunAnswer = {
  readonly transaction: string
  readonly isSuccess: boolean
  /** Null in a success. */
  readonly errorCode: number | null
  readonly realm: string
  readonly nonce: string
}

/** A relayed way is asked for, given back, or asked whether it leads to an address. */
export type StunWish = { readonly kind: 'allocate' | 'release' } | { readonly kind: 'permit'; readonly peer: string }

/** A request; with a credential, signed with it. */
export function stunRequest(
  wish: StunWish,
  credential: StunCredential | null,
): { readonly message: Buffer; readonly transaction: string } {
  const transaction = randomBytes(12)
  const method = wish.kind === 'release' ? METHOD.refresh : METHOD[wish.kind]
  const attributes = [attributeOf(wish, transaction)]
  if (credential)
    attributes.push(
      attribute(ATTRIBUTE.username, Buffer.from(credential.username)),
      attribute(ATTRIBUTE.realm, Buffer.from(credential.realm)),
      attribute(ATTRIBUTE.nonce, Buffer.from(credential.nonce)),
    )
  const body = Buffer.concat(attributes)
  if (!credential)
    return { message: Buffer.concat([header(method, body.length, transaction), body]), transaction: hex(transaction) }
  const key = createHash('md5').update(`${credential.username}:${credential.realm}:${credential.credential}`).digest()
  // The length that is signed has the signature in it already.
  const signed = Buffer.concat([header(method, body.length + 24, transaction), body])
  const signature = createHmac('sha1', key).update(signed).digest()
  return { message: Buffer.concat([signed, attribute(ATTRIBUTE.integrity, signature)]), transaction: hex(transaction) }
}

/** The length of the message that begins here; null while its header is not all there. @throws RangeError when it is no STUN */
export function stunLength(bytes: Buffer): number | null {
  if (bytes.length < HEADER) return null
  if (bytes.readUInt32BE(4) !== MAGIC || bytes.readUInt8(0) > 3) throw new RangeError('no answer of a TURN server')
  return HEADER + bytes.readUInt16BE(2)
}

/** Reads a whole message. */
export function readStun(message: Buffer): StunAnswer {
  const attributes = new Map<number, Buffer>()
  for (let at = HEADER; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2)
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  const error = attributes.get(ATTRIBUTE.errorCode)
  const text = (type: number) => attributes.get(type)?.toString('utf8') ?? ''
  return {
    transaction: hex(message.subarray(8, HEADER)),
    isSuccess: (message.readUInt16BE(0) & 0x0110) === 0x0100,
    errorCode: error && error.length >= 4 ? (error.readUInt8(2) & 7) * 100 + error.readUInt8(3) : null,
    realm: text(ATTRIBUTE.realm),
    nonce: text(ATTRIBUTE.nonce),
  }
}

function attributeOf(wish: StunWish, transaction: Buffer): Buffer {
  switch (wish.kind) {
    case 'allocate':
      return attribute(ATTRIBUTE.requestedTransport, Buffer.from([UDP, 0, 0, 0]))
    case 'release':
      return attribute(ATTRIBUTE.lifetime, Buffer.alloc(4))
    case 'permit':
      return attribute(ATTRIBUTE.peerAddress, xorAddress(wish.peer, transaction))
    default:
      return wish satisfies never
  }
}

/** An address as STUN writes it (RFC 8489, 14.2), with port 9, which says nothing here. */
function xorAddress(address: string, transaction: Buffer): Buffer {
  const mask = Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), transaction])
  const plain = isIP(address) === 4 ? Buffer.from(address.split('.').map(Number)) : bytesOfV6(address)
  const port = 9 ^ (MAGIC >>> 16)
  return Buffer.concat([
    Buffer.from([0, plain.length === 4 ? 1 : 2, port >> 8, port & 255]),
    Buffer.from(plain.map((byte, at) => byte ^ (mask[at] ?? 0))),
  ])
}

function bytesOfV6(address: string): Buffer {
  // The URL parser writes the last 32 bits as two groups, whatever they were.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = '', after = ''] = canonical.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [groups(before), groups(after)]
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last]
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]))
}

function header(type: number, length: number, transaction: Buffer): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(length, 2)
  bytes.writeUInt32BE(MAGIC, 4)
  return Buffer.concat([bytes, transaction])
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}

const hex = (bytes: Buffer) => bytes.toString('hex')
