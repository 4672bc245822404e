import { borrowSound } from '../soundContext.ts'
import { echoOf } from './echoOf.ts'
import { clippedOf, loudnessOf, type Slice, SLICE_SEC, slicesOf } from './slices.ts'

/** An analyser keeps so many samples, 0.68 s: it has to be read twice a second to miss none. */
const KEPT = 32_768
/** An echo is looked for in the last so many slices, 5 s. */
const ECHO_SLICES = 250

/** What the microphone sends and the loudspeaker plays, measured without a thread of its own. */
interface Tap {
  readonly analyser: AnalyserNode
  readonly samples: Float32Array<ArrayBuffer>
}

export interface SoundMeasured {
  readonly microphone: number | null
  readonly clipped: number | null
  readonly echo: number | null
}

/** Measures how loud the microphone is, whether it is at its limit, and how much it follows the loudspeaker. */
export class SoundMeter {
  readonly #sound = borrowSound()
  readonly #own: Tap
  readonly #played: Tap
  #microphone: { readonly track: MediaStreamTrack; readonly node: AudioNode } | null = null
  readonly #heard = new Map<MediaStreamTrack, AudioNode>()
  /** The number of the slice up to which all is read, from the beginning of the context. */
  #readTo: number | null = null
  /** Slices of the microphone since `take`. */
  #slices: Slice[] = []
  #ownAmplitudes: number[] = []
  #playedAmplitudes: number[] = []

  constructor() {
    const tap = () => ({
      analyser: new AnalyserNode(this.#sound.context, { fftSize: KEPT }),
      samples: new Float32Array(KEPT),
    })
    this.#own = tap()
    this.#played = tap()
  }

  /** @param microphone the track that is sent; null: it is off */
  listen(microphone: MediaStreamTrack | null, heard: readonly MediaStreamTrack[]): void {
    const { context } = this.#sound
    const connect = (track: MediaStreamTrack, to: Tap) => {
      const node = context.createMediaStreamSource(new MediaStream([track]))
      node.connect(to.analyser)
      return node
    }
    if (this.#microphone?.track !== microphone) {
      this.#microphone?.node.disconnect()
      this.#microphone = microphone && { track: microphone, node: connect(microphone, this.#own) }
      this.#forget()
    }
    for (const track of heard) if (!this.#heard.has(track)) this.#heard.set(track, connect(track, this.#played))
    for (const [track, node] of this.#heard) {
      if (heard.includes(track)) continue
      node.disconnect()
      this.#heard.delete(track)
    }
  }

  /** Reads what came since the last time; at least twice a second. */
  read(): void {
    const { context } = this.#sound
    if (context.state !== 'running' || !this.#microphone) return this.#forget()
    const now = Math.floor(context.currentTime / SLICE_SEC)
    const before = this.#readTo
    this.#readTo = now
    if (before === null || now <= before) return
    const perSlice = Math.round(SLICE_SEC * context.sampleRate)
    const isWhole = (now - before + 1) * perSlice <= KEPT
    // The page was late: what is missing would tear both sides apart.
    if (!isWhole) return this.#forget()
    const behind = Math.round((context.currentTime - now * SLICE_SEC) * context.sampleRate)
    const slices = (tap: Tap) => {
      tap.analyser.getFloatTimeDomainData(tap.samples)
      const end = KEPT - behind
      return slicesOf(tap.samples.subarray(end - (now - before) * perSlice, end), perSlice)
    }
    const own = slices(this.#own)
    const played = slices(this.#played)
    this.#slices.push(...own)
    this.#ownAmplitudes = [...this.#ownAmplitudes, ...own.map(amplitude)].slice(-ECHO_SLICES)
    this.#playedAmplitudes = [...this.#playedAmplitudes, ...played.map(amplitude)].slice(-ECHO_SLICES)
  }

  /** What was measured since the last time; null: nothing could be. */
  take(): SoundMeasured {
    const slices = this.#slices
    this.#slices = []
    const hasEcho = this.#heard.size > 0 && this.#ownAmplitudes.length === ECHO_SLICES
    const echo = hasEcho ? echoOf(this.#ownAmplitudes, this.#playedAmplitudes) : null
    return {
      microphone: loudnessOf(slices),
      clipped: clippedOf(slices),
      echo: echo === null ? null : 100 * echo,
    }
  }

  close(): void {
    this.listen(null, [])
    this.#sound.giveBack()
  }

  #forget(): void {
    this.#readTo = null
    this.#slices = []
    this.#ownAmplitudes = []
    this.#playedAmplitudes = []
  }
}

const amplitude = ({ energy }: Slice) => Math.sqrt(energy)
