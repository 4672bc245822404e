/** An analyser keeps so many samples, 0.68 s: it is read several times in that. */
const KEPT = 32_768
const READ_MS = 150

/** Keeps all that a track carries, as long as it is wanted: a few seconds. It has no thread of its own. */
export class SoundRecorder {
  readonly #context: AudioContext
  readonly #source: MediaStreamAudioSourceNode
  readonly #analyser: AnalyserNode
  readonly #kept = new Float32Array(KEPT)
  readonly #pieces: Float32Array[] = []
  readonly #timer: ReturnType<typeof setInterval>
  /** The context's clock at the first sample, in seconds. */
  readonly startedAt: number
  #readTo: number

  /** @param context runs */
  constructor(context: AudioContext, track: MediaStreamTrack) {
    this.#context = context
    this.#source = context.createMediaStreamSource(new MediaStream([track]))
    this.#analyser = new AnalyserNode(context, { fftSize: KEPT })
    this.#source.connect(this.#analyser)
    this.startedAt = context.currentTime
    this.#readTo = this.startedAt
    this.#timer = setInterval(() => this.#read(), READ_MS)
  }

  /** All samples since the beginning. */
  samples(): Float32Array {
    this.#read()
    const all = new Float32Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of this.#pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }

  close(): void {
    clearInterval(this.#timer)
    this.#source.disconnect()
  }

  #read(): void {
    const now = this.#context.currentTime
    const count = Math.round((now - this.#readTo) * this.#context.sampleRate)
    if (count <= 0) return
    this.#readTo = now
    this.#analyser.getFloatTimeDomainData(this.#kept)
    // The page was late: what it missed is silence, so that the rest stays at its time.
    if (count > KEPT) this.#pieces.push(new Float32Array(count - KEPT))
    this.#pieces.push(this.#kept.slice(Math.max(0, KEPT - count)))
  }
}
