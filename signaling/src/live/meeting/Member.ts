import type { EndpointId, Notice, ParticipantId, RequestId, JoinMedia } from '@diem-cau/signaling-contract'
import { Answers } from './Answers.ts'

/** A client as a meeting sees it: somewhere to send notices to. */
export interface Client {
  readonly clientId: string
  notify(notice: Notice): void
  /** It waited at the door, and may come in: it joins by itself. */
  admitted(notice: Extract<Notice, { name: 'admitted' }>): void
  /** It is no longer in the meeting: someone else took its place, or the meeting ended. */
  ejected(notice: Extract<Notice, { name: 'ejected' }>): void
  /** It should connect again. */
  disconnect(): void
}

/**
 * A participant's link to its client. Notices wait while `held`: between the snapshot of a join
 * and its acknowledgement nothing may overtake.
 */
export class Member {
  readonly participantId: ParticipantId
  readonly answers = new Answers()
  /** The join that made the current endpoint: repeated after a lost answer, it gets the same media. */
  joined: { requestId: RequestId; endpointId: EndpointId; media: JoinMedia } | null = null
  #client: Client | null = null
  #held: Notice[] | null = null

  constructor(participantId: ParticipantId) {
    this.participantId = participantId
  }

  get client(): Client | null {
    return this.#client
  }

  /** Gives `client` the notices from now on, but only after {@link release}. */
  attach(client: Client): void {
    this.#client = client
    this.#held = []
  }

  /** The join is acknowledged: what waited goes out, in order. */
  release(client: Client): void {
    if (this.#client !== client || !this.#held) return
    const waiting = this.#held
    this.#held = null
    for (const notice of waiting) client.notify(notice)
  }

  /** @returns whether it was this client that was attached */
  detach(client: Client): boolean {
    if (this.#client !== client) return false
    this.#client = null
    this.#held = null
    return true
  }

  notify(notice: Notice): void {
    if (this.#held) this.#held.push(notice)
    else this.#client?.notify(notice)
  }
}
