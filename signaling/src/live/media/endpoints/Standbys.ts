import { MeetingError, type MeetingState, type Notice, type ParticipantId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { standbyNeeded } from '../../../domain/meeting/receiving/standbyNeeded.ts'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import type { LegStarter } from './LegStarter.ts'

/** Changes that come together are looked at together, in milliseconds. */
const COALESCE_MS = 200

/** Who had the floor may get it back at once: a leg stands by so much longer than it is needed, in milliseconds. */
export const LINGER_MS = 15_000

/** Where there was no place for one it is looked for again after this, in milliseconds. */
export const AGAIN_MS = 15_000

/** Where places are scarce none is kept in reserve for so long, in milliseconds. */
export const YIELD_MS = 60_000

export type StandbysOptions = {
  readonly starter: Pick<LegStarter, 'start'>
  readonly endpoints: { readonly all: readonly EndpointMedia[] }
  readonly state: () => MeetingState
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  readonly onGone: (change: LegsChange) => void
  /** Whether a leg is where nothing should stay. */
  readonly drains: (leg: Leg) => boolean
  readonly logger: Logger
  readonly clock: () => number
}

/** Keeps a second leg, apart from the one that carries, for those without whose voice the meeting stands still (SPEC 5.15). */
export class Standbys {
  readonly #options: StandbysOptions
  /** When each was needed last, on the meeting's clock. */
  readonly #needed = new WeakMap<EndpointMedia, number>()
  /** Before this one is not looked for. */
  readonly #notBefore = new WeakMap<EndpointMedia, number>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: StandbysOptions) {
    this.#options = options
  }

  /** Who needs one may be somebody else now, or one was lost. */
  onNews(): void {
    if (this.#isClosed) return
    this.#timer ??= setTimeout(() => this.#settle(), COALESCE_MS).unref()
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

  #settle(): void {
    this.#timer = undefined
    const { endpoints, state, drains, clock } = this.#options
    const needed = standbyNeeded(state())
    const now = clock()
    let again = Infinity
    for (const endpoint of endpoints.all) {
      if (needed.has(endpoint.participantId)) this.#needed.set(endpoint, now)
      const until = (this.#needed.get(endpoint) ?? -Infinity) + LINGER_MS
      const { standby, transports, carrying } = endpoint
      if (standby) {
        if (now >= until || drains(standby)) this.#end(endpoint)
        else if (!needed.has(endpoint.participantId)) again = Math.min(again, until)
        continue
      }
      if (!needed.has(endpoint.participantId) || transports !== 'alive' || carrying.standing !== 'inside') continue
      // What a device cannot load it cannot stand by with.
      if (!endpoint.receiver.capabilities) continue
      const notBefore = this.#notBefore.get(endpoint) ?? -Infinity
      if (now >= notBefore) void this.#make(endpoint)
      else again = Math.min(again, notBefore)
    }
    if (again < Infinity && !this.#isClosed) this.#timer = setTimeout(() => this.#settle(), again - now).unref()
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
