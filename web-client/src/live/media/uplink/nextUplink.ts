/** What of the own camera goes up a line: all that is taken; the smallest layer, at so many bits a second at most; nothing of it. */
export type Shape =
  | { readonly kind: 'whole' }
  /** `turn` is another number each time that the browser is to try whether the line carries more. */
  | { readonly kind: 'small'; readonly bitrate: number; readonly turn: number }
  | { readonly kind: 'none' }

export interface Uplink {
  readonly shape: Shape
  /** Milliseconds since when it is so. */
  readonly since: number
  /** The estimates in a row, a second apart, that are too low for this shape, or high enough for a larger one. */
  readonly low: number
  readonly high: number
}

export const OPEN: Uplink = { shape: { kind: 'whole' }, since: 0, low: 0, high: 0 }

/** A voice with the headers of its 50 packets a second, kbit/s. */
const SOUND = 64
/** Below this not even two layers and a voice fit, kbit/s; from `WIDE` on all three do. */
const NARROW = 450
const WIDE = 650
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
  const limit = shape.kind === 'whole' ? NARROW : VOICE_ALONE
  const low = available < limit ? uplink.low + 1 : 0
  const high = available >= WIDE ? uplink.high + 1 : 0
  switch (shape.kind) {
    case 'whole':
      return low >= SECONDS ? small(available, 0, now) : { ...uplink, low, high: 0 }
    case 'small':
      if (high >= 1) return { ...OPEN, since: now }
      if (low > SECONDS) return { shape: { kind: 'none' }, since: now, low: 0, high: 0 }
      return { ...small(available, shape.turn + 1, uplink.since), low }
    case 'none':
      return now - uplink.since >= AGAIN_MS ? small(available, 0, now) : uplink
    default:
      return shape satisfies never
  }
}

function small(available: number | null, turn: number, since: number): Uplink {
  const bitrate = Math.round(Math.min(MOST, Math.max(LEAST, (available ?? 0) * FILLS - SOUND)))
  return { shape: { kind: 'small', bitrate: bitrate * 1000, turn }, since, low: 0, high: 0 }
}
