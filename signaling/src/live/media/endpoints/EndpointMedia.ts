import { type EndpointId, LegId, MeetingError, type ParticipantId, type ProducerId } from '@diem-cau/signaling-contract'
import type { FirstView } from '../../../domain/meeting/receiving/subscriptions.ts'
import type { Leg, LegOptions, Receiver } from '../legs/Leg.ts'
import type { LegLife, LifeEvent, Transports } from '../legs/LegLife.ts'
import { firstLegs, legIds, type Legs, type LegsEvent, nextLegId, nextLegs } from '../legs/legs.ts'

const FIRST = LegId.parse(1)

export type EndpointMediaOptions = {
  readonly endpointId: EndpointId
  readonly participantId: ParticipantId
  /** What its page shows first; the stage unless told. */
  readonly opensWith?: FirstView
  /** `atDoor` when it is prepared for somebody who is not in the meeting yet. */
  readonly standing: 'atDoor' | 'away'
  /** The leg that it has first, 1 unless told. */
  readonly leg?: LegId
  readonly makeLeg: (options: LegOptions) => Leg
}

/** The change that an event about its legs made. */
export type LegsChange = {
  /** The endpoint has these no more: the node does not know it yet. */
  readonly gone: readonly Leg[]
  /** Another leg carries now. */
  readonly carries: Leg | null
}

/** The media of one endpoint: its legs, and which of them carries. */
export class EndpointMedia {
  readonly endpointId: EndpointId
  readonly participantId: ParticipantId
  readonly receiver: Receiver
  readonly #makeLeg: EndpointMediaOptions['makeLeg']
  readonly #made = new Map<LegId, Leg>()
  #legs: Legs

  constructor({
    endpointId,
    participantId,
    opensWith = 'stage',
    standing,
    leg = FIRST,
    makeLeg,
  }: EndpointMediaOptions) {
    this.endpointId = endpointId
    this.participantId = participantId
    this.receiver = { capabilities: null, viewport: null, opensWith }
    this.#makeLeg = makeLeg
    this.#legs = firstLegs(leg)
    this.#make(leg, standing)
  }

  get carrying(): Leg {
    return this.require(this.#legs.carrying)
  }

  get standby(): Leg | null {
    return this.#legs.standby === null ? null : this.require(this.#legs.standby)
  }

  get beside(): Leg | null {
    return this.#legs.beside === null ? null : this.require(this.#legs.beside)
  }

  /** All legs that it has, the one that carries first. */
  get legs(): readonly Leg[] {
    return legIds(this.#legs).map((id) => this.require(id))
  }

  get transports(): Transports {
    return this.carrying.transports
  }

  /** @param leg left out: the one that carries @throws MeetingError `notYours` when it has no such leg (any more) */
  require(leg: LegId = this.#legs.carrying): Leg {
    const found = this.#made.get(leg)
    if (!found) throw new MeetingError('notYours', 'the endpoint has no such leg')
    return found
  }

  has(leg: Leg): boolean {
    return this.#made.get(leg.legId) === leg
  }

  /** The leg that a producer was made on. */
  legOf(producerId: ProducerId): Leg | undefined {
    return this.legs.find(({ producerIds }) => producerIds.has(producerId))
  }

  /** The client is there, and shows this; null leaves it as it was. */
  attend(viewport: Receiver['viewport']): void {
    if (viewport) this.receiver.viewport = viewport
    this.carrying.on({ kind: 'attended' })
  }

  /** The life of what carries goes on. */
  on(event: LifeEvent): void {
    this.carrying.on(event)
  }

  refresh(when: 'now' | 'soon'): void {
    for (const leg of this.legs) leg.refresh(when)
  }

  /** Makes a leg that is to be offered to the client; its transports are not there yet. */
  offer(why: 'beside' | 'instead' | 'standby'): { readonly leg: Leg } & LegsChange {
    const id = nextLegId(this.#legs)
    const leg = this.#make(id, why === 'instead' ? this.carrying.standing : 'away')
    return { leg, ...this.change({ kind: 'offered', why, leg: id }) }
  }

  /** Its legs go on as {@link nextLegs} says. */
  change(event: LegsEvent): LegsChange {
    const before = this.#legs
    const former = this.carrying
    this.#legs = nextLegs(before, event)
    const left = new Set(legIds(this.#legs))
    const gone = legIds(before).flatMap((id) => (left.has(id) ? [] : [this.require(id)]))
    for (const leg of gone) {
      this.#made.delete(leg.legId)
      leg.on({ kind: 'closed' })
    }
    const carries = this.carrying === former ? null : this.carrying
    if (event.kind === 'taken' && carries) former.on({ kind: 'faded' })
    if (event.kind === 'lost' && former.standing !== 'away') carries?.on({ kind: 'attended' })
    return { gone, carries }
  }

  /** It has ended, with all its legs. */
  close(): void {
    for (const leg of this.legs) leg.on({ kind: 'closed' })
  }

  #make(legId: LegId, standing: LegLife['standing']): Leg {
    const { endpointId, participantId, receiver } = this
    const leg = this.#makeLeg({ endpointId, participantId, legId, receiver, standing })
    this.#made.set(legId, leg)
    return leg
  }
}
