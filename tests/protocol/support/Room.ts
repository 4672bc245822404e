import {
  DeviceId,
  type EndpointId,
  type LoggedEvent,
  type MeetingId,
  type RequestData,
  type RequestName,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { SignalingSocket, type SocketState } from '../../../web-client/src/live/socket/SignalingSocket.ts'
import type { Official } from './seed.ts'

/** A client with the web client's own socket: it is led, comes back and repeats as that does. No media. */
export class Room {
  readonly socket: SignalingSocket
  /** Id of the process that welcomed it last. */
  process: string | null = null
  readonly states: SocketState[] = []
  /** Every event by its number. */
  readonly events = new Map<number, LoggedEvent>()
  /** Times at which it was let into the meeting, by `performance.now()`. */
  readonly joinedAt: number[] = []
  readonly #meetingId: MeetingId
  #endpointId: EndpointId | null = null
  #first = Promise.withResolvers<void>()

  constructor(url: string, { token }: Official, meetingId: MeetingId) {
    this.#meetingId = meetingId
    this.socket = new SignalingSocket({
      deviceId: DeviceId.parse(randomUUID()),
      token: async () => token,
      line: (options) => io(url, { ...options, forceNew: true }),
    })
    this.socket.state$.on((state) => this.states.push(state))
    this.socket.notice$.on((notice) => {
      if (notice.name === 'welcome') this.process = notice.serverId
      if (notice.name === 'events') this.#take(notice.events)
    })
    this.socket.welcomed$.on(() => void this.#join())
  }

  /** Resolves when it is in the meeting. */
  async open(): Promise<void> {
    this.socket.open()
    await this.#first.promise
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.socket.request(name, data)
  }

  async #join(): Promise<void> {
    const seq = Math.max(0, ...this.events.keys())
    try {
      const { endpointId, sync } = await this.socket.request('meeting:join', {
        meetingId: this.#meetingId,
        deviceName: 'Thử nghiệm',
        takeover: false,
        resume: this.#endpointId === null ? null : { endpointId: this.#endpointId, seq },
        prepared: null,
        rtpCapabilities: null,
        viewport: null,
      })
      this.#endpointId = endpointId
      if (sync.kind === 'events') this.#take(sync.events)
      this.socket.onMeetingJoined()
      this.joinedAt.push(performance.now())
      this.#first.resolve()
    } catch (error) {
      this.#first.reject(error)
    }
  }

  #take(events: readonly LoggedEvent[]): void {
    for (const event of events) this.events.set(event.seq, event)
  }
}
