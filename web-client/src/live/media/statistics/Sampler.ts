import type { LegStats } from '../MediaSession.ts'
import { type CameraMeasured, CameraMeter } from './CameraMeter.ts'
import { type Reading, readingOf } from './readings.ts'
import { sampleOf, type Values } from './sampleOf.ts'
import { sentLoudness } from './sentLoudness.ts'
import { SoundMeter } from './SoundMeter.ts'

/** The tracks that are measured; null: it is off. */
export interface Tracks {
  readonly microphone: MediaStreamTrack | null
  readonly camera: MediaStreamTrack | null
  /** What the loudspeaker plays. */
  readonly heard: readonly MediaStreamTrack[]
}

interface Options {
  readonly readStats: () => Promise<readonly LegStats[]>
  readonly tracks: () => Tracks
  readonly onSecond: (values: Values, reading: Reading) => void
}

/** So often it is looked whether the page is late, in milliseconds. */
const TICK_MS = 250
/** Sound is read at each second tick, before the analyser forgets it. */
const SOUND_TICKS = 2
const SECOND_MS = 1_000
/** What lies further apart than this is not one second, but a PC that slept. */
const LONGEST_MS = 5_000

/** Measures this room's line and devices, once a second. What cannot be measured is null, and nothing else suffers. */
export class Sampler {
  readonly #options: Options
  readonly #camera = madeOrNull(() => new CameraMeter())
  readonly #timer: ReturnType<typeof setInterval>
  /** It is there while the microphone is on: listening costs more than all else here. */
  #sound: SoundMeter | null = null
  #ticks = 0
  #tickedAt = performance.now()
  #lag: number | null = null
  #before: Reading | null = null
  #isReading = false
  #isClosed = false

  constructor(options: Options) {
    this.#options = options
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#timer)
    this.#sound?.close()
    this.#camera?.close()
  }

  #tick(): void {
    const now = performance.now()
    // A page that nobody sees has timers that come when they like.
    if (document.hidden) this.#lag = null
    else this.#lag = Math.max(this.#lag ?? 0, now - this.#tickedAt - TICK_MS)
    this.#tickedAt = now
    this.#ticks++
    if (this.#ticks % SOUND_TICKS === 0) this.#listen()
    if (now - (this.#before?.at ?? 0) >= SECOND_MS - TICK_MS / 2) void this.#sample()
  }

  #listen(): void {
    const { microphone, heard } = this.#options.tracks()
    if (!microphone) {
      this.#sound?.close()
      this.#sound = null
      return
    }
    this.#sound ??= madeOrNull(() => new SoundMeter())
    this.#sound?.listen(microphone, heard)
    this.#sound?.read()
  }

  async #sample(): Promise<void> {
    // A browser that takes longer than a second to answer is asked again when it has.
    if (this.#isReading) return
    this.#isReading = true
    try {
      const [legs, seen] = await Promise.all([this.#options.readStats(), this.#look()])
      if (!this.#isClosed) this.#take(readingOf(legs, performance.now(), this.#before), seen)
    } finally {
      this.#isReading = false
    }
  }

  async #look(): Promise<CameraMeasured> {
    this.#camera?.look(this.#options.tracks().camera)
    return (await this.#camera?.take()) ?? { cameraLuma: null, cameraMotion: null }
  }

  #take(after: Reading, seen: CameraMeasured): void {
    const before = this.#before
    this.#before = after
    const { microphone } = this.#options.tracks()
    const heard = this.#sound?.take() ?? { microphone: null, clipped: null, echo: null }
    const pageLag = this.#lag
    this.#lag = null
    if (!before || after.at - before.at > LONGEST_MS) return
    const loudness = heard.microphone ?? (microphone && sentLoudness(before, after, microphone.id))
    this.#options.onSecond(sampleOf(before, after, { ...seen, ...heard, microphone: loudness, pageLag }), after)
  }
}

/** A browser that cannot measure this measures the rest. */
function madeOrNull<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null
  }
}
