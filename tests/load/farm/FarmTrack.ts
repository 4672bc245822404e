import type { MediaKind, RtpParameters } from '@diem-cau/sfu-contract'

interface Inside {
  readonly kind: MediaKind
  readonly rtpParameters: RtpParameters
  readonly ssrcs: readonly number[]
  switchOn(on: boolean): Promise<void>
  /** The layer of this index. */
  switchLayer(layer: number, on: boolean): Promise<void>
  stop(): Promise<void>
  nextKeyFrameRequest(layer: number): Promise<void>
}

/**
 * Something that is sent: one microphone, or one camera with its layers. Whether it is sent is for the test to say: as a
 * modified client does, it needs nobody's leave.
 */
export class FarmTrack {
  readonly #inside: Inside

  constructor(inside: Inside) {
    this.#inside = inside
  }

  get kind(): MediaKind {
    return this.#inside.kind
  }

  /** Parameters for the server's `produce`. */
  get rtpParameters(): RtpParameters {
    return this.#inside.rtpParameters
  }

  /** SSRCs of the layers, the smallest first. */
  get ssrcs(): readonly number[] {
    return this.#inside.ssrcs
  }

  mute(): Promise<void> {
    return this.#inside.switchOn(false)
  }

  /** Video begins with a key frame. */
  unmute(): Promise<void> {
    return this.#inside.switchOn(true)
  }

  /** Sends the layers up to this one, null = none: as a client does that is told what is taken. */
  async sendUpTo(layer: number | null): Promise<void> {
    await Promise.all(this.ssrcs.map((_, index) => this.#inside.switchLayer(index, layer !== null && index <= layer)))
  }

  stop(): Promise<void> {
    return this.#inside.stop()
  }

  /** Resolves when the server asks for a key frame of this layer. */
  keyFrameRequest(layer = 0): Promise<void> {
    return this.#inside.nextKeyFrameRequest(layer)
  }
}
