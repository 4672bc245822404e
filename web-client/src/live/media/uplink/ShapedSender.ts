import type { Demand } from '@diem-cau/signaling-contract'
import type { Shape } from './nextUplink.ts'

/** Bits a second by which the largest layer differs from turn to turn, so that the browser tries the line for it (libwebrtc, ProbeController). */
const NUDGE = 10_000
/** What the largest layer takes at most while a line has no room for all of them, bits a second: 720 lines of a room are well with it. */
const LEAN_MOST = 800_000

/** A sender as its encodings were made, which the shape of its line changes. */
export class ShapedSender {
  readonly #sender: Pick<RTCRtpSender, 'getParameters' | 'setParameters'>
  readonly #most: readonly (number | undefined)[]

  constructor(sender: Pick<RTCRtpSender, 'getParameters' | 'setParameters'>) {
    this.#sender = sender
    this.#most = sender.getParameters().encodings.map(({ maxBitrate }) => maxBitrate)
  }

  /**
   * Switches encodings on up to this layer and the others off; null: all of them off; undefined: all on. Encodings are smallest first, as
   * `encodingPlan` has them; a stream of one encoding is on or off. A sender that cannot be switched goes on as it was: more is sent than
   * anybody takes, and nothing is lost. Who takes a middle layer that the shape leaves out is sent the one below.
   */
  async send(layer: Demand | undefined, shape: Shape): Promise<void> {
    const parameters = this.#sender.getParameters()
    const { encodings } = parameters
    let isSame = true
    for (const [index, encoding] of encodings.entries()) {
      const isLeftOut = shape.kind === 'lean' && index > 0 && index < encodings.length - 1 && index !== layer
      const active = shape.kind !== 'none' && !isLeftOut && layer !== null && (layer === undefined || index <= layer)
      const maxBitrate = this.#maxBitrate(index, encodings.length, shape)
      isSame &&= (encoding.active ?? true) === active && encoding.maxBitrate === maxBitrate
      encoding.active = active
      if (maxBitrate !== undefined) encoding.maxBitrate = maxBitrate
    }
    if (isSame) return
    try {
      await this.#sender.setParameters(parameters)
    } catch {
      // The browser refuses, or the sender ended meanwhile.
    }
  }

  #maxBitrate(index: number, count: number, shape: Shape): number | undefined {
    const most = this.#most[index]
    if (most === undefined || (shape.kind !== 'small' && shape.kind !== 'lean')) return most
    if (shape.kind === 'small' && index === 0) return Math.min(most, shape.bitrate)
    if (index < count - 1) return most
    const limit = shape.kind === 'lean' ? Math.min(most, LEAN_MOST) : most
    return shape.turn % 2 === 1 ? limit - NUDGE : limit
  }
}
