import type { LineStep } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import { type Line, nextLine, WHOLE } from './nextLine.ts'

/** The pictures that go over the line, as whoever keeps them has them. */
export interface Pictures {
  /** Those that are wanted now, the most important first. */
  readonly video: readonly types.Consumer[]
  readonly sound: readonly types.Consumer[]
  /** Holds all back but these; what is wanted stays as it was. null: none is held back. */
  allow(only: readonly types.Consumer[] | null): Promise<void>
}

/** A still comes so often, and flows until its keyframe has gone out, in milliseconds. */
const STILL_EVERY_MS = 2_000
const STILL_WITHIN_MS = 1_000
/** Its packets go out one after the other in this time. */
const KEYFRAME_TAKES_MS = 150
/** A line that has carried all for so long is not listened to any more, in milliseconds. */
const CALM_MS = 10_000
/** What the smallest picture of few frames needs, in bits a second. */
const FLOOR = 80_000

/**
 * The worker is made to try whether a line carries more so often, in milliseconds, by a limit that goes up from `TRY_FROM` bits a second: its
 * estimate otherwise grows by 8 % a second, and it tries by itself every ten seconds. A line lets a burst pass that it does not carry for long:
 * each try after which the line was not whole has the next one come later.
 */
const TRY_FIRST_MS = 3_000
const TRY_LAST_MS = 12_000
const TRY_FROM = 900_000

export type WeakLineEvents = { step: [LineStep] }

/**
 * Watches over the line to an endpoint, from the moment that the worker sends less than is wanted: sound goes first, then a picture of
 * few frames, then stills (decisions/016). The worker says about once a second what the line carries; a line that carries all costs nothing.
 */
export class WeakLine extends EventEmitter<WeakLineEvents> {
  readonly #transport: types.WebRtcTransport
  readonly #pictures: Pictures
  #line: Line = WHOLE
  #isWatching = false
  /** What all pictures took when they were not held back, in bits a second. */
  #wanted = 0
  #calmSince: number | null = null
  #triedAt = -Infinity
  #tryAfterMs = TRY_FIRST_MS
  #still: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(transport: types.WebRtcTransport, pictures: Pictures) {
    super()
    this.#transport = transport
    this.#pictures = pictures
    transport.on('trace', ({ type, info }) => {
      if (type === 'bwe') this.#onEstimate(readEstimate(info))
    })
  }

  get step(): LineStep {
    return this.#line.step
  }

  /** The layers of a picture have changed. */
  onLayers(): void {
    if (!this.#isWatching && this.#behind.length > 0) this.#watch(true)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#still)
    this.removeAllListeners()
  }

  /** The pictures of which the worker sends less than is wanted. */
  get #behind(): types.Consumer[] {
    return this.#pictures.video.filter(
      ({ preferredLayers, currentLayers, producerPaused }) =>
        !producerPaused &&
        preferredLayers !== undefined &&
        (currentLayers === undefined || currentLayers.spatialLayer < preferredLayers.spatialLayer),
    )
  }

  /**
   * While it watches, the worker believes of no line that it carries less than the picture of few frames: an estimate falls far below the line
   * when it becomes narrow, and without a picture the client says nothing of which it could grow again. That it is too much is known by the sound.
   */
  #watch(on: boolean): void {
    this.#isWatching = on
    this.#calmSince = null
    this.#tryAfterMs = TRY_FIRST_MS
    this.#ask(this.#transport.enableTraceEvent(on ? ['bwe'] : []))
    this.#ask(this.#transport.setMinOutgoingBitrate(on ? FLOOR : 0))
  }

  #onEstimate({ available, desired }: { readonly available: number; readonly desired: number }): void {
    if (this.#isClosed || !this.#isWatching) return
    const at = performance.now()
    const { step } = this.#line
    if (step === 'whole' || step === 'smaller' || step === 'slow') this.#wanted = this.#behind.length > 0 ? desired : 0
    const scores = this.#pictures.sound.map(({ score }) => score.score)
    const sound = scores.length > 0 ? Math.min(...scores) : null
    this.#line = nextLine(this.#line, { at, available, wanted: this.#wanted, sound })
    if (this.#line.step !== step) this.#goTo(this.#line.step)
    if (step === 'whole') this.#triedAt = at
    if (this.#line.step === 'whole') this.#calmSince ??= at
    else this.#calmSince = null
    this.#try(available, at)
    if (this.#calmSince !== null && at - this.#calmSince > CALM_MS) this.#watch(false)
  }

  /** Only a picture has packets that are large enough for the worker to begin a try. */
  #try(available: number, at: number): void {
    const { step } = this.#line
    if ((step !== 'smaller' && step !== 'slow') || available >= TRY_FROM) return
    if (at - this.#triedAt < this.#tryAfterMs) return
    this.#triedAt = at
    this.#tryAfterMs = Math.min(TRY_LAST_MS, 2 * this.#tryAfterMs)
    this.#ask(this.#transport.setMaxOutgoingBitrate(TRY_FROM))
    this.#ask(this.#transport.setMaxOutgoingBitrate(0))
  }

  #goTo(step: LineStep): void {
    clearTimeout(this.#still)
    switch (step) {
      case 'whole':
        this.#ask(this.#restart())
        break
      case 'smaller':
      case 'slow':
        // The worker finds the layers that fit.
        this.#ask(this.#pictures.allow(null))
        break
      case 'stills':
        this.#takeStill()
        break
      case 'sound':
        this.#ask(this.#pictures.allow([]))
        break
      default:
        step satisfies never
    }
    this.emit('step', step)
  }

  /** The worker goes up to no larger layer for ten seconds after it went down, unless the consumer was paused in between. */
  async #restart(): Promise<void> {
    const behind = this.#behind
    const paused = this.#pictures.allow(this.#pictures.video.filter((one) => !behind.includes(one)))
    await Promise.all([paused, this.#pictures.allow(null)])
  }

  /** One picture of the most important source flows until a whole one has gone out. */
  #takeStill(): void {
    const [only = null] = this.#pictures.video
    this.#ask(this.#pictures.allow(only ? [only] : []))
    const end = () => {
      clearTimeout(timer)
      only?.off('trace', onTrace)
      if (this.#line.step === 'stills') this.#ask(this.#pictures.allow([]))
    }
    let timer = setTimeout(end, STILL_WITHIN_MS)
    const onTrace = ({ type }: types.ConsumerTraceEventData) => {
      if (type !== 'keyframe') return
      clearTimeout(timer)
      timer = setTimeout(end, KEYFRAME_TAKES_MS)
    }
    only?.on('trace', onTrace)
    if (only) this.#ask(only.enableTraceEvent(['keyframe']))
    this.#still = setTimeout(() => this.#takeStill(), STILL_EVERY_MS)
  }

  /** What is asked fails only when the transport or a consumer has closed meanwhile. */
  #ask(asked: Promise<unknown>): void {
    asked.catch(() => undefined)
  }
}

function readEstimate(info: unknown): { available: number; desired: number } {
  const numberOf = (name: string) => {
    const value: unknown = typeof info === 'object' && info !== null ? Reflect.get(info, name) : undefined
    return typeof value === 'number' ? value : 0
  }
  return { available: numberOf('availableBitrate'), desired: numberOf('desiredBitrate') }
}
