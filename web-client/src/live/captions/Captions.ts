import { captionText } from './captionText.ts'
import {
  LANGUAGE,
  type Recogniser,
  type Recognition,
  type RecognitionError,
  type RecognitionEvent,
} from './recognition.ts'

/** A recogniser ends by itself when nobody speaks for a while, or when it fails; it is begun anew, this often at most, in milliseconds. */
const AGAIN_MS = 1000
/** What was said is gone when nothing followed for so long, in milliseconds. */
const KEPT_MS = 6000
/** These do not go away by trying again. */
const FINAL = new Set(['language-not-supported', 'service-not-allowed', 'not-allowed'])

interface Options {
  readonly recognition: Recognition
  readonly track: MediaStreamTrack
  /** Told of each change; '' = nothing to show. */
  readonly onText: (text: string) => void
  /** There will be no captions. */
  readonly onFailed: () => void
}

/** Writes what is heard on a track, on this device (SPEC 23.21). */
export class Captions {
  readonly #options: Options
  #recogniser: Recogniser | null = null
  /** Said before the recogniser that runs. */
  #before = ''
  #text = ''
  #again: ReturnType<typeof setTimeout> | undefined
  #forget: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#begin()
  }

  close(): void {
    clearTimeout(this.#again)
    clearTimeout(this.#forget)
    const running = this.#recogniser
    this.#recogniser = null
    running?.abort()
  }

  #begin(): void {
    const { recognition, track } = this.#options
    const recogniser = new recognition()
    Object.assign(recogniser, { lang: LANGUAGE, continuous: true, interimResults: true, processLocally: true })
    const isMine = () => this.#recogniser === recogniser
    recogniser.addEventListener('result', (event) => {
      if (isMine()) this.#show(captionText(this.#before, (event as RecognitionEvent).results))
    })
    recogniser.addEventListener('error', (event) => {
      if (isMine() && FINAL.has((event as RecognitionError).error)) this.#fail()
    })
    recogniser.addEventListener('end', () => {
      if (isMine()) this.#goOn()
    })
    this.#recogniser = recogniser
    try {
      recogniser.start(track)
    } catch {
      // A browser whose recognition takes no track of ours hears the microphone of the room, which are not the others.
      this.#fail()
    }
  }

  #goOn(): void {
    this.#recogniser = null
    this.#before = this.#text
    this.#again = setTimeout(() => this.#begin(), AGAIN_MS)
  }

  #fail(): void {
    this.close()
    this.#options.onFailed()
  }

  #show(text: string): void {
    if (text === this.#text) return
    this.#text = text
    clearTimeout(this.#forget)
    this.#forget = setTimeout(() => this.#empty(), KEPT_MS)
    this.#options.onText(text)
  }

  /** A pause ends what was said; the recogniser begins anew, so that its old results do not come back. */
  #empty(): void {
    this.#text = ''
    this.#before = ''
    this.#options.onText('')
    this.#recogniser?.abort()
  }
}
