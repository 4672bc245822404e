import type { EndpointId, FreshMedia, MeetingId } from '@diem-cau/signaling-contract'
import { failureCode, isUnavailable } from '../../api/client/RequestFailed.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import type { DeviceLoader } from './DeviceLoader.ts'
import type { VideoCodec } from './encodings.ts'
import { capabilitiesOf, type MediaDevice } from './MediaDevice.ts'
import { MediaSession } from './MediaSession.ts'
import { nextPreparation, preparedIn, type Preparation, type PreparationEvent } from './preparation.ts'
import type { RemoteMedia } from './RemoteMedia.ts'

/** The pause between tries to prepare something, in milliseconds. Nobody waits for it. */
const RETRY_MS = 15_000

interface Options {
  readonly meetingId: MeetingId
  readonly socket: Pick<SignalingSocket, 'request' | 'expect'>
  readonly loader: DeviceLoader
  readonly remote: RemoteMedia
  readonly codec: () => VideoCodec
  /** A session that was taken is beyond repair. */
  readonly onBroken: (session: MediaSession) => void
}

interface Made {
  readonly endpointId: EndpointId
  readonly session: MediaSession
}

/**
 * Media that is connected before the click: a session of an endpoint that is nobody's yet (SPEC 5.7), on which what a join will
 * show first is made already, standing still (SPEC 5.8). Without it joining takes longer, no more.
 */
export class PreparedMedia {
  readonly #options: Options
  #state: Preparation<Made> = { kind: 'none' }
  /** The scope ends with the state. */
  #scope = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** The session that is held for the next join; consumers that are told at the door arrive on it. */
  get session(): MediaSession | null {
    return preparedIn(this.#state)?.session ?? null
  }

  /** Begins at the door, unless something is there or on its way. */
  prepare(): void {
    this.#on({ type: 'wanted' })
  }

  /** Gives what a join may name; nothing else is prepared until it is answered. */
  offer(): EndpointId | null {
    this.#on({ type: 'offered' })
    return preparedIn(this.#state)?.endpointId ?? null
  }

  /**
   * The join was answered: `kept` with what was offered, which is the caller's from now on; with other transports, and what was
   * offered is closed; or refused, and it stays ready for the next join.
   * @returns what the join goes on with; null: nothing of ours
   */
  settle(answer: 'kept' | 'other' | 'refused'): MediaSession | null {
    const session = answer === 'kept' ? this.session : null
    session?.enterMeeting()
    this.#on({ type: 'settled', answer })
    return session
  }

  drop(): void {
    this.#on({ type: 'dropped' })
  }

  onSocketDown(): void {
    this.session?.onSocket(false)
    this.#on({ type: 'socketDown' })
  }

  #on(event: PreparationEvent<Made>): void {
    const before = this.#state
    const after = nextPreparation(before, event)
    if (after === before) return
    this.#state = after
    this.#scope.abort()
    clearTimeout(this.#timer)
    const made = preparedIn(before)
    if (made && preparedIn(after) !== made && after.kind !== 'taken') {
      made.session.close()
      this.#options.remote.closeAll()
    }
    if (after.kind === 'asking') {
      this.#scope = new AbortController()
      void this.#ask(this.#scope.signal)
    } else if (after.kind === 'pausing')
      this.#timer = setTimeout(() => this.#on({ type: 'due' }), RETRY_MS * (1 + Math.random()))
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { loader, socket, meetingId } = this.#options
    try {
      const device = await loader.describe()
      if (signal.aborted) return
      socket.expect('meeting:join')
      const answer = device
        ? await socket.request('media:prepare', { meetingId, rtpCapabilities: capabilitiesOf(device) }, { signal })
        : null
      if (signal.aborted) return
      if (device && answer?.prepared) this.#make(device, answer.prepared)
      else this.#on({ type: 'failed', passing: true })
    } catch (error) {
      if (!signal.aborted) this.#on({ type: 'failed', passing: isPassing(error) })
    }
  }

  #make(device: MediaDevice, { endpointId, ...media }: FreshMedia & { readonly endpointId: EndpointId }): void {
    const { socket, remote, codec, onBroken } = this.#options
    const broken = (session: MediaSession) => {
      this.#on({ type: 'broken', session: made })
      onBroken(session)
    }
    const session = new MediaSession({ device, media, socket, remote, codec, place: 'door', onBroken: broken })
    const made: Made = { endpointId, session }
    this.#on({ type: 'made', session: made })
    session.standBy().catch(() => broken(session))
  }
}

/** True when the meeting may open soon, or a node be back soon; what never will be is not asked for again. */
function isPassing(error: unknown): boolean {
  return isUnavailable(error) || failureCode(error) === 'meetingNotOpen'
}
