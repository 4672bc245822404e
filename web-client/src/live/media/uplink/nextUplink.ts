/**
 * What of the own camera goes up a line: all that is taken; the whole picture and the smallest one, without that between them; the smallest layer,
 * at so many bits a second at most; nothing of it. `turn` is another number each time that the browser is to try whether the line carries more.
 */
export type Shape =
  | { readonly kind: 'whole' }
  | { readonly kind: 'lean'; readonly turn: number }
  | { readonly kind: 'small'; readonly bitrate: number; readonly turn: number }
  | { readonly kind: 'none' }

export interface Uplink {
  readonly shape: Shape
  /** Milliseconds since when it is so. */
  readonly since: number
  /** The estimates in a row, a second apart, that are too low for this shape, or high enough for a larger one. */
  readonly low: number
  readonly high: number
  /** The estimates in a row at which the whole picture fits, but not all three of its sizes. */
  readonly tight: number
  /** Estimates in a row, a second apart, that must have room for all three sizes before they are sent again. */
  readonly patience: number
}

export const OPEN: Uplink = { shape: { kind: 'whole' }, since: -Infinity, low: 0, high: 0, tight: 0, patience: 10 }

/** The picture as who looks at it has it: nobody sees that its middle size is missing. */
export const pictureOf = ({ kind }: Shape) => (kind === 'lean' ? 'whole' : kind)

/** A voice with the headers of its 50 packets a second, kbit/s. */
const SOUND = 64
/** Below this not even two layers and a voice fit, kbit/s; from `WIDE` on all three do. */
const NARROW = 450
const WIDE = 650
/**
 * Chromium sends a largest layer of 720 lines with 600 kbit/s at least, 720 to begin, after it gave the smaller ones all that they take. Beside the
 * smallest and a voice that needs `LEAN` (once it flows, `SCARCE`), beside all of them `FULL`, kbit/s. `AMPLE` is what all take at their most.
 */
const LEAN = 950
const SCARCE = 850
const FULL = 1_450
const AMPLE = 1_800
const LEAN_TRIES_MS = 5_000
/** While little is sent an estimate that is too high stays so. Who found that all did not fit after all waits twice as long the next time. */
const FAILED_WITHIN_MS = 15_000
const MOST_PATIENCE = 160
/** Below this a picture takes away from the voice, kbit/s. */
const VOICE_ALONE = 90
/**
 * The browser tries for more only while it sends less than 65 % of what it believes (libwebrtc, AlrDetector). It finds that it does after a second
 * at this share, and after five at 60 %.
 */
const FILLS = 0.4
/** The least and the most of the smallest layer, kbit/s. */
const LEAST = 30
const MOST = 120
/** An estimate that is low for one second may be the beginning of a stream. */
const SECONDS = 2
/** Without a picture nothing is learnt of the line: after this time a small one tries again, milliseconds. */
const AGAIN_MS = 4_000

/** Decides once a second how the own camera gives way to the microphone. @param available the browser's estimate, kbit/s; null: it says none. Pure. */
export function nextUplink(uplink: Uplink, available: number | null, now: number): Uplink {
  const { shape } = uplink
  if (available === null)
    return shape.kind === 'none' && now - uplink.since >= AGAIN_MS ? small(available, 0, now) : uplink
  const limit = shape.kind === 'whole' || shape.kind === 'lean' ? NARROW : VOICE_ALONE
  const low = available < limit ? uplink.low + 1 : 0
  switch (shape.kind) {
    case 'whole': {
      const tight = available >= LEAN && available < FULL ? uplink.tight + 1 : 0
      if (low >= SECONDS) return small(available, 0, now)
      if (tight < SECONDS) return { ...uplink, low, tight }
      const hasFailed = now - uplink.since < FAILED_WITHIN_MS
      return lean(hasFailed ? Math.min(MOST_PATIENCE, 2 * uplink.patience) : OPEN.patience, now)
    }
    case 'lean': {
      const high = available >= AMPLE ? uplink.high + 1 : 0
      const tight = available < SCARCE ? uplink.tight + 1 : 0
      if (tight >= SECONDS) return low > 0 ? small(available, 0, now) : { ...OPEN, since: now }
      if (high >= uplink.patience) return { ...OPEN, patience: uplink.patience, since: now }
      const turn = Math.floor((now - uplink.since) / LEAN_TRIES_MS)
      return { ...uplink, shape: turn === shape.turn ? shape : { kind: 'lean', turn }, low, high, tight }
    }
    case 'small':
      if (available >= WIDE) return lean(OPEN.patience, now)
      if (low > SECONDS) return { ...OPEN, shape: { kind: 'none' }, since: now }
      return { ...small(available, shape.turn + 1, uplink.since), low }
    case 'none':
      return now - uplink.since >= AGAIN_MS ? small(available, 0, now) : uplink
    default:
      return shape satisfies never
  }
}

/**
 * Between two seconds: a line that was found to carry more is not left narrow until the next one, and one that was not is tried again, since a try finds twice what was
 * believed at most. @param available as above. Pure.
 */
export function tryAgain(uplink: Uplink, available: number | null, now: number): Uplink {
  if (uplink.shape.kind !== 'small' || available === null) return uplink
  if (available >= WIDE) return lean(OPEN.patience, now)
  return { ...small(available, uplink.shape.turn + 1, uplink.since), low: uplink.low }
}

const lean = (patience: number, since: number): Uplink => ({
  ...OPEN,
  shape: { kind: 'lean', turn: 0 },
  since,
  patience,
})

function small(available: number | null, turn: number, since: number): Uplink {
  const bitrate = Math.round(Math.min(MOST, Math.max(LEAST, (available ?? 0) * FILLS - SOUND)))
  return { ...OPEN, shape: { kind: 'small', bitrate: bitrate * 1000, turn }, since }
}
