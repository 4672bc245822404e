import type { ErrorBody, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Client } from './Member.ts'
import type { SystemWriter } from './SystemWriter.ts'

/** The clients of those who wait to be let into a meeting (SPEC 3.7). */
export class Doorstep {
  readonly #meetingId: MeetingId
  readonly #writer: Pick<SystemWriter, 'insist'>
  readonly #clients = new Map<ParticipantId, Set<Client>>()
  #grace: NodeJS.Timeout | undefined

  constructor(meetingId: MeetingId, writer: Pick<SystemWriter, 'insist'>) {
    this.#meetingId = meetingId
    this.#writer = writer
  }

  get clients(): Client[] {
    return [...this.#clients.values()].flatMap((clients) => [...clients])
  }

  add(participantId: ParticipantId, client: Client): void {
    const clients = this.#clients.get(participantId) ?? new Set()
    clients.add(client)
    this.#clients.set(participantId, clients)
  }

  /** The client waits no longer; with the last one of somebody's they are taken off the list (SPEC 3.8). */
  leave(participantId: ParticipantId, client: Client): void {
    const clients = this.#clients.get(participantId)
    if (!clients?.delete(client) || clients.size > 0) return
    this.#clients.delete(participantId)
    this.#takeOff(participantId)
  }

  /** People who waited before this process was started come back as quickly as the others, or wait no longer. */
  awaitReturn(waiting: () => readonly { readonly participantId: ParticipantId }[], graceMs: number): void {
    if (waiting().length === 0) return
    this.#grace = setTimeout(() => {
      for (const { participantId } of waiting()) this.#takeOff(participantId)
    }, graceMs).unref()
  }

  /** They come in by themselves when they hear of it. */
  admit(participantIds: readonly ParticipantId[]): void {
    for (const participantId of participantIds)
      for (const client of this.#takeAll(participantId))
        client.admitted({ name: 'admitted', meetingId: this.#meetingId })
  }

  turnAway(participantId: ParticipantId, error: ErrorBody): void {
    for (const client of this.#takeAll(participantId)) client.ejected({ name: 'ejected', error })
  }

  turnAllAway(error: ErrorBody): void {
    for (const participantId of this.#clients.keys()) this.turnAway(participantId, error)
  }

  close(): void {
    clearTimeout(this.#grace)
  }

  /** Records that somebody waits no longer, unless a client of theirs is back by then. */
  #takeOff(participantId: ParticipantId): void {
    this.#writer.insist(() => (this.#clients.has(participantId) ? null : { type: 'leaveDoor', participantId }))
  }

  #takeAll(participantId: ParticipantId): Client[] {
    const clients = [...(this.#clients.get(participantId) ?? [])]
    this.#clients.delete(participantId)
    return clients
  }
}
