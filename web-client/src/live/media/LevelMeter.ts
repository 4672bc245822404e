import { borrowSound } from './soundContext.ts'

/** Loudness below which a room counts as silent, in dBFS. */
const FLOOR_DB = -60

/** Measures how loud a track is. `level` is 0 (silent) to 1 (as loud as it gets). */
export class LevelMeter {
  readonly #sound = borrowSound()
  readonly #source: MediaStreamAudioSourceNode
  readonly #analyser: AnalyserNode
  readonly #samples: Float32Array<ArrayBuffer>

  constructor(track: MediaStreamTrack) {
    const { context } = this.#sound
    this.#source = context.createMediaStreamSource(new MediaStream([track]))
    this.#analyser = context.createAnalyser()
    this.#analyser.fftSize = 1024
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#source.connect(this.#analyser)
  }

  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return loudness(this.#samples)
  }

  close(): void {
    this.#source.disconnect()
    this.#sound.giveBack()
  }
}

/** The root mean square of samples, on a scale that looks even to the eye. */
function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const db = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12)
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB))
}
