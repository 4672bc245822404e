import type {
  LoggedEvent,
  MeetingId,
  Notice,
  RequestData,
  RequestResponse,
  Seat,
  conductRequests,
} from '@diem-cau/signaling-contract'
import type { FailureCode } from '../../api/client/RequestFailed.ts'
import { currentToken } from '../../api/client/account.ts'
import { deviceId } from '../../browser/deviceIdentity.ts'
import type { LocalMedia } from '../media/LocalMedia.ts'
import type { loadDevice } from '../media/MediaDevice.ts'
import type { ViewportReporter } from '../media/ViewportReporter.ts'
import { watchWake } from '../media/WakeWatch.ts'
import { Emitter } from '../socket/Emitter.ts'
import { SignalingSocket } from '../socket/SignalingSocket.ts'
import { ChatModel } from './ChatModel.ts'
import { ComplaintsModel } from './ComplaintsModel.ts'
import { DeviceMedia } from './DeviceMedia.ts'
import type { MeetingStore } from './MeetingModel.ts'
import { MeetingStay } from './MeetingStay.ts'
import { OwnLine } from './OwnLine.ts'
import { phaseAfter } from './phaseAfter.ts'
import { preferences } from './preferences.ts'
import { reloadMark } from './reloadMark.ts'
import type { RoomWatch } from './RoomWatch.ts'
import { SharedMeeting } from './SharedMeeting.ts'
import { ToastsModel } from './ToastsModel.ts'
import { TroublesModel } from './TroublesModel.ts'

/** Leaving waits this long for the server's word, in milliseconds. */
const LEAVE_MS = 2_000
/** Earlier messages are asked for this long after the meeting was laid out, in milliseconds: pictures come first. */
const READ_CHAT_MS = 200
/** This room is measured from then on, in milliseconds after the meeting was laid out. */
const WATCH_MS = 1_000

interface Parts {
  readonly socket?: SignalingSocket
  readonly load?: typeof loadDevice
  /** Brings what measures this room; nothing is measured without it. */
  readonly watch?: () => Promise<typeof RoomWatch>
}

/**
 * A meeting as this device takes part in it, from the lobby to the end. Views read `store` and call methods; this class
 * joins its parts: `MeetingStay` is the way in, back and out, `SharedMeeting` the copy of the state, `DeviceMedia`
 * sends and plays, `OwnLine` tells whether the line is there.
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
  /** News of the conduct that is no event: chat, the presenter's pointer, complaints, presses that move our camera. */
  readonly conduct$ = new Emitter<
    [Extract<Notice, { name: 'chat' | 'paperPointed' | 'complaint' | 'cameraMoveAsked' }>]
  >()
  /** Codes of requests of the person that failed. */
  readonly trouble$: Emitter<[FailureCode]>

  readonly #meetingId: MeetingId
  readonly #socket: SignalingSocket
  readonly #device: DeviceMedia
  readonly #meeting: SharedMeeting
  readonly #stay: MeetingStay
  readonly #stopListening: ReadonlyArray<() => void>
  readonly #troubles: TroublesModel
  readonly #loadWatch: Parts['watch'] | null
  #watchTimer: ReturnType<typeof setTimeout> | undefined
  #watch: RoomWatch | null = null
  #isDisposed = false
  /** The server's clock is ahead of this computer's by this, in milliseconds. */
  #clockAhead = 0

  /** @param parts the browser's unless given: tests stand in for its line and its media */
  constructor(meetingId: MeetingId, seat: Seat, { socket, load, watch }: Parts = {}) {
    this.#meetingId = meetingId
    this.#loadWatch = watch ?? null
    this.#socket = socket ?? new SignalingSocket({ deviceId: deviceId(), token: currentToken })
    this.#device = new DeviceMedia(meetingId, seat, this.#socket, load)
    this.store = this.#device.store
    this.local = this.#device.local
    this.viewport = this.#device.viewport
    this.trouble$ = this.#device.trouble$
    this.#troubles = new TroublesModel(this.store)
    this.#meeting = new SharedMeeting({
      meetingId,
      store: this.store,
      resync: (seq) => this.#socket.request('meeting:resync', { seq }),
      onEvent: (logged) => this.#onEvent(logged),
    })
    this.#stay = new MeetingStay({
      meetingId,
      store: this.store,
      socket: this.#socket,
      device: this.#device,
      meeting: this.#meeting,
      line: new OwnLine(this.store),
      onInside: () => {
        setTimeout(() => void this.#readChat(), READ_CHAT_MS)
        this.#watchTimer ??= setTimeout(() => void this.#watchRoom(), WATCH_MS)
      },
    })
    this.#stopListening = this.#listen()
  }

  /** Connects in the lobby, and prepares the join. A reload in the middle of the meeting goes on into it. */
  open(): void {
    this.setSpeaker(preferences.getState().speakerId)
    this.#device.setVolume(preferences.getState().volume)
    this.#socket.open()
    if (!reloadMark.isSet(this.#meetingId)) return
    const described = this.#device.link.describe().catch(() => undefined)
    void described.then(() => this.join())
  }

  /** Goes into the meeting. `takeover`: away from the other device of this account. */
  join({ takeover = false } = {}): void {
    this.#stay.join(takeover)
  }

  /** Goes back to the lobby instead of waiting to be let in. */
  stopWaiting(): void {
    // A join may be on its way, or answered and only not laid out yet: leaving undoes it (SPEC 3.8).
    this.#socket.leave().catch(() => undefined)
    this.#stay.leave({ kind: 'lobby' })
  }

  dismissFailure(): void {
    this.store.setState({ joinFailure: null })
  }

  async leave(): Promise<void> {
    const asked = this.#socket.leave({ signal: AbortSignal.timeout(LEAVE_MS) })
    this.#stay.leave({ kind: 'left' })
    await asked.catch(() => undefined)
  }

  /** Goes back to the meeting's door, from a page after the meeting. */
  backToLobby(): void {
    this.#meeting.clear()
    this.dismissFailure()
    this.#stay.leave({ kind: 'lobby' })
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

  /**
   * Milliseconds since the epoch by the server's clock, which the times of the conduct are from: PCs in meeting rooms
   * are often minutes off.
   */
  now(): number {
    return Date.now() + this.#clockAhead
  }

  setSpeaker(speakerId: string): void {
    this.#device.setSpeaker(speakerId)
  }

  unblockAudio(): void {
    this.#device.unblockAudio()
  }

  /** Ends everything, as the page of the meeting is left for another one. */
  dispose(): void {
    const socket = this.#socket
    // Another client may be made for this page meanwhile, so this one listens to its socket no more.
    for (const stop of this.#stopListening) stop()
    const left = this.#stay.isComing
      ? socket.leave({ signal: AbortSignal.timeout(LEAVE_MS) }).catch(() => undefined)
      : Promise.resolve()
    this.#stay.leave({ kind: 'left' })
    this.#isDisposed = true
    clearTimeout(this.#watchTimer)
    this.#watch?.close()
    this.#troubles.close()
    this.#device.dispose()
    void left.then(() => socket.close())
  }

  #listen(): ReadonlyArray<() => void> {
    const socket = this.#socket
    return [
      preferences.subscribe(({ volume }) => this.#device.setVolume(volume)),
      socket.state$.on((state) => {
        if (state === 'down') this.#stay.onSocketDown()
      }),
      socket.notice$.on((notice) => this.#onNotice(notice)),
      socket.welcomed$.on(() => this.#stay.onWelcomed()),
      socket.refused$.on(({ code }) => this.#stay.leave({ kind: 'refused', code })),
      watchWake((why) => {
        this.#watch?.onWake(why)
        void socket.probe()
        this.#device.link.checkNow()
      }),
    ]
  }

  /** Measures this room, once it is in the meeting: a weak line brings that part later, or with the next page. */
  async #watchRoom(): Promise<void> {
    const Watch = await this.#loadWatch?.().catch(() => null)
    if (!Watch || this.#isDisposed) return
    const { store, local } = this
    const say: SignalingSocket['say'] = (name, data) => this.#socket.say(name, data)
    this.#watch = new Watch({
      store,
      local,
      link: this.#device.link,
      say,
      shape: (shape) => this.#device.shape(shape),
    })
  }

  /** Reads earlier messages. If that fails the chat begins now: nothing else waits for it. */
  async #readChat(): Promise<void> {
    const { place } = this.#stay
    if (!place) return
    const { messages } = await this.ask('chat:history', {}).catch(() => ({ messages: [] }))
    this.chat.onEntered(place.me, messages)
  }

  #onNotice(notice: Notice): void {
    const { link } = this.#device
    switch (notice.name) {
      case 'welcome':
        this.#clockAhead = notice.serverTime - Date.now()
        return
      // The socket goes there by itself.
      case 'elsewhere':
      case 'slowDown':
      // Nobody watches on a meeting's socket.
      case 'operationsChanged':
        return
      case 'events':
        if (notice.meetingId === this.#meetingId) this.#meeting.accept(notice.events)
        return
      case 'consumersOpened':
        return void link.onConsumersOpened(notice).then(() => this.#stay.onPictures())
      case 'consumersClosed':
        return link.onConsumersClosed(notice.consumerIds)
      case 'sourcesUnplayable':
        return this.store.setState({ unplayable: new Set(notice.producerIds) })
      case 'demand':
        return this.#device.onDemand(notice)
      case 'networkCamera':
        return this.#device.onNetworkCamera(notice)
      case 'speaking':
      case 'quality':
        return this.#device.onVolatile(notice)
      case 'troubles':
        return this.#troubles.onTroubles(notice)
      case 'transportState':
        return link.onTransportState(notice)
      case 'legOffered':
        return link.onLegOffered(notice)
      case 'legCarries':
        return link.onLegCarries(notice.leg)
      case 'legEnded':
        this.store.setState({ receiving: 'whole' })
        return link.onLegEnded(notice.leg)
      case 'mediaLost':
        return link.onMediaLost(notice.afterMs)
      case 'mediaReady':
        return link.onMediaReady()
      case 'chat':
      case 'complaint':
      case 'paperPointed':
      case 'cameraMoveAsked':
        if (notice.name === 'chat') this.chat.onMessage(notice.message)
        if (notice.name === 'complaint') this.complaints.onComplaint(notice.complaint, this.store.getState().meeting)
        return this.conduct$.emit(notice)
      case 'diagnosisAsked':
        return this.#watch?.onDiagnosisAsked(notice.askId)
      case 'admitted':
        return this.#stay.onLetIn()
      case 'ejected':
        return this.#stay.leave(
          phaseAfter(notice.error.code, notice.error) ?? { kind: 'refused', code: notice.error.code },
        )
      default:
        notice satisfies never
    }
  }

  #onEvent(logged: LoggedEvent): void {
    const { event } = logged
    const me = this.#stay.place?.me ?? null
    this.#device.onEvent(logged, me)
    if (event.type === 'participantLeft') this.#troubles.onLeft(event.participantId)
    if (event.type === 'seatChanged' && event.participantId === me) this.#stay.onSeat()
    else if (event.type === 'meetingEnded') this.#stay.leave({ kind: 'ended' })
    this.event$.emit(logged)
  }
}
