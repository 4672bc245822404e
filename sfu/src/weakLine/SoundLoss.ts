import type { types } from 'mediasoup'

type Sound = Pick<types.Consumer, 'id' | 'getStats'>

interface Counts {
  readonly sent: number
  readonly asked: number
}

/**
 * How much of the sound over a line was lost at first, by what was asked for again. mediasoup's own score counts what came when it was sent again as
 * received (SPEC 21.7): it stays at its best while every tenth packet comes too late.
 */
export class SoundLoss {
  #before: ReadonlyMap<string, Counts> = new Map()

  /** @returns the share of packets of the worst sound since the last look, 0 to 1; 0 at the first one */
  async look(sounds: readonly Sound[]): Promise<number> {
    const before = this.#before
    const read = await Promise.all(sounds.map(async (sound) => [sound.id, await countsOf(sound)] as const))
    // Forgotten meanwhile: what was read is no beginning either.
    if (this.#before !== before) return 0
    const now = new Map(read.flatMap(([id, counts]) => (counts ? [[id, counts]] : [])))
    this.#before = now
    return Math.max(0, ...[...now].map(([id, counts]) => shareOf(before.get(id), counts)))
  }

  /** The next look begins anew: losses up to now are not counted. */
  forget(): void {
    this.#before = new Map()
  }
}

/** Null: the consumer has closed. */
async function countsOf(sound: Sound): Promise<Counts | null> {
  const stats = await sound.getStats().catch(() => [])
  const stat = stats.find(({ type }) => type === 'outbound-rtp')
  return stat ? { sent: stat.packetCount, asked: stat.nackPacketCount } : null
}

function shareOf(before: Counts | undefined, { sent, asked }: Counts): number {
  if (!before || sent <= before.sent) return 0
  return Math.min(1, Math.max(0, asked - before.asked) / (sent - before.sent))
}
