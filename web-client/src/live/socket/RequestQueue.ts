import {
  Answer,
  RequestId,
  requests,
  type Envelope,
  type RequestData,
  type RequestName,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import { RequestFailed } from '../../api/client/RequestFailed.ts'

/** Puts one envelope on the wire. The callback gets the answer, or nothing when none came in time; without one the server sends none. */
export type Send = (envelope: Envelope, answered: ((answer: unknown) => void) | null) => void

interface Pending {
  readonly envelope: Envelope
  /** True for a request that waits, on a new socket, for the meeting to be joined again; joining itself does not. */
  readonly needsMeeting: boolean
  tries: number
  /** The number of answers that another process conducts the meeting. */
  moves: number
  sending: boolean
  settle(answer: Answer | RequestFailed): void
}

export interface RequestOptions {
  readonly signal?: AbortSignal
  /** True when it is about the endpoint that was prepared at the door: no meeting has to be joined for it. */
  readonly atDoor?: boolean
}

/** A request is given up after this many tries without an answer on a living socket. */
const MAX_TRIES = 3
/**
 * A process that died has its meetings for up to 1.5 s more: until then it is asked again after this time (ms), and at
 * most this often.
 */
const ASK_AGAIN_MS = 250
const MAX_MOVES = 24

/**
 * Requests that were asked and not answered yet. They outlive the socket: after a reconnect they are
 * sent again under the same requestId, so that the server does nothing twice (SPEC 1.6), and those
 * about a meeting only after the meeting has been joined again.
 */
export class RequestQueue {
  readonly #pending = new Map<RequestId, Pending>()
  readonly #newId: () => string
  readonly #lead: (process: string | null) => boolean
  #send: Send | null = null
  #inMeeting = false

  /**
   * @param lead goes to that process with another socket (null: nobody knows which it is); false: there is no other
   * socket to go to
   */
  constructor(newId: () => string, lead: (process: string | null) => boolean = () => false) {
    this.#newId = newId
    this.#lead = lead
  }

  /** Asks, and resolves with the parsed response. Rejects with RequestFailed. */
  request<N extends RequestName>(
    name: N,
    data: RequestData<N>,
    { signal, atDoor = false }: RequestOptions = {},
  ): Promise<RequestResponse<N>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new RequestFailed('aborted'))
      const requestId = RequestId.parse(this.#newId())
      const onAbort = () => pending.settle(new RequestFailed('aborted'))
      const pending: Pending = {
        envelope: { requestId, name, data },
        needsMeeting: requests[name].needs === 'meeting' || (requests[name].needs === 'endpoint' && !atDoor),
        tries: 0,
        moves: 0,
        sending: false,
        settle: (answer) => {
          if (!this.#pending.delete(requestId)) return
          signal?.removeEventListener('abort', onAbort)
          if (answer instanceof RequestFailed) return reject(answer)
          if (!answer.ok) return reject(new RequestFailed(answer.error.code, answer.error))
          const parsed = requests[name].response.safeParse(answer.data)
          if (parsed.success) resolve(parsed.data as RequestResponse<N>)
          else reject(new RequestFailed('internal'))
        },
      }
      signal?.addEventListener('abort', onAbort)
      this.#pending.set(requestId, pending)
      this.#trySend(pending)
    })
  }

  /**
   * Says something that is soon outdated: now, or never. It is not sent again, and nobody waits for its answer.
   * @returns false when it was not sent, as there is no line or no meeting on it
   */
  say<N extends RequestName>(name: N, data: RequestData<N>): boolean {
    if (!this.#send || (requests[name].needs !== 'socket' && !this.#inMeeting)) return false
    this.#send({ requestId: RequestId.parse(this.#newId()), name, data }, null)
    return true
  }

  /**
   * Prepares for an answer that must be read quickly: zod looks through a schema when it first parses with it, which
   * takes 7 ms of the largest.
   */
  expect(name: RequestName): void {
    requests[name].response.safeParse({})
  }

  /** Sends on a new socket the requests that need no meeting. */
  onSocketUp(send: Send): void {
    this.#send = send
    this.#flush()
  }

  onSocketDown(): void {
    this.#send = null
    this.#inMeeting = false
    for (const pending of this.#pending.values()) {
      pending.sending = false
      // A leave that is repeated on another socket would end the next stay, which somebody asked for since.
      if (pending.envelope.name === 'meeting:leave') pending.settle(new RequestFailed('aborted'))
    }
  }

  /** Sends the rest, in the order it was asked, as the meeting is joined on this socket. */
  onMeetingJoined(): void {
    this.#inMeeting = true
    this.#flush()
  }

  /** True when a meeting is joined on this socket, as far as its answers tell. */
  get inMeeting(): boolean {
    return this.#inMeeting
  }

  /** Ends requests about the meeting with `aborted`, as they would wait for ever. Leaving itself goes on. */
  onMeetingLeft(): void {
    this.#inMeeting = false
    for (const pending of this.#pending.values()) {
      if (pending.needsMeeting && pending.envelope.name !== 'meeting:leave')
        pending.settle(new RequestFailed('aborted'))
    }
  }

  /** Rejects everything that still waits with this error. */
  failAll(code: RequestFailed['code']): void {
    for (const pending of this.#pending.values()) pending.settle(new RequestFailed(code))
  }

  get size(): number {
    return this.#pending.size
  }

  #flush(): void {
    for (const pending of this.#pending.values()) this.#trySend(pending)
  }

  #trySend(pending: Pending): void {
    const send = this.#send
    if (!send || pending.sending || (pending.needsMeeting && !this.#inMeeting)) return
    pending.sending = true
    pending.tries++
    send(pending.envelope, (raw) => {
      // An answer that comes after the socket was replaced belongs to an earlier try; take it, it is the same.
      if (raw === undefined) return this.#onUnanswered(pending, send)
      const answer = Answer.safeParse(raw)
      if (answer.data?.ok === false && answer.data.error.code === 'elsewhere' && pending.moves < MAX_MOVES)
        return this.#onElsewhere(pending, send, answer.data.error.process ?? null)
      pending.settle(answer.success ? answer.data : new RequestFailed('internal'))
    })
  }

  /** Asks the process that conducts the meeting (SPEC 1.12), and nobody is told. */
  #onElsewhere(pending: Pending, send: Send, process: string | null): void {
    if (this.#send !== send) return
    pending.sending = false
    pending.moves++
    if (this.#lead(process)) return
    setTimeout(() => {
      if (this.#send === send && this.#pending.has(pending.envelope.requestId)) this.#trySend(pending)
    }, ASK_AGAIN_MS)
  }

  #onUnanswered(pending: Pending, send: Send): void {
    if (this.#send !== send || !this.#pending.has(pending.envelope.requestId)) return
    pending.sending = false
    if (pending.tries >= MAX_TRIES) pending.settle(new RequestFailed('noAnswer'))
    else this.#trySend(pending)
  }
}
