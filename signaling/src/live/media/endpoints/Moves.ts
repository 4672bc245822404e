import type { NodeId } from '@diem-cau/sfu-contract'
import {
  type EndpointId,
  MeetingError,
  type LegId,
  type Notice,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import type { LegStarter } from './LegStarter.ts'

/** A client that has not taken the leg beside its own by then stays where it is, in milliseconds (SPEC 5.14). */
export const TAKE_MS = 10_000

/** The former leg goes on sending for so long, to those who have not changed over, in milliseconds. */
export const FADE_MS = 2_000

/** Where somebody has not by then, it is looked again this often, and not for longer than that, in milliseconds (SPEC 5.14). */
export const LOOK_MS = 500
export const LONGEST_FADE_MS = 10_000

export type MovesOptions = {
  readonly starter: Pick<LegStarter, 'start'>
  /** Tells whether somebody who receives what this leg sends does not have what comes instead. */
  readonly isNeeded: (former: Leg) => boolean
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  /** Ends at the node and on record what the endpoint has no more. */
  readonly onGone: (change: LegsChange) => void
  readonly logger: Logger
}

export type MoveOutcome = 'moved' | 'stayed'

type Pending = { readonly leg: Leg; readonly timer: NodeJS.Timeout; readonly settle: (outcome: MoveOutcome) => void }

/** Moves endpoints to another worker or node while they speak: the new leg carries before the old one ends (SPEC 5.14). */
export class Moves {
  readonly #options: MovesOptions
  readonly #pending = new Map<EndpointId, Pending>()
  readonly #fading = new Set<NodeJS.Timeout>()

  constructor(options: MovesOptions) {
    this.#options = options
  }

  /**
   * Offers a client another leg, and waits for it to be taken. Does not fail: a client that cannot move stays.
   * One that is moving already is waited for.
   * @param to the node where it is wanted; without it, or when that has no room, any other
   */
  async move(endpoint: EndpointMedia, to?: NodeId): Promise<MoveOutcome> {
    const { starter, notify, onGone, logger } = this.#options
    const { carrying, endpointId, participantId } = endpoint
    if (carrying.transports !== 'alive' || carrying.standing !== 'inside' || !endpoint.receiver.capabilities)
      return 'stayed'
    this.#settle(endpointId, 'stayed')
    const offered = endpoint.offer('beside')
    const { leg } = offered
    onGone(offered)
    const outcome = Promise.withResolvers<MoveOutcome>()
    const timer = setTimeout(() => this.#giveUp(endpoint, leg), TAKE_MS)
    this.#pending.set(endpointId, { leg, timer, settle: outcome.resolve })
    try {
      const media = await starter.start(endpoint, leg, carrying, to)
      notify(participantId, { name: 'legOffered', why: 'beside', media })
    } catch (error) {
      logger.info({ err: error, endpointId }, 'an endpoint cannot be moved')
      this.#giveUp(endpoint, leg)
    }
    return outcome.promise
  }

  /** @throws MeetingError `notYours` when that leg is not beside the one that carries (any more) */
  take(endpoint: EndpointMedia, leg: LegId): void {
    const { endpointId, carrying: former } = endpoint
    if (former.legId === leg) return
    if (endpoint.beside?.legId !== leg) throw new MeetingError('notYours', 'there is no such leg to be taken')
    endpoint.change({ kind: 'taken', leg })
    // It may be where the endpoint has moved to: another is made apart from that.
    if (endpoint.standby) this.#end(endpoint, endpoint.standby)
    this.#settle(endpointId, 'moved')
    // What was just got does not flow yet: nobody needs the former leg when that was so at two looks.
    const look = (wasNeeded: boolean, elapsedMs: number) => {
      const isNeeded = this.#options.isNeeded(former)
      if ((!isNeeded && !wasNeeded) || elapsedMs >= LONGEST_FADE_MS) this.#end(endpoint, former)
      else this.#later(LOOK_MS, () => look(isNeeded, elapsedMs + LOOK_MS))
    }
    this.#later(FADE_MS - LOOK_MS, () => {
      const wasNeeded = this.#options.isNeeded(former)
      this.#later(LOOK_MS, () => look(wasNeeded, FADE_MS))
    })
  }

  /** It is decided by other news: the endpoint left, or one of its legs was lost. */
  onLegs(endpoint: EndpointMedia): void {
    const pending = this.#pending.get(endpoint.endpointId)
    if (!pending || (endpoint.beside === pending.leg && pending.leg.standing !== 'gone')) return
    this.#settle(endpoint.endpointId, endpoint.carrying === pending.leg ? 'moved' : 'stayed')
  }

  close(): void {
    for (const endpointId of this.#pending.keys()) this.#settle(endpointId, 'stayed')
    for (const timer of this.#fading) clearTimeout(timer)
    this.#fading.clear()
  }

  #giveUp(endpoint: EndpointMedia, leg: Leg): void {
    if (endpoint.beside === leg) this.#end(endpoint, leg)
    this.onLegs(endpoint)
  }

  #end(endpoint: EndpointMedia, leg: Leg): void {
    // It ended with its endpoint: the participant may have another one by now, with legs of the same names.
    if (leg.standing === 'gone') return
    const change = endpoint.change({ kind: 'ended', leg: leg.legId })
    if (change.gone.length === 0) return
    this.#options.onGone(change)
    this.#options.notify(endpoint.participantId, { name: 'legEnded', leg: leg.legId })
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#fading.delete(timer)
      work()
    }, ms)
    this.#fading.add(timer)
  }

  #settle(endpointId: EndpointId, outcome: MoveOutcome): void {
    const pending = this.#pending.get(endpointId)
    if (!pending) return
    this.#pending.delete(endpointId)
    clearTimeout(pending.timer)
    pending.settle(outcome)
  }
}
