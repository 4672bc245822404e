import type { Notice, ParticipantId } from '@diem-cau/signaling-contract'
import type { RemoteMedia } from '../media/RemoteMedia.ts'
import { nextSpeaker, SPEAKING_LINGER_MS, withoutSpeaker } from './activeSpeaker.ts'
import type { MeetingStore } from './MeetingModel.ts'

/** mediasoup's score, 0 to 10: below this people notice. */
const WEAK_SCORE = 5

/** Keeps for a moment the news that comes often and is stored nowhere: who speaks, and how well pictures arrive. */
export class VolatileModel {
  readonly #store: MeetingStore
  readonly #remote: RemoteMedia
  #lingering: ReturnType<typeof setTimeout> | undefined

  constructor(store: MeetingStore, remote: RemoteMedia) {
    this.#store = store
    this.#remote = remote
  }

  onSpeaking({ levels }: Extract<Notice, { name: 'speaking' }>): void {
    clearTimeout(this.#lingering)
    const { speaking, speaker } = this.#store.getState()
    const now = new Set(levels.map(({ participantId }) => participantId))
    const next = nextSpeaker(speaker, levels, performance.now())
    this.#store.setState({ speaker: next, ...(sameSet(now, speaking) ? {} : { speaking: now }) })
    // The server says nothing when nobody speaks.
    this.#lingering = setTimeout(() => this.#store.setState({ speaking: new Set() }), SPEAKING_LINGER_MS)
  }

  onQuality({ consumers, sending, line }: Extract<Notice, { name: 'quality' }>): void {
    if (line !== undefined) this.#store.setState({ receiving: line })
    const bad = new Set(consumers.filter(({ score }) => score < WEAK_SCORE).map(({ consumerId }) => String(consumerId)))
    const weak = new Set(
      [...this.#remote.streams.values()].flatMap((s) => (bad.has(s.consumerId) ? [s.participantId] : [])),
    )
    const sendingWeak = sending !== null && sending < WEAK_SCORE
    const before = this.#store.getState()
    if (sendingWeak !== before.sendingWeak || !sameSet(weak, before.weak)) this.#store.setState({ weak, sendingWeak })
  }

  onLeft(participantId: ParticipantId): void {
    this.#store.setState(({ speaker }) => ({ speaker: withoutSpeaker(speaker, participantId) }))
  }

  close(): void {
    clearTimeout(this.#lingering)
  }
}

function sameSet(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item))
}
