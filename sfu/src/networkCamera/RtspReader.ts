import { CameraRefusal } from './CameraRefusal.ts'

/** Heads beyond this are no RTSP that a camera would send, bytes; bodies likewise. */
const MAX_HEAD = 16 * 1024
const MAX_BODY = 64 * 1024

export type RtspResponse = {
  readonly status: number
  /** Names in small letters; several headers of one name in the order in which they came. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
}

/** What stands in a connection: an answer, or a packet on one of the channels that were agreed on (RFC 2326, 10.12). */
export type RtspItem =
  | { readonly kind: 'response'; readonly response: RtspResponse }
  | { readonly kind: 'packet'; readonly channel: number; readonly packet: Buffer }

/** Cuts what comes over a connection into answers and packets. */
export class RtspReader {
  #unread: Buffer = Buffer.alloc(0)

  /** @throws CameraRefusal `strange` when it is not RTSP */
  take(chunk: Buffer): RtspItem[] {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk])
    const items: RtspItem[] = []
    for (let item = this.#next(); item !== null; item = this.#next()) if (item !== 'skipped') items.push(item)
    return items
  }

  #next(): RtspItem | 'skipped' | null {
    const bytes = this.#unread
    if (bytes.length < 4) return null
    if (bytes[0] !== 0x24) return this.#message()
    const end = 4 + bytes.readUInt16BE(2)
    if (bytes.length < end) return null
    this.#unread = bytes.subarray(end)
    return { kind: 'packet', channel: bytes[1] ?? 0, packet: bytes.subarray(4, end) }
  }

  #message(): RtspItem | 'skipped' | null {
    const bytes = this.#unread
    const headEnd = bytes.indexOf('\r\n\r\n')
    if (headEnd > MAX_HEAD || (headEnd < 0 && bytes.length > MAX_HEAD))
      throw new CameraRefusal('strange', 'it sends something else than RTSP')
    if (headEnd < 0) return null
    const [first = '', ...lines] = bytes.toString('latin1', 0, headEnd).trimStart().split('\r\n')
    const headers = new Map<string, string[]>()
    for (const line of lines) {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon).trim().toLowerCase()
      headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
    }
    const length = Number(headers.get('content-length')?.[0] ?? 0)
    if (!Number.isInteger(length) || length < 0 || length > MAX_BODY)
      throw new CameraRefusal('strange', 'it sends an answer that is too long')
    const end = headEnd + 4 + length
    if (bytes.length < end) return null
    this.#unread = bytes.subarray(end)
    const status = /^RTSP\/\d\.\d (\d{3})\b/.exec(first)?.[1]
    if (status !== undefined)
      return {
        kind: 'response',
        response: { status: Number(status), headers, body: bytes.toString('utf8', headEnd + 4, end) },
      }
    // Some cameras ask something themselves; none of it needs an answer.
    if (/^[A-Z_]+ \S+ RTSP\/\d\.\d$/.test(first)) return 'skipped'
    throw new CameraRefusal('strange', 'it speaks something else than RTSP')
  }
}
