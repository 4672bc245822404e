import { MeetingError, type MeetingState, type Notice, type ParticipantId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { standbyNeeded } from '../../../domain/meeting/receiving/standbyNeeded.ts'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import type { LegStarter } from './LegStarter.ts'

/** Changes that come together are looked at together, in milliseconds. */
const COALESCE_MS = 200

/**
 * A leg stands by for so much longer than it is needed, in milliseconds, as whoever had the floor may get it back at
 * once.
 */
export const LINGER_MS = 15_000

/** A leg for which there was no place is tried again after this, in milliseconds. */
export const AGAIN_MS = 15_000

/** No leg is kept in reserve for so long after somebody found no place, in milliseconds. */
export const YIELD_MS = 60_000

/** Endpoints up to which a meeting keeps a leg in reserve for each, unless the office says otherwise. */
const RESERVE_ENDPOINTS = 120

/** Legs for the others are made once nobody has come in, and nothing was lost, for so long, in milliseconds: what people wait for goes first. */
export const CALM_MS = 3_000

export type StandbysOptions = {
  readonly starter: Pick<LegStarter, 'start'>
  readonly endpoints: { readonly all: readonly EndpointMedia[] }
  readonly state: () => MeetingState
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  readonly onGone: (change: LegsChange) => void
  /** True for a leg at a node that drains, where nothing should stay. */
  readonly drains: (leg: Leg) => boolean
  /** Endpoints up to which everybody has one; 0: only those without whose voice the meeting stands still. */
  readonly reserveEndpoints?: number | undefined
  readonly logger: Logger
  readonly clock: () => number
}

/**
 * Keeps a second leg, apart from the one that carries: at once for those without whose voice the meeting stands still, and in a meeting that is
 * not too large for the others one after the other, while nobody waits for anything else (SPEC 5.15).
 */
export class Standbys {
  readonly #options: StandbysOptions
  /** The time at which each was needed last, on the meeting's clock. */
  readonly #needed = new WeakMap<EndpointMedia, number>()
  /** The time before which none is looked for, on the meeting's clock. */
  readonly #notBefore = new WeakMap<EndpointMedia, number>()
  #timer: NodeJS.Timeout | undefined
  /** On the meeting's clock. */
  #settlesAt = 0
  #isClosed = false
  #inside = 0
  /** The time before which nobody else gets one, on the meeting's clock. */
  #calmFrom = 0
  #isMaking = false

  constructor(options: StandbysOptions) {
    this.#options = options
  }

  /** Legs were lost or taken: those who have none any more come first. */
  onLoss(): void {
    this.#calmFrom = this.#options.clock() + CALM_MS
    this.onNews()
  }

  /** Other endpoints may need one now, or one was lost. */
  onNews(): void {
    this.#settleIn(COALESCE_MS)
  }

  /**
   * Somebody has no place: those on standby give theirs up, and none is looked for until that is over.
   * @returns whether there were any
   */
  yield(): boolean {
    const { endpoints, clock } = this.#options
    const there = endpoints.all.filter(({ standby }) => standby !== null)
    for (const endpoint of there) this.#end(endpoint)
    for (const endpoint of endpoints.all) this.#notBefore.set(endpoint, clock() + YIELD_MS)
    return there.length > 0
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  /** @param ms at the latest; sooner if that was planned already */
  #settleIn(ms: number): void {
    if (this.#isClosed) return
    const at = this.#options.clock() + ms
    if (this.#timer && this.#settlesAt <= at) return
    clearTimeout(this.#timer)
    this.#settlesAt = at
    this.#timer = setTimeout(() => this.#settle(), ms).unref()
  }

  #settle(): void {
    this.#timer = undefined
    const { endpoints, state, drains, clock, reserveEndpoints = RESERVE_ENDPOINTS } = this.#options
    const needed = standbyNeeded(state())
    const now = clock()
    const isForAll = endpoints.all.length <= reserveEndpoints
    const others: EndpointMedia[] = []
    let again = Infinity
    for (const endpoint of endpoints.all) {
      if (isForAll || needed.has(endpoint.participantId)) this.#needed.set(endpoint, now)
      const until = (this.#needed.get(endpoint) ?? -Infinity) + LINGER_MS
      const { standby, transports, carrying } = endpoint
      if (standby) {
        if (now >= until || drains(standby)) this.#end(endpoint)
        else if (until !== now + LINGER_MS) again = Math.min(again, until)
        continue
      }
      if (!isForAll && !needed.has(endpoint.participantId)) continue
      if (transports !== 'alive' || carrying.standing !== 'inside') continue
      // A device that can receive nothing yet cannot stand by either.
      if (!endpoint.receiver.capabilities) continue
      const notBefore = this.#notBefore.get(endpoint) ?? -Infinity
      if (now < notBefore) again = Math.min(again, notBefore)
      else if (needed.has(endpoint.participantId)) void this.#make(endpoint)
      else others.push(endpoint)
    }
    again = Math.min(again, this.#makeForOneOf(others))
    if (again < Infinity) this.#settleIn(again - now)
  }

  /** @returns when to look again, on the meeting's clock */
  #makeForOneOf(others: readonly EndpointMedia[]): number {
    const now = this.#options.clock()
    const inside = this.#options.endpoints.all.length
    if (inside > this.#inside) this.#calmFrom = now + CALM_MS
    this.#inside = inside
    const [first] = others
    if (!first || this.#isMaking) return Infinity
    if (now < this.#calmFrom) return this.#calmFrom
    this.#isMaking = true
    void this.#make(first).finally(() => {
      this.#isMaking = false
      this.onNews()
    })
    return Infinity
  }

  async #make(endpoint: EndpointMedia): Promise<void> {
    const { starter, notify, onGone, logger, clock } = this.#options
    const { carrying, participantId, endpointId } = endpoint
    const offered = endpoint.offer('standby')
    const { leg } = offered
    onGone(offered)
    try {
      const media = await starter.start(endpoint, leg, carrying)
      if (endpoint.standby === leg) notify(participantId, { name: 'legOffered', why: 'standby', media })
    } catch (error) {
      if (error instanceof MeetingError && error.code === 'notJoined') return
      // There is one worker, or the others are full: nothing is wrong with that.
      logger.debug({ err: error, endpointId }, 'no place for a leg on standby')
      this.#notBefore.set(endpoint, clock() + AGAIN_MS)
      // What has no place for one has none for another.
      this.#calmFrom = clock() + AGAIN_MS
      onGone(endpoint.change({ kind: 'ended', leg: leg.legId }))
      this.onNews()
    }
  }

  #end(endpoint: EndpointMedia): void {
    const { standby, participantId } = endpoint
    if (!standby) return
    this.#options.onGone(endpoint.change({ kind: 'ended', leg: standby.legId }))
    this.#options.notify(participantId, { name: 'legEnded', leg: standby.legId })
  }
}
