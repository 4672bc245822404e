import { nextUplink, OPEN, type Shape, tryAgain, type Uplink } from './nextUplink.ts'

/** While the camera is small the browser is asked in between what it believes, and made to try for more, after so many milliseconds. */
const BETWEEN_MS = 500

interface Options {
  /** @returns the browser's estimate of the line up, kbit/s; null: it says none */
  readonly look: () => Promise<number | null>
  readonly onShape: (shape: Shape) => void
}

/** The own camera gives way to the microphone on a line that does not carry both, and comes back. */
export class CameraYield {
  readonly #options: Options
  #uplink: Uplink = OPEN
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  get shape(): Shape {
    return this.#uplink.shape
  }

  /** Once a second. @param available as `look` has it */
  onSecond(available: number | null): void {
    this.#set(nextUplink(this.#uplink, available, performance.now()))
    clearTimeout(this.#timer)
    if (this.shape.kind === 'small') this.#timer = setTimeout(() => void this.#inBetween(), BETWEEN_MS)
  }

  /** As at the beginning: all that is taken. */
  reset(): void {
    clearTimeout(this.#timer)
    this.#set(OPEN)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #inBetween(): Promise<void> {
    const asked = this.#uplink
    const available = await this.#options.look()
    // A second that came meanwhile has seen to it.
    if (this.#uplink === asked) this.#set(tryAgain(asked, available, performance.now()))
  }

  #set(uplink: Uplink): void {
    const before = this.shape
    this.#uplink = uplink
    if (this.shape !== before) this.#options.onShape(this.shape)
  }
}
