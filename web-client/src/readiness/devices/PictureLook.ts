import { type Greys, greysOf, motionOf } from '../../live/media/statistics/pictureOf.ts'
import { pictureFigures } from '../analysis/pictureFigures.ts'

/** Small enough to be quick, large enough that a lens out of focus can be told from one that is not. */
const WIDTH = 320
const HEIGHT = 180

export interface PictureSeen {
  readonly luma: number | null
  readonly contrast: number | null
  readonly sharpness: number | null
  readonly motion: number | null
  readonly cameraHeight: number | null
  readonly cameraFrames: number | null
}

/** Looks at what a camera gives, picture by picture. */
export class PictureLook {
  readonly #video = document.createElement('video')
  readonly #pen = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true })
  #before: Greys | null = null
  #last: Greys | null = null
  /** The most that it moved from one look to the next. */
  #motion: number | null = null
  #looks = 0

  constructor(track: MediaStreamTrack) {
    this.#video.muted = true
    this.#video.playsInline = true
    this.#video.srcObject = new MediaStream([track])
    void this.#video.play().catch(() => undefined)
  }

  /** True once there is a picture to look at. */
  get isThere(): boolean {
    return this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
  }

  /** Takes a picture, when there is one. A page that nobody sees gets none. */
  look(): void {
    if (document.hidden || !this.#pen || !this.isThere) return
    this.#pen.drawImage(this.#video, 0, 0, WIDTH, HEIGHT)
    this.#before = this.#last
    this.#last = greysOf(this.#pen.getImageData(0, 0, WIDTH, HEIGHT).data)
    if (this.#before) this.#motion = Math.max(this.#motion ?? 0, motionOf(this.#before, this.#last))
    this.#looks++
  }

  /** What is known by now: a camera that gives no picture at all has none in a page that is seen. */
  seen(): PictureSeen {
    const figures = this.#last && pictureFigures(this.#last, WIDTH)
    return {
      luma: figures?.luma ?? null,
      contrast: figures?.contrast ?? null,
      sharpness: figures?.sharpness ?? null,
      motion: this.#motion,
      cameraHeight: this.#video.videoHeight || null,
      cameraFrames: document.hidden ? null : this.#looks,
    }
  }

  close(): void {
    this.#video.srcObject = null
  }
}
