import { MAX_MESSAGE_BYTES } from '@diem-cau/signaling-contract'
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser'

/** Events that stand for a message that was not parsed; never sent by a client under these names. */
export const OVERSIZED = 'diem-cau:oversized'
export const MALFORMED = 'diem-cau:malformed'

/**
 * Socket.IO's decoder closes the connection on the first message that it cannot read, and reads
 * messages of any size. This one turns both into events with the same acknowledgement id, so that
 * the sender gets its error and the socket lives (SPEC 1.4). The wire format is Socket.IO's own.
 */
class GuardedDecoder extends Decoder {
  override add(chunk: unknown): void {
    // No message of the protocol has attachments: they belong to an event that was turned down.
    if (typeof chunk !== 'string') return
    if (isEvent(chunk) && isOversized(chunk)) {
      this.#substitute(chunk, OVERSIZED)
      return
    }
    if (chunk.startsWith(String(PacketType.BINARY_EVENT)) || chunk.startsWith(String(PacketType.BINARY_ACK))) {
      this.#substitute(chunk, MALFORMED)
      return
    }
    try {
      super.add(chunk)
    } catch (error) {
      if (!isEvent(chunk)) throw error
      this.#substitute(chunk, MALFORMED)
    }
  }

  #substitute(chunk: string, event: string): void {
    // <type>[<attachments>-][<namespace>,][<id>]<json>
    const id = /^(?:[2-4]|[56]\d{1,4}-)(?:\/[^,]{0,100},)?(\d{1,15})/.exec(chunk)?.[1]
    this.emitReserved('decoded', {
      type: PacketType.EVENT,
      nsp: '/',
      data: [event],
      ...(id === undefined ? {} : { id: Number(id) }),
    })
  }
}

function isEvent(chunk: string): boolean {
  return chunk.startsWith(String(PacketType.EVENT)) || chunk.startsWith(String(PacketType.BINARY_EVENT))
}

/** Counts bytes only where characters do not decide: one is three bytes of UTF-8 at most. */
function isOversized(chunk: string): boolean {
  if (chunk.length > MAX_MESSAGE_BYTES) return true
  return chunk.length * 3 > MAX_MESSAGE_BYTES && Buffer.byteLength(chunk) > MAX_MESSAGE_BYTES
}

/**
 * Socket.IO's encoder looks through every message for attachments, which none of the protocol has, and writes each out anew for each
 * of its receivers. This one writes the same object out once, as long as nothing else came in between: a notice to all of a meeting.
 */
class TextEncoder extends Encoder {
  #told: { readonly notice: unknown; readonly text: string[] } | null = null

  override encode(packet: Packet): string[] | ReturnType<Encoder['encode']> {
    const { type, nsp, id, data } = packet
    if (nsp !== '/' || (type !== PacketType.EVENT && type !== PacketType.ACK)) return super.encode(packet)
    const notice: unknown = id === undefined ? data[1] : undefined
    if (notice !== undefined && notice === this.#told?.notice) return this.#told.text
    const text = [`${type}${id ?? ''}${JSON.stringify(data)}`]
    if (notice !== undefined) this.#told = { notice, text }
    return text
  }
}

/** Socket.IO takes this as its `parser`. */
export const guardedParser = { Encoder: TextEncoder, Decoder: GuardedDecoder }
