import { randomUUID } from 'node:crypto'
import { type AccountId, DeviceId, type MeetingId, type ParticipantId, type Seat } from '@diem-cau/signaling-contract'
import type { types } from 'mediasoup-client'
import { io, type Socket } from 'socket.io-client'
import type { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { participantIdOf } from '../../../signaling/src/domain/meeting/core/participantIdOf.ts'
import { MeetingClient } from '../../../web-client/src/live/meeting/MeetingClient.ts'
import { SignalingSocket } from '../../../web-client/src/live/socket/SignalingSocket.ts'
import { fakeElement } from '../../../web-client/src/live/testing/fakeBrowser.ts'
import { FarmDevice, type FarmDeviceOptions } from './FarmDevice.ts'

interface Options {
  readonly url: string
  readonly tokens: AccessTokens
  readonly meetingId: MeetingId
  readonly accountId: AccountId
  readonly seat: Seat
  readonly device: FarmDeviceOptions
}

/** So long a room may take from the click to the meeting, in milliseconds: 85 of them share a machine. */
const ENTER_MS = 120_000

/**
 * A room of the meeting: the web client itself, without its views, over a real socket; instead of a browser's media it has the
 * farm's. So it comes back from whatever happens as the web client does.
 */
export class FarmRoom {
  readonly participantId: ParticipantId
  readonly client: MeetingClient
  /** Of the signaling process that welcomed it last. */
  process: string | null = null
  #line: Socket | null = null

  private constructor({ url, tokens, meetingId, accountId, seat, device }: Options) {
    this.participantId = participantIdOf(accountId)
    const socket = new SignalingSocket({
      deviceId: DeviceId.parse(randomUUID()),
      token: async () => (await tokens.issue(accountId, Date.now())).token,
      line: (options) => (this.#line = io(url, { ...options, forceNew: true })),
    })
    socket.notice$.on((notice) => {
      if (notice.name === 'welcome') this.process = notice.serverId
    })
    this.client = new MeetingClient(meetingId, seat, {
      socket,
      load: (capabilities) => Promise.resolve(new FarmDevice(capabilities as types.RtpCapabilities, device)),
    })
  }

  /** Resolves when it is in the meeting, camera and microphone on. */
  static async enter(options: Options): Promise<FarmRoom> {
    const room = new FarmRoom(options)
    const { client } = room
    const inside = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(new Error(`${options.accountId} did not get in: ${JSON.stringify(whyOut(client.store.getState()))}`)),
        ENTER_MS,
      )
      client.store.subscribe(({ phase }) => {
        if (phase.kind !== 'inMeeting') return
        clearTimeout(timer)
        resolve()
      })
    })
    client.open()
    await client.local.open()
    client.join()
    await inside
    return room
  }

  /** In the meeting, as its page would show it. */
  get isIn(): boolean {
    const { phase, connection } = this.client.store.getState()
    return phase.kind === 'inMeeting' && connection.kind === 'online'
  }

  /** From now on the camera of this participant is on its screen, so many pixels high. @returns what takes it away */
  look(at: ParticipantId, height: number): () => void {
    const tile = Object.defineProperty(fakeElement(), 'clientHeight', { value: height })
    return this.client.viewport.add(tile, { participantId: at, source: 'camera' })
  }

  /** Goes, and its page is closed. */
  async leave(): Promise<void> {
    await this.client.leave()
    this.client.dispose()
  }

  /** Is gone without a word, as a PC that loses its power. */
  vanish(): void {
    this.#line?.io.reconnection(false)
    this.#line?.io.engine.close()
    this.client.dispose()
  }
}

const whyOut = ({ phase, joinFailure }: ReturnType<MeetingClient['store']['getState']>) => ({ phase, joinFailure })
