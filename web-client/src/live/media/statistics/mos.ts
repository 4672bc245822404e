/** What a listener hears. Times are milliseconds, `lost` is a share of what was sent, 0 to 1. */
interface Heard {
  readonly roundTrip: number
  /** The time that a packet waits here to be played. */
  readonly waited: number
  readonly lost: number
}

/** A frame of Opus as it is sent here, with what its encoder looks ahead, in milliseconds (RFC 6716, 2.1.4). */
const CODEC_MS = 20 + 6.5

/** R of a line without delay and loss, all other values as G.107 has them (ITU-T G.107, table 3). */
const R_BEST = 93.2

/**
 * How well Opus bears lost packets. G.113 has no value for it; this one lies between G.729A with concealment (19) and
 * G.711 with concealment (25.1), ITU-T G.113, appendix I, table I.4.
 */
const BEARS_LOSS = 20

/**
 * The estimated listening quality, 1 (bad) to 4.4 (as good as a telephone gets): the E-model (ITU-T G.107) without echo,
 * noise and loudness, of which nothing is known here. Delay that is too long (Idd) as in G.107, 7.4; loss that is
 * random as in 7.5; from R to MOS as in annex B.
 */
export function mosOf({ roundTrip, waited, lost }: Heard): number {
  const delay = roundTrip / 2 + waited + CODEC_MS
  const percent = 100 * Math.min(1, Math.max(0, lost))
  const byLoss = (95 * percent) / (percent + BEARS_LOSS)
  const r = Math.min(100, Math.max(0, R_BEST - byDelay(delay) - byLoss))
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)
}

/** What a delay takes away: nothing up to 100 ms. */
function byDelay(ms: number): number {
  if (ms <= 100) return 0
  const x = Math.log2(ms / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}
