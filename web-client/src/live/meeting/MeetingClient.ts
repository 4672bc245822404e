import {
  initialState,
  LINE_GRACE_MS,
  type conductRequests,
  type EndpointId,
  type LoggedEvent,
  type MeetingId,
  type Notice,
  type ParticipantId,
  type RequestData,
  type RequestResponse,
  type Seat,
} from '@diem-cau/signaling-contract'
import type { LocalMedia } from '../media/LocalMedia.ts'
import type { MediaLink } from '../media/MediaLink.ts'
import type { loadDevice } from '../media/MediaDevice.ts'
import type { OpenedConsumer } from '../media/RemoteMedia.ts'
import type { ViewportReporter } from '../media/ViewportReporter.ts'
import { watchWake } from '../media/WakeWatch.ts'
import { Emitter } from '../socket/Emitter.ts'
import { failureCode, RequestFailed, type FailureCode } from '../../api/client/RequestFailed.ts'
import { SignalingSocket, type SocketState } from '../socket/SignalingSocket.ts'
import { currentToken } from '../../api/client/account.ts'
import { deviceId, deviceName } from '../../browser/deviceIdentity.ts'
import { ChatModel } from './ChatModel.ts'
import { ComplaintsModel } from './ComplaintsModel.ts'
import { DeviceMedia } from './DeviceMedia.ts'
import type { MeetingStore, Phase } from './MeetingModel.ts'
import { MeetingSync, type Accepted } from './MeetingSync.ts'
import { ToastsModel } from './ToastsModel.ts'
import { orderParticipants } from './participantOrder.ts'
import { phaseAfter } from './phaseAfter.ts'
import { preferences } from './preferences.ts'
import { reloadMark } from './reloadMark.ts'

type Joined = RequestResponse<'meeting:join'>

/** Leaving waits this long for the server's word, in milliseconds. */
const LEAVE_MS = 2_000
/** A join that takes longer than this is shown to be under way, in milliseconds. */
const JOINING_SHOWN_MS = 150
/** After a join the first consumers are told at once; the meeting is laid out when they are made, or after this, in milliseconds. */
const FIRST_CONSUMERS_MS = 250
/** After a join devices that the lobby did not find are looked for again after this, in milliseconds. */
const OPEN_AGAIN_MS = 1_000
/** What happens in the meeting is shown together with what happens next, within this, in milliseconds: rooms come by the dozen. */
const TOGETHER_MS = 80
/** After the meeting was laid out what was written before is asked for, in milliseconds: pictures come first. */
const READ_CHAT_MS = 200
/** Between tries to come back while the server cannot take us, in milliseconds. */
const REJOIN_MS = 2_000

/**
 * One meeting as this device takes part in it, from the lobby to the end: the socket, the copy of
 * the state, its media, and the way back from whatever breaks. Views read `store` and call methods.
 */
export class MeetingClient {
  readonly store: MeetingStore
  readonly local: LocalMedia
  readonly viewport: ViewportReporter
  readonly chat = new ChatModel()
  readonly toasts = new ToastsModel()
  readonly complaints = new ComplaintsModel()
  /** Committed events of others and ours, once each, for announcements. */
  readonly event$ = new Emitter<[LoggedEvent]>()
  /** What is told of the conduct and is no event: chat, the presenter's pointer, complaints. */
  readonly conduct$ = new Emitter<[Extract<Notice, { name: 'chat' | 'paperPointed' | 'complaint' }>]>()
  /** Something the person asked for did not work. */
  readonly trouble$: Emitter<[FailureCode]>

  readonly #meetingId: MeetingId
  readonly #socket: SignalingSocket
  readonly #device: DeviceMedia
  readonly #media: MediaLink
  readonly #stopWatching: Array<() => void> = []
  #sync: MeetingSync
  /** How far the server's clock is ahead of this computer's, in milliseconds. */
  #clockAhead = 0
  #endpointId: EndpointId | null = null
  #me: ParticipantId | null = null
  #joining = new AbortController()
  #isJoining = false
  #offer: ReturnType<MediaLink['offer']> | null = null
  /** Let in while the answer to the last join was still on its way. */
  #wasAdmitted = false
  /** In the meeting, but not laid out yet. */
  #entering: ReturnType<typeof setTimeout> | undefined
  #openTimer: ReturnType<typeof setTimeout> | undefined
  #showTimer: ReturnType<typeof setTimeout> | undefined
  #rejoinTimer: ReturnType<typeof setTimeout> | undefined
  #graceTimer: ReturnType<typeof setTimeout> | undefined

  /** @param parts of a browser unless told: tests stand in for its line and its media */
  constructor(
    meetingId: MeetingId,
    seat: Seat,
    { socket, load }: { readonly socket?: SignalingSocket; readonly load?: typeof loadDevice } = {},
  ) {
    this.#meetingId = meetingId
    this.#sync = new MeetingSync(meetingId)
    this.#socket = socket ?? new SignalingSocket({ deviceId: deviceId(), token: currentToken })
    this.#device = new DeviceMedia(meetingId, seat, this.#socket, load)
    this.#media = this.#device.link
    this.store = this.#device.store
    this.local = this.#device.local
    this.viewport = this.#device.viewport
    this.trouble$ = this.#device.trouble$
    this.#wire()
  }

  /** In the lobby: connects, and stands by. A reload in the middle of the meeting goes on into it. */
  open(): void {
    this.setSpeaker(preferences.getState().speakerId)
    this.#socket.open()
    if (!reloadMark.isSet(this.#meetingId)) return
    const described = this.#media.describe().catch(() => undefined)
    void described.then(() => this.join())
  }

  /** Into the meeting. `takeover`: away from the other device of this account. */
  async join({ takeover = false } = {}): Promise<void> {
    if (this.#isIn) return
    this.#isJoining = true
    this.#wasAdmitted = false
    performance.mark('diem-cau:join-click')
    this.#sync = new MeetingSync(this.#meetingId)
    const answer = this.#askToJoin(takeover, null)
    // Laying out what most people never see would only delay the answer.
    const shown = setTimeout(
      () => this.store.setState({ phase: { kind: 'joining' }, joinFailure: null }),
      JOINING_SHOWN_MS,
    )
    try {
      this.#entered(await answer)
      // The lobby has opened what there is; what was missing is looked for again when the first pictures stand.
      this.#openTimer = setTimeout(() => void this.local.open(), OPEN_AGAIN_MS)
    } catch (error) {
      if (failureCode(error) === 'aborted') return
      this.#media.onJoinRefused()
      // Whoever waits still does after a reload.
      const body = error instanceof RequestFailed ? error.body : null
      const phase = phaseAfter(failureCode(error), body ?? {})
      if (phase?.kind === 'waiting') {
        reloadMark.set(this.#meetingId)
        this.store.setState({ phase, joinFailure: null })
        return
      }
      reloadMark.clear()
      this.store.setState({
        phase: { kind: 'lobby' },
        joinFailure: { code: failureCode(error), deviceName: body?.deviceName ?? '' },
      })
    } finally {
      clearTimeout(shown)
      this.#isJoining = false
      if (this.#wasAdmitted) this.#admitted()
    }
  }

  /** Back to the lobby, instead of waiting to be let in. */
  stopWaiting(): void {
    reloadMark.clear()
    // A join may be on its way: after a reconnect, or because we are being let in.
    this.#joining.abort()
    this.#socket.leave().catch(() => undefined)
    // Or through, and only not laid out yet.
    if (this.#me !== null) this.#out({ kind: 'lobby' })
    else this.store.setState({ phase: { kind: 'lobby' } })
    this.#media.onJoinRefused()
  }

  dismissFailure(): void {
    this.store.setState({ joinFailure: null })
  }

  async leave(): Promise<void> {
    const asked = this.#socket.leave({ signal: AbortSignal.timeout(LEAVE_MS) })
    this.#out({ kind: 'left' })
    await asked.catch(() => undefined)
  }

  /** From the pages after the meeting back to its door. */
  backToLobby(): void {
    this.store.setState({
      phase: { kind: 'lobby' },
      joinFailure: null,
      meeting: initialState(this.#meetingId),
      order: [],
    })
    this.#media.prepare()
  }

  /**
   * Asks something about the conduct of the meeting; resolves when it is on record and told to all.
   * @throws RequestFailed with the code to show
   */
  ask<N extends keyof typeof conductRequests | 'door:admit'>(
    name: N,
    data: RequestData<N>,
  ): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  /** Now by the server's clock, which the times of the conduct are from: PCs in meeting rooms are often minutes off. Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#clockAhead
  }

  setSpeaker(speakerId: string): void {
    this.#device.setSpeaker(speakerId)
  }

  unblockAudio(): void {
    this.#device.unblockAudio()
  }

  /** The page of the meeting is left for another one. */
  dispose(): void {
    const socket = this.#socket
    const left = this.#isIn
      ? socket.leave({ signal: AbortSignal.timeout(LEAVE_MS) }).catch(() => undefined)
      : Promise.resolve()
    this.#out({ kind: 'left' })
    for (const stop of this.#stopWatching) stop()
    this.#device.dispose()
    void left.then(() => socket.close())
  }

  /** In the meeting, shown or not yet, or on the way there. */
  get #isIn(): boolean {
    return this.#isJoining || this.#me !== null
  }

  #wire(): void {
    this.#socket.state$.on((state) => this.#socketChanged(state))
    this.#socket.notice$.on((notice) => this.#onNotice(notice))
    this.#socket.welcomed$.on(() => this.#welcomed())
    this.#socket.refused$.on((failure) => this.#out({ kind: 'refused', code: failure.code }))
    this.#stopWatching.push(
      watchWake(() => {
        void this.#socket.probe()
        this.#media.checkNow()
      }),
    )
  }

  #askToJoin(takeover: boolean, resume: { endpointId: EndpointId; seq: number } | null): Promise<Joined> {
    const offer = this.#media.offer(resume !== null)
    this.#joining.abort()
    this.#joining = new AbortController()
    const data = {
      meetingId: this.#meetingId,
      deviceName: deviceName(),
      takeover,
      resume,
      ...offer,
      viewport: resume ? this.viewport.current() : null,
    }
    this.#offer = offer
    return this.#socket.request('meeting:join', data, { signal: this.#joining.signal })
  }

  #entered({ participantId, endpointId, sync, media }: Joined): void {
    this.#endpointId = endpointId
    this.#socket.onMeetingJoined()
    if (this.#offer) this.#media.onJoined(media, this.#offer)
    this.#applied(this.#sync.reset(sync))
    this.#device.keepOnly(this.#sync.state)
    clearTimeout(this.#graceTimer)
    reloadMark.set(this.#meetingId)
    this.#me = participantId
    this.#seated()
    if (this.store.getState().phase.kind === 'inMeeting') this.#layOut()
    else if (this.#someoneSends(participantId) && !this.#media.hasPictures)
      this.#entering = setTimeout(() => this.#layOut(), FIRST_CONSUMERS_MS)
    else this.#layOut()
  }

  #seated(): void {
    const seat = this.#me === null ? undefined : this.#sync.state.participants[this.#me]?.seat
    if (seat !== undefined) this.#device.onSeat(seat)
  }

  /** What was written before. Without it the chat begins now: nothing else waits for it. */
  async #readChat(me: ParticipantId): Promise<void> {
    const { messages } = await this.ask('chat:history', {}).catch(() => ({ messages: [] }))
    this.chat.onEntered(me, messages)
  }

  #consumersOpened(consumers: readonly OpenedConsumer[]): void {
    // Laying the meeting out keeps the page busy for a while: negotiating the first pictures goes first.
    void this.#media.onConsumersOpened(consumers).then(() => {
      if (this.#entering !== undefined) this.#layOut()
    })
  }

  #someoneSends(me: ParticipantId): boolean {
    return Object.values(this.#sync.state.producers).some(({ participantId }) => participantId !== me)
  }

  #layOut(): void {
    clearTimeout(this.#entering)
    this.#entering = undefined
    const me = this.#me
    if (me === null) return
    this.#show()
    this.store.setState({ phase: { kind: 'inMeeting', me }, connection: { kind: 'online' }, joinFailure: null })
    // Tiles are laid out with the next frame; the server should know them without the usual wait.
    requestAnimationFrame(() => this.viewport.flush())
    setTimeout(() => void this.#readChat(me), READ_CHAT_MS)
  }

  /** The state as of now, to the views. */
  #show(): void {
    clearTimeout(this.#showTimer)
    this.#showTimer = undefined
    const meeting = this.#sync.state
    if (meeting === this.store.getState().meeting) return
    this.store.setState({ meeting, order: orderParticipants(meeting.participants) })
  }

  #welcomed(): void {
    const { phase } = this.store.getState()
    if (phase.kind === 'inMeeting') void this.#rejoin()
    else if (phase.kind === 'waiting') void this.join()
    else if (phase.kind === 'lobby') {
      this.store.setState({ connection: { kind: 'online' } })
      if (!reloadMark.isSet(this.#meetingId)) this.#media.prepare()
    }
  }

  /** After a broken line: the same place, with whatever media is left. */
  async #rejoin(): Promise<void> {
    clearTimeout(this.#rejoinTimer)
    const endpointId = this.#endpointId
    const seq = this.#sync.seq
    try {
      this.#entered(await this.#askToJoin(false, endpointId !== null && seq !== null ? { endpointId, seq } : null))
    } catch (error) {
      this.#rejoinFailed(error instanceof RequestFailed ? error : new RequestFailed('internal'))
    }
  }

  #rejoinFailed({ code, body }: RequestFailed): void {
    const phase = phaseAfter(code, body ?? {})
    if (phase?.kind === 'waiting') return this.#backAtDoor(phase)
    if (phase) return this.#out(phase)
    if (code === 'aborted') return
    this.#rejoinTimer = setTimeout(
      () => {
        if (this.#socket.state === 'up') void this.#rejoin()
      },
      REJOIN_MS * (1 + Math.random()),
    )
  }

  /** Gone for so long that somebody has to let us in again: from there on as for whoever comes first. */
  #backAtDoor(phase: Extract<Phase, { kind: 'waiting' }>): void {
    this.#out(phase)
    reloadMark.set(this.#meetingId)
    this.store.setState({ connection: { kind: 'online' }, meeting: initialState(this.#meetingId), order: [] })
  }

  #socketChanged(state: SocketState): void {
    const { phase, connection } = this.store.getState()
    if (state !== 'down') return
    this.#media.onSocketDown()
    if (connection.kind === 'reconnecting' || connection.kind === 'lost') return
    const since = Date.now()
    this.store.setState({ connection: { kind: 'reconnecting', since } })
    if (phase.kind !== 'inMeeting') return
    this.#graceTimer = setTimeout(() => this.store.setState({ connection: { kind: 'lost', since } }), LINE_GRACE_MS)
  }

  #onNotice(notice: Notice): void {
    switch (notice.name) {
      case 'welcome':
        this.#clockAhead = notice.serverTime - Date.now()
        return
      case 'slowDown':
        return
      case 'events':
        if (notice.meetingId === this.#meetingId) this.#applied(this.#sync.accept(notice.events))
        return
      case 'consumersOpened':
        return this.#consumersOpened(notice.consumers)
      case 'consumersClosed':
        return this.#media.onConsumersClosed(notice.consumerIds)
      case 'speaking':
      case 'quality':
        return this.#device.onVolatile(notice)
      case 'transportState':
        return this.#media.onTransportState(notice)
      case 'mediaLost':
        return this.#media.onMediaLost(notice.afterMs)
      case 'mediaReady':
        return this.#media.onMediaReady()
      case 'chat':
      case 'complaint':
      case 'paperPointed':
        if (notice.name === 'chat') this.chat.onMessage(notice.message)
        if (notice.name === 'complaint') this.complaints.onComplaint(notice.complaint, this.store.getState().meeting)
        return this.conduct$.emit(notice)
      case 'admitted':
        this.#wasAdmitted = true
        return this.#admitted()
      case 'ejected':
        return this.#out(phaseAfter(notice.error.code, notice.error) ?? { kind: 'refused', code: notice.error.code })
      default:
        notice satisfies never
    }
  }

  /** Goes in, if we still wait: a person who went back to the lobby goes in by their own click only. */
  #admitted(): void {
    if (this.store.getState().phase.kind === 'waiting') void this.join()
  }

  #applied(accepted: Accepted): void {
    if (accepted.kind === 'gap') {
      const sync = this.#sync
      this.#socket.request('meeting:resync', { seq: accepted.seq }).then(
        (answer) => {
          if (sync === this.#sync) this.#applied(sync.reset(answer))
        },
        () => undefined,
      )
    }
    if (this.store.getState().phase.kind === 'inMeeting')
      this.#showTimer ??= setTimeout(() => this.#show(), TOGETHER_MS)
    if (accepted.kind === 'applied') for (const event of accepted.events) this.#happened(event)
  }

  #happened(logged: LoggedEvent): void {
    const { event } = logged
    this.#device.onEvent(logged, this.#me)
    if (event.type === 'seatChanged' && event.participantId === this.#me) this.#seated()
    else if (event.type === 'meetingEnded') this.#out({ kind: 'ended' })
    this.event$.emit(logged)
  }

  /** No longer in the meeting, for whatever reason. */
  #out(phase: Phase): void {
    reloadMark.clear()
    clearTimeout(this.#rejoinTimer)
    clearTimeout(this.#graceTimer)
    clearTimeout(this.#openTimer)
    if (this.#showTimer !== undefined) this.#show()
    this.#joining.abort()
    this.#socket.onMeetingLeft()
    this.#device.stop()
    clearTimeout(this.#entering)
    this.#entering = undefined
    this.#endpointId = null
    this.#me = null
    this.store.setState({ phase, speaking: new Set(), weak: new Set() })
    // The account may be gone too, as a guest's is with the meeting: asking for a line again would end at the sign-in, without a word.
    if (phase.kind === 'removed' || phase.kind === 'ended') this.#socket.close()
  }
}
