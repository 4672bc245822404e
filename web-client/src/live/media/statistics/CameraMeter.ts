import { lumaPlaneOf } from './lumaPlaneOf.ts'
import { type Greys, greysOf, greysOfPlane, lumaOf, motionOf } from './pictureOf.ts'

/** Small enough to cost nothing, large enough that somebody who moves in a room can be seen. */
const WIDTH = 32
const HEIGHT = 18
/** A copy of the camera's track gives so many pictures a second: one for each look, and one to spare. */
const FRAMES = 2

export interface CameraMeasured {
  readonly cameraLuma: number | null
  readonly cameraMotion: number | null
}

const nothing: CameraMeasured = { cameraLuma: null, cameraMotion: null }

/** Looks once a second whether the camera's picture is black, or stands. */
export class CameraMeter {
  readonly #video = document.createElement('video')
  readonly #pen = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true })
  #track: MediaStreamTrack | null = null
  #copy: MediaStreamTrack | null = null
  #before: Greys | null = null
  /** The frame before was copied into it. */
  #spare: Uint8Array | null = null

  constructor() {
    this.#video.muted = true
    this.#video.playsInline = true
  }

  /** @param track the camera's; null: it is off */
  look(track: MediaStreamTrack | null): void {
    if (track === this.#track) return
    this.#track = track
    this.#before = null
    this.#copy?.stop()
    this.#copy = track?.readyState === 'live' ? track.clone() : null
    this.#video.srcObject = this.#copy && new MediaStream([this.#copy])
    if (!this.#copy) return
    void slowDown(this.#copy, this.#track)
    void this.#video.play().catch(() => undefined)
  }

  /** A page that nobody sees gets no pictures: then nothing is known. */
  async take(): Promise<CameraMeasured> {
    const copy = this.#copy
    const before = this.#before
    this.#before = null
    if (!copy || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden) return nothing
    const greys = await this.#greys()
    // Another camera was chosen meanwhile.
    if (!greys || copy !== this.#copy) return nothing
    this.#before = greys
    return { cameraLuma: lumaOf(greys), cameraMotion: before && motionOf(before, greys) }
  }

  async #greys(): Promise<Greys | null> {
    const plane = await lumaPlaneOf(this.#video, this.#spare)
    if (plane) {
      this.#spare = new Uint8Array(plane.bytes.buffer)
      return greysOfPlane(plane, WIDTH, HEIGHT)
    }
    if (!this.#pen) return null
    this.#pen.drawImage(this.#video, 0, 0, WIDTH, HEIGHT)
    return greysOf(this.#pen.getImageData(0, 0, WIDTH, HEIGHT).data)
  }

  close(): void {
    this.look(null)
  }
}

/** Asks for fewer pictures of a copy. A browser that refuses gives all of them, and it costs a little more. */
async function slowDown(copy: MediaStreamTrack, original: MediaStreamTrack | null): Promise<void> {
  const before = original?.getSettings().frameRate ?? 0
  await copy.applyConstraints({ frameRate: { max: FRAMES } }).catch(() => undefined)
  // Where a copy has the camera's own settings the meeting would see two pictures a second.
  const after = original?.getSettings().frameRate ?? before
  if (after < before) await copy.applyConstraints(original?.getConstraints() ?? {}).catch(() => undefined)
}
