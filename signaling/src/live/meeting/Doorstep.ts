import type { ErrorBody, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Client } from './Member.ts'

/** The clients of those who wait to be let into a meeting (SPEC 3.7). */
export class Doorstep {
  readonly #meetingId: MeetingId
  readonly #clients = new Map<ParticipantId, Set<Client>>()

  constructor(meetingId: MeetingId) {
    this.#meetingId = meetingId
  }

  get clients(): Client[] {
    return [...this.#clients.values()].flatMap((clients) => [...clients])
  }

  has(participantId: ParticipantId): boolean {
    return this.#clients.has(participantId)
  }

  add(participantId: ParticipantId, client: Client): void {
    const clients = this.#clients.get(participantId) ?? new Set()
    clients.add(client)
    this.#clients.set(participantId, clients)
  }

  /** @returns whether nobody waits there any more with this client gone */
  remove(participantId: ParticipantId, client: Client): boolean {
    const clients = this.#clients.get(participantId)
    if (!clients?.delete(client) || clients.size > 0) return false
    return this.#clients.delete(participantId)
  }

  /** They come in by themselves when they hear of it. */
  admit(participantIds: readonly ParticipantId[]): void {
    for (const participantId of participantIds) {
      for (const client of this.#clients.get(participantId) ?? [])
        client.notify({ name: 'admitted', meetingId: this.#meetingId })
      this.#clients.delete(participantId)
    }
  }

  turnAway(participantId: ParticipantId, error: ErrorBody): void {
    for (const client of this.#clients.get(participantId) ?? []) client.ejected({ name: 'ejected', error })
    this.#clients.delete(participantId)
  }

  clear(): void {
    this.#clients.clear()
  }
}
