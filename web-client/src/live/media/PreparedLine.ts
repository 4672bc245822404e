import type { ConsumerId, EndpointId, FreshMedia, MeetingId } from '@diem-cau/signaling-contract'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import type { VideoCodec } from './encodings.ts'
import { capabilitiesOf, MediaSession, type Ask, type MediaDevice } from './MediaSession.ts'

interface Options {
  readonly socket: SignalingSocket
  readonly meetingId: MeetingId
  readonly device: MediaDevice
  readonly codec: () => VideoCodec
  /** Ends it, as long as nobody else answers for it. */
  readonly abort: AbortController
  /** Beyond repair, before or after it was joined with. */
  readonly onBroken: (session: MediaSession) => void
}

/**
 * A line to the media node that stands before anybody joins (SPEC 5.7): a session on which what a join will show first
 * is made already, standing still (SPEC 5.8).
 */
export class PreparedLine {
  readonly endpointId: EndpointId
  readonly session: MediaSession
  readonly abort: AbortController
  readonly #ask: Ask
  #joined = false

  private constructor(
    { socket, device, codec, abort, onBroken }: Options,
    { endpointId, ...media }: FreshMedia & { endpointId: EndpointId },
  ) {
    this.endpointId = endpointId
    this.abort = abort
    this.#ask = (name, data) => socket.request(name, data, { signal: abort.signal, atDoor: !this.#joined })
    this.session = new MediaSession({
      device,
      media,
      codec,
      ask: this.#ask,
      // With a line that stands consumers are resumed when they are made, the first ones too.
      onReceiving: () => undefined,
      onBroken: () => onBroken(this.session),
    })
    this.session.onLine((stands) => {
      if (stands && !this.#joined) performance.mark('diem-cau:line-stands')
    })
    this.session.standBy().catch(() => onBroken(this.session))
  }

  /** Null when the server cannot just now. Rejects with RequestFailed. */
  static async open(options: Options): Promise<PreparedLine | null> {
    const { socket, meetingId, device, abort } = options
    const data = { meetingId, rtpCapabilities: capabilitiesOf(device) }
    const { prepared } = await socket.request('media:prepare', data, { signal: abort.signal })
    return prepared && !abort.signal.aborted ? new PreparedLine(options, prepared) : null
  }

  /** These are made here: they flow as soon as it is joined. */
  resume(consumerIds: readonly ConsumerId[]): void {
    if (consumerIds.length === 0) return
    // Refused only when they are gone meanwhile.
    this.#ask('consumer:resume', { consumerIds: [...consumerIds] }).catch(() => undefined)
  }

  /** It is the participant's: its requests wait from now on, as all others, for the meeting to be joined. */
  join(): void {
    this.#joined = true
  }

  close(): void {
    this.abort.abort()
    this.session.close()
  }
}
