import type { LineStep } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type Line, nextLine, provenLine, soundScore, tryAfterMs, WHOLE } from './nextLine.ts'
import { SoundLoss } from './SoundLoss.ts'

/** The pictures that go over the line, as whoever keeps them has them. */
export interface Pictures {
  /** Those that are wanted now, the most important first. */
  readonly video: readonly types.Consumer[]
  readonly sound: readonly types.Consumer[]
  /** Holds all back but these; what is wanted stays as it was. null: none is held back. */
  allow(only: readonly types.Consumer[] | null): Promise<void>
  /** Keeps them to the layers that flow, whatever the line seems to carry, or lets them go up again. */
  hold(on: boolean): Promise<void>
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
 * The worker tries a line by itself only now and then, and its estimate otherwise grows by 8 % a second. So it is made to try now and
 * then (`tryAfterMs`) by a limit that goes up and away again: that sends packets of no content for some 75 ms at up to that rate
 * (decisions/018, 019). What they say is known after a round.
 */
const TRY_TAKES_MS = 600
/** The first round asks for so many times the estimate, and for so many bits a second at most; each other one for so many times what was found. */
const FIRST_TIMES = 4
const FIRST_MOST = 600_000
const NEXT_TIMES = 5
/** Bits a second. Below this a try has so few packets that they say nothing. */
const TRY_LEAST = 240_000
/** A round that found so many times more is followed by one that asks for more. */
const FOUND_MORE = 1.3
const ROUNDS = 4
/** An estimate that falls to this share within a second, with so large a share of packets lost: the line became narrow at once. */
const COLLAPSE = 0.75
const COLLAPSE_LOSES = 0.08
/** A router keeps what waits for half a second, mostly. After that the line is believed to carry so much, bits a second. */
const CLEAR_MS = 500
const CLEAR_TO = 150_000
const CLEAR_AGAIN_MS = 15_000
/** Bits a second that have room for more than the smallest picture. */
const LARGER = 350_000
/** The worker sends a layer on once it has come for two seconds. Who is behind after that is begun anew, and not again for a while. */
const COMES_MS = 2_000
const BEGUN_ANEW_MS = 12_000
/** The bitrate that is wanted goes up and down: so many times of it are enough. */
const AMPLE = 1.3
/** The worker tries only for more than it believes. */
const MORE_THAN = 1.1

export type WeakLineEvents = { step: [LineStep] }

/**
 * Watches over the line to an endpoint, from the moment that the worker sends less than is wanted: sound goes first, then a picture of
 * few frames, then stills (decisions/016). The worker says about once a second what the line carries, and at once when it is much less.
 */
export class WeakLine extends EventEmitter<WeakLineEvents> {
  readonly #transport: types.WebRtcTransport
  readonly #pictures: Pictures
  #line: Line = WHOLE
  #isTold = false
  #isWatching = false
  #last = 0
  #clearedAt = -Infinity
  readonly #loss = new SoundLoss()
  /** The share of the worst sound that was lost at first when it was last looked at. */
  #lost = 0
  /** What all pictures took when they were not held back, in bits a second. */
  #wanted = 0
  #calmSince: number | null = null
  /** Since when a larger layer comes than is sent, though the line has room for it; null: none does. */
  #comesSince: number | null = null
  #begunAnewAt = -Infinity
  /** Since when it does not carry all; null: it does. */
  #narrowSince: number | null = null
  /** It is under way to find what the line carries: estimates do not count. */
  #isFinding = false
  #triedAt = -Infinity
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
    if (!this.#isTold) this.#ask(this.#transport.enableTraceEvent(['bwe']))
    this.#isTold = true
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
    this.#ask(this.#transport.setMinOutgoingBitrate(on ? FLOOR : 0))
  }

  #onEstimate({ available, desired }: { readonly available: number; readonly desired: number }): void {
    const collapses = available < COLLAPSE * this.#last && available < desired
    this.#last = available
    // A probe’s findings count when it has ended.
    if (this.#isClosed || this.#isFinding) return
    const at = performance.now()
    if (collapses && this.#sendsPictures && at - this.#clearedAt > CLEAR_AGAIN_MS) {
      this.#clearedAt = at
      this.#wanted = desired
      this.#ask(this.#clearQueue())
    }
    if (this.#line.step === 'whole') this.#catchUp(at)
    if (!this.#isWatching) return
    const { step } = this.#line
    if (this.#sendsPictures) this.#wanted = this.#behind.length > 0 ? desired : 0
    if (step !== 'whole') this.#ask(this.#lookAtSound())
    const sound = this.#sound
    this.#line = nextLine(this.#line, { at, available, wanted: this.#wanted, sound })
    if (this.#line.step !== step) this.#goTo(this.#line.step)
    if (step === 'whole') this.#triedAt = at
    if (this.#line.step === 'whole') {
      this.#calmSince ??= at
      this.#narrowSince = null
    } else {
      this.#calmSince = null
      this.#narrowSince ??= at
    }
    if (this.#calmSince !== null && at - this.#calmSince > CALM_MS) this.#watch(false)
    else if (this.#line.step !== 'whole' && at - this.#triedAt >= tryAfterMs(at - (this.#narrowSince ?? at)))
      this.#ask(this.#tryMore(available))
  }

  /**
   * A line that became narrow while much was sent has a queue in front of it, behind which sound waits and is lost. An estimator that looks for delays that
   * grow does not see a queue that is full, and takes seconds to go down by what is lost. So nothing but sound is sent until the queue is gone, and then
   * a line is found from below.
   */
  async #clearQueue(): Promise<void> {
    const [stat] = await this.#transport.getStats()
    if (this.#isClosed || (stat?.rtpPacketLossSent ?? 0) < COLLAPSE_LOSES) return
    this.#isFinding = true
    try {
      await this.#transport.setMaxOutgoingBitrate(CLEAR_TO)
      // Pausing has the worker begin anew at the limit.
      await this.#pictures.allow([])
      await wait(CLEAR_MS)
      if (this.#isClosed) return
      await this.#pictures.allow(null)
      await this.#transport.setMaxOutgoingBitrate(0)
    } finally {
      this.#isFinding = false
    }
    if (!this.#isWatching) this.#watch(true)
    // Its first try comes once a picture has flowed for a while.
    this.#triedAt = performance.now() - tryAfterMs(0) / 2
  }

  get #sendsPictures(): boolean {
    const { step } = this.#line
    return step === 'whole' || step === 'smaller' || step === 'slow'
  }

  /** The score of the worst sound; null: there is none. */
  get #sound(): number | null {
    const scores = this.#pictures.sound.map(({ score }) => score.score)
    return scores.length > 0 ? Math.min(...scores, soundScore(this.#lost)) : null
  }

  async #lookAtSound(): Promise<void> {
    this.#lost = await this.#loss.look(this.#pictures.sound)
  }

  /**
   * Asks the line for more until it gives no more. A line that is shaped by a bucket lets a first burst pass that it does not carry, so no picture goes up
   * before a second one did too, which is longer than a bucket of that kind is deep.
   */
  async #tryMore(available: number): Promise<void> {
    this.#isFinding = true
    const began = available
    let found = available
    try {
      await this.#pictures.hold(true)
      for (let round = 0; round < ROUNDS; round++) {
        const before = found
        const asked = round === 0 ? Math.min(FIRST_TIMES * before, FIRST_MOST) : NEXT_TIMES * before
        const most = Math.max(TRY_LEAST, MORE_THAN * before, Math.min(asked, AMPLE * this.#wanted))
        await this.#send(Math.round(most))
        await wait(TRY_TAKES_MS)
        const [stat] = await this.#transport.getStats()
        if (this.#isClosed) return
        found = stat?.availableOutgoingBitrate ?? before
        if (found < FOUND_MORE * before || (round > 0 && found > this.#wanted)) break
      }
    } finally {
      this.#isFinding = false
      // A try takes from the sound itself, which says nothing of the pictures.
      this.#loss.forget()
      this.#triedAt = performance.now()
      await this.#pictures.hold(false)
    }
    if (this.#isClosed || found < FOUND_MORE * began) return
    const { step } = this.#line
    this.#line = provenLine(this.#line, {
      at: this.#triedAt,
      available: found,
      wanted: this.#wanted,
      sound: this.#sound,
    })
    if (this.#line.step !== step) this.#goTo(this.#line.step)
    else if (found >= LARGER) await this.#restart()
  }

  /** Has the worker send packets of no content, at up to this many bits a second: at each change of the limit for 30 to 45 ms. */
  async #send(most: number): Promise<void> {
    await Promise.all([most, 0].map((limit) => this.#transport.setMaxOutgoingBitrate(limit)))
  }

  #goTo(step: LineStep): void {
    clearTimeout(this.#still)
    switch (step) {
      case 'whole':
        this.#loss.forget()
        this.#lost = 0
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

  /**
   * A layer that its sender has switched off, as its own line became narrow, and on again: to the worker that looks as if this line had been too
   * narrow, and it would wait for ten seconds.
   */
  #catchUp(at: number): void {
    const comes = this.#behind.some(
      ({ preferredLayers, score }) => (score.producerScores[preferredLayers?.spatialLayer ?? 0] ?? 0) > 0,
    )
    if (!comes) {
      this.#comesSince = null
      return
    }
    this.#comesSince ??= at
    if (at - this.#comesSince < COMES_MS || at - this.#begunAnewAt < BEGUN_ANEW_MS) return
    this.#begunAnewAt = at
    this.#ask(this.#restart())
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
