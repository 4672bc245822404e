import { setTimeout as wait } from 'node:timers/promises'

/** What one packet carries beside TLS and its own headers, in bytes. */
const PIECE_BYTES = 1_100

/**
 * Gives bytes no faster than `kbit` kilobits a second, each piece small enough for a packet of its own. A narrow line keeps what comes at
 * once in a queue in which sound waits behind it; pieces that come one by one let it pass between them.
 */
export async function* paced(content: AsyncIterable<Buffer>, kbit: number): AsyncGenerator<Buffer> {
  let due = performance.now()
  for await (const bytes of content) {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES)
      const early = due - performance.now()
      if (early > 0) await wait(early)
      // What could not be sent in time is not made up for at once.
      due = Math.max(due, performance.now()) + (piece.length * 8) / kbit
      yield piece
    }
  }
}
