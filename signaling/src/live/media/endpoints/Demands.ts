import type { WantedSource } from '@diem-cau/sfu-contract'
import type { Demand, MeetingState, Notice, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'
import { demand, soonWatched, topLayer } from '../../../domain/meeting/receiving/demand.ts'
import { settleDemand, type Told } from '../../../domain/meeting/receiving/settleDemand.ts'

/** Changes that come together are told together; after the media node was asked for them, so that who waits longest goes first. */
const COALESCE_MS = 20

export type DemandsOptions = {
  readonly state: () => MeetingState
  readonly speakers: () => readonly ParticipantId[]
  /** Lists what each endpoint of the meeting receives, those at the door included. */
  readonly received: () => Iterable<readonly WantedSource[]>
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  readonly clock: () => number
}

/** Tells each sender how much of what it sends anybody takes (SPEC 5.11, 5.12). */
export class Demands {
  readonly #options: DemandsOptions
  #told: ReadonlyMap<ProducerId, Told> = new Map()
  #timer: NodeJS.Timeout | undefined
  /** The time at which the timer is due, on the meeting's clock. */
  #due = Infinity

  constructor(options: DemandsOptions) {
    this.#options = options
  }

  /** True when nothing of it is asked for, so that its silence means nothing. */
  isIdle(producerId: ProducerId): boolean {
    return this.#told.get(producerId)?.demand === null
  }

  /** The state has changed, and with it perhaps who receives what. */
  onStateChanged(): void {
    this.#settleAt(this.#options.clock() + COALESCE_MS)
  }

  /** The client of this participant may not have heard of it: what is not whole is told again. */
  tellAgain(participantId: ParticipantId): void {
    const { producers } = this.#options.state()
    this.#tell(
      Object.values(producers).flatMap((producer) =>
        producer.participantId === participantId && this.#told.get(producer.producerId)?.demand !== topLayer(producer)
          ? [producer.producerId]
          : [],
      ),
    )
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#due = -Infinity
  }

  #settleAt(at: number): void {
    if (at >= this.#due) return
    clearTimeout(this.#timer)
    this.#due = at
    this.#timer = setTimeout(() => this.#settle(), Math.max(0, at - this.#options.clock()))
  }

  #settle(): void {
    this.#due = Infinity
    const { clock } = this.#options
    const state = this.#options.state()
    const speakers = this.#options.speakers()
    const received = this.#options.received()
    const soon = soonWatched(state, speakers)
    const first = (producerId: ProducerId): Demand => {
      const producer = state.producers[producerId]
      if (!producer || producer.source === 'mic') return null
      return soon.has(producer.participantId) ? topLayer(producer) : 0
    }
    const settled = settleDemand(this.#told, demand({ state, speakers, received }), first, clock())
    const isNew = (producerId: ProducerId) => !this.#told.has(producerId)
    // A sender begins with all it has: of a new one only what is less is told.
    const tell = settled.changed.filter((producerId) => {
      const producer = state.producers[producerId]
      return producer && !(isNew(producerId) && settled.told.get(producerId)?.demand === topLayer(producer))
    })
    this.#told = settled.told
    this.#tell(tell)
    if (settled.again !== null) this.#settleAt(settled.again)
  }

  #tell(producerIds: readonly ProducerId[]): void {
    const { producers } = this.#options.state()
    const owners = Map.groupBy(producerIds, (producerId) => producers[producerId]?.participantId)
    for (const [participantId, theirs] of owners) {
      const told = theirs.flatMap((producerId) => {
        const layer = this.#told.get(producerId)?.demand
        return layer === undefined ? [] : [{ producerId, layer }]
      })
      if (participantId && told.length > 0) this.#options.notify(participantId, { name: 'demand', producers: told })
    }
  }
}
