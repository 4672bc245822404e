import { randomUUID } from 'node:crypto'
import { DeviceId, type EndpointId, type MeetingId, type ParticipantId, requests } from '@diem-cau/signaling-contract'
import { TestSocket } from '../protocol/support/TestSocket.ts'
import type { Asked, TellTale, Told } from './Told.ts'

/** A participant's next command; `done` is called once it is answered, before the participant does anything else. */
export type Step = { readonly command: Asked; readonly done: (acknowledged: boolean) => void }

/** One participant who asks without a pause, and asks again after a kill what it was not answered (SPEC 1.6). No media. */
export class ChaosClient {
  readonly participantId: ParticipantId
  readonly #login: { readonly url: string; readonly token: string; readonly meetingId: MeetingId }
  readonly #told: Told
  readonly #deviceId = DeviceId.parse(randomUUID())
  #socket: TestSocket | null = null
  #endpointId: EndpointId | null = null
  #seq = 0
  #open: { readonly step: Step; readonly entry: TellTale } | null = null

  constructor(
    login: { readonly url: string; readonly token: string; readonly meetingId: MeetingId },
    participantId: ParticipantId,
    told: Told,
  ) {
    this.#login = login
    this.participantId = participantId
    this.#told = told
  }

  async join(): Promise<void> {
    const { url, token, meetingId } = this.#login
    const socket = await TestSocket.connect({ url, token, deviceId: this.#deviceId })
    socket.onNotice((notice) => {
      if (notice.name === 'events') this.#seq = Math.max(this.#seq, notice.events.at(-1)?.seq ?? 0)
    })
    const resume = this.#endpointId === null ? null : { endpointId: this.#endpointId, seq: this.#seq }
    const answer = await socket.request('meeting:join', {
      meetingId,
      deviceName: 'Thử nghiệm',
      takeover: false,
      resume,
      prepared: null,
      rtpCapabilities: null,
      viewport: null,
    })
    if (answer.participantId !== this.participantId) throw new Error(`joined as ${answer.participantId}`)
    this.#endpointId = answer.endpointId
    this.#socket = socket
  }

  /** Asks one after the other until the socket is gone. */
  async work(next: () => Step): Promise<void> {
    while (await this.#ask((this.#open ??= this.#begin(next()))));
  }

  /** Asks this, and waits for the answer. */
  async once(step: Step): Promise<void> {
    this.#open = this.#begin(step)
    await this.finish()
  }

  /** Asks again for everything that was not answered. */
  async finish(): Promise<void> {
    if (this.#open && !(await this.#ask(this.#open))) throw new Error('not answered')
  }

  /** @returns whether it was answered */
  async #ask({ step, entry }: { readonly step: Step; readonly entry: TellTale }): Promise<boolean> {
    const socket = this.#socket
    if (!socket) throw new Error('not joined')
    const { requestId, name, data } = step.command
    const answer = await socket.raw({ requestId, name, data }).catch((error: unknown) => {
      // The request was cut off in the middle: it may be on disk, or not.
      if (socket.closed !== null) return null
      throw error
    })
    // "Not now" is no answer: it is asked again.
    if (
      answer === null ||
      (!answer.ok && (answer.error.code === 'rateLimited' || answer.error.code === 'storeUnavailable'))
    )
      return false
    if (answer.ok) requests[name].response.parse(answer.data)
    entry.answer = answer.ok ? 'acknowledged' : 'refused'
    this.#open = null
    step.done(answer.ok)
    return true
  }

  close(): void {
    this.#socket?.close()
    this.#socket = null
  }

  #begin(step: Step) {
    return { step, entry: this.#told.ask(step.command) }
  }
}
