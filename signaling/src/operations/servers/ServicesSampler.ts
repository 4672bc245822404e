import { METRICS, ResourceId } from '@diem-cau/signaling-contract/operations'
import type { NewEvent } from '../events/EventStore.ts'
import type { Book } from '../live/Book.ts'
import type { LiveResource } from '../live/LiveResource.ts'
import type { Probe } from './Probe.ts'

/** A service that does not answer for so long counts as away, in milliseconds. */
const PATIENCE_MS = 3000

type Asked = {
  readonly probe: Probe
  since: number | null
  lastAsked: number
  values: readonly (number | null)[] | null
  isAway: boolean
}

/** Asks services how they are, each in its own time; a slow one holds up none of the others. */
export class ServicesSampler {
  readonly #book: Book
  readonly #note: (events: readonly NewEvent[]) => void
  readonly #asked: readonly Asked[]

  constructor(probes: readonly Probe[], book: Book, note: (events: readonly NewEvent[]) => void) {
    this.#book = book
    this.#note = note
    this.#asked = probes.map((probe) => ({
      probe,
      since: null,
      lastAsked: Number.NEGATIVE_INFINITY,
      values: null,
      isAway: false,
    }))
  }

  /** @param at second @param now milliseconds */
  take(at: number, now: number): void {
    for (const asked of this.#asked) {
      const resource = this.#book.put(
        { key: keyOf(asked), kind: 'service', unitCode: null, meetingId: null, participantId: null },
        asked.probe.name,
      )
      const time = performance.now()
      if (asked.since === null && time - asked.lastAsked >= asked.probe.everyMs) void this.#ask(asked)
      if (asked.since !== null && time - asked.since > PATIENCE_MS) asked.isAway = true
      this.#follow(asked, resource, now)
      if (asked.values && !asked.isAway) resource.take({ at, values: asked.values }, now)
    }
  }

  /** Another process asks from now on. */
  stop(): void {
    for (const asked of this.#asked) this.#book.remove(keyOf(asked))
  }

  async #ask(asked: Asked): Promise<void> {
    const { probe } = asked
    const since = performance.now()
    asked.since = since
    asked.lastAsked = since
    try {
      const figures = await probe.ask()
      const answer = probe.isTimed ? performance.now() - since : null
      asked.values = METRICS.service.map(({ key }) =>
        key === 'answer' ? (answer ?? figures.answer ?? null) : (figures[key] ?? null),
      )
      asked.isAway = false
    } catch {
      asked.isAway = true
    } finally {
      asked.since = null
    }
  }

  #follow({ isAway }: Asked, resource: LiveResource, at: number): void {
    if (resource.isSilent === isAway) return
    resource.isSilent = isAway
    const { identity, name } = resource
    this.#note([
      {
        at,
        kind: isAway ? 'serviceLost' : 'serviceBack',
        resource: identity.key,
        meetingId: null,
        unitCode: null,
        name,
        detail: '',
      },
    ])
  }
}

const keyOf = ({ probe }: Asked): ResourceId => ResourceId.parse(`service:${probe.name}`)
