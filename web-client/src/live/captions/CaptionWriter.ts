import { Captions } from './Captions.ts'
import { MixedSound } from './MixedSound.ts'
import { captioningOf, ownRecognition } from './recognition.ts'

interface Options {
  /** Told of each change; '' = nothing to show. */
  readonly onText: (text: string) => void
  /** This browser writes none. */
  readonly onMissing: () => void
}

/** Writes down all that is heard here, where the browser can. */
export class CaptionWriter {
  readonly #options: Options
  readonly #sound = new MixedSound()
  #captions: Captions | null = null
  #isClosed = false

  constructor(options: Options) {
    this.#options = options
    void this.#begin()
  }

  /** Exactly these tracks are heard from now on. */
  hear(tracks: Iterable<MediaStreamTrack>): void {
    this.#sound.show(tracks)
  }

  close(): void {
    this.#isClosed = true
    this.#captions?.close()
    this.#sound.close()
  }

  async #begin(): Promise<void> {
    const recognition = ownRecognition()
    const captioning = await captioningOf(recognition)
    if (this.#isClosed) return
    const { onText, onMissing } = this.#options
    if (recognition === null || captioning !== 'ready') onMissing()
    else this.#captions = new Captions({ recognition, track: this.#sound.track, onText, onFailed: onMissing })
  }
}
