import { setTimeout as delay } from 'node:timers/promises'
import type { FreshMedia, LegId, Notice } from '@diem-cau/signaling-contract'
import { Refused } from './TestSocket.ts'

/** This side of a leg, in the hand of a test. */
export interface LegSide {
  /** Makes its transports and tells the server of them; resolves when they are connected. */
  connect(): Promise<void>
  /** Sends over it all that the client sends. */
  produce(): Promise<void>
  close(): Promise<void>
}

interface Options<S extends LegSide> {
  readonly make: (media: FreshMedia) => S
  /** Tells the server that this leg carries now. */
  readonly take: (leg: LegId) => Promise<unknown>
  /** False when nothing is ever received: then a leg is taken as soon as it sends. */
  readonly receives: boolean
  readonly onFault: (error: unknown) => void
}

interface Held<S> {
  readonly side: S
  readonly why: 'alone' | 'beside' | 'standby'
  readonly received: PromiseWithResolvers<void>
}

/** A leg that is offered nothing to receive is taken after this, in milliseconds: nobody else may be there. */
const OFFERED_MS = 1_500

/** Follows the legs that the server offers (SPEC 5.13 to 5.16), as the web client does. */
export class LegFollower<S extends LegSide> {
  readonly #options: Options<S>
  readonly #held = new Map<LegId, Held<S>>()
  #carries: LegId | null = null

  constructor(options: Options<S>) {
    this.#options = options
  }

  /** The one that carries; null: none does. */
  get carries(): S | null {
    return this.#carries === null ? null : (this.of(this.#carries) ?? null)
  }

  /** All that there are, of whatever kind. */
  get all(): S[] {
    return [...this.#held.values()].map(({ side }) => side)
  }

  of(leg: LegId): S | undefined {
    return this.#held.get(leg)?.side
  }

  /** Goes on with this leg in place of all that there were. It is not connected yet. */
  replaceAll(media: FreshMedia): S {
    this.closeAll()
    this.#carries = media.leg
    return this.#hold(media, 'alone')
  }

  /** Something that comes over this leg was made. */
  onReceived(leg: LegId): void {
    this.#held.get(leg)?.received.resolve()
  }

  onNotice(notice: Notice): void {
    if (notice.name === 'legEnded') this.#close(notice.leg)
    if (notice.name === 'legCarries') void this.#carry(notice.leg)
    if (notice.name === 'legOffered') void this.#follow(notice)
  }

  closeAll(): void {
    for (const leg of this.#held.keys()) this.#close(leg)
  }

  async #follow({ why, media }: Extract<Notice, { name: 'legOffered' }>): Promise<void> {
    const { leg } = media
    // One is built beside the one that carries, and one stands by: a new one replaces it.
    for (const [other, held] of this.#held) if (held.why === why) this.#close(other)
    const side = why === 'instead' ? this.replaceAll(media) : this.#hold(media, why)
    await this.#guard(leg, side, async () => {
      await side.connect()
      if (why !== 'standby') await side.produce()
      if (why !== 'beside') return
      const { received } = this.#held.get(leg) ?? {}
      if (this.#options.receives) await Promise.race([received?.promise, delay(OFFERED_MS)])
      if (this.of(leg) !== side) return
      await this.#options.take(leg)
      this.#carried(leg)
    })
  }

  async #carry(leg: LegId): Promise<void> {
    const held = this.#held.get(leg)
    if (!held || this.#carries === leg) return
    for (const other of this.#held.keys()) if (other !== leg) this.#close(other)
    this.#carried(leg)
    // What was built beside sends already.
    if (held.why === 'standby') await this.#guard(leg, held.side, () => held.side.produce())
  }

  /** The one that carried before goes on sending until it is ended. */
  #carried(leg: LegId): void {
    const held = this.#held.get(leg)
    if (!held) return
    this.#held.set(leg, { ...held, why: 'alone' })
    this.#carries = leg
  }

  #hold(media: FreshMedia, why: Held<S>['why']): S {
    const side = this.#options.make(media)
    this.#held.set(media.leg, { side, why, received: Promise.withResolvers<void>() })
    return side
  }

  #close(leg: LegId): void {
    const held = this.#held.get(leg)
    this.#held.delete(leg)
    held?.side.close().catch(() => undefined)
  }

  /**
   * What goes wrong with a leg that is closed meanwhile, or that the server has ended a moment ago, is nobody's concern; nor that its worker died
   * meanwhile, as another leg is offered then (SPEC 5.16).
   */
  async #guard(leg: LegId, side: S, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const isOver = workerDied(error) || (error instanceof Refused && error.code === 'notYours')
      if (this.of(leg) === side && !isOver) this.#options.onFault(error)
    }
  }
}

/** The worker of a leg died while it was asked for something of it: another leg is offered. */
export const workerDied = (error: unknown): boolean => error instanceof Refused && error.code === 'mediaUnavailable'
