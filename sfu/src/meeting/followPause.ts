import type { types } from 'mediasoup'

/**
 * Pauses and resumes a producer that came through a pipe as its origin is. The worker does as it is told in the order
 * of the requests, so the last one counts.
 */
export async function followPause(piped: types.Producer, paused: boolean): Promise<void> {
  try {
    await (paused ? piped.pause() : piped.resume())
  } catch (error) {
    if (!piped.closed) throw error
  }
}
