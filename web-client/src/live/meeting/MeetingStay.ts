import type { MeetingId, ParticipantId, RequestResponse } from '@diem-cau/signaling-contract'
import { failureCode, RequestFailed, type FailureCode } from '../../api/client/RequestFailed.ts'
import { deviceName } from '../../browser/deviceIdentity.ts'
import type { MediaLink } from '../media/MediaLink.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import type { DeviceMedia } from './DeviceMedia.ts'
import type { MeetingStore } from './MeetingModel.ts'
import type { OwnLine } from './OwnLine.ts'
import { phaseAfter } from './phaseAfter.ts'
import { reloadMark } from './reloadMark.ts'
import type { SharedMeeting } from './SharedMeeting.ts'
import { isComing, nextStay, type Place, placeIn, type Stay, type StayEvent } from './stay.ts'

type Joined = RequestResponse<'meeting:join'>
type Offer = ReturnType<MediaLink['offer']>

/** A join that takes longer than this is shown to be under way, in milliseconds. */
const JOINING_SHOWN_MS = 150
/**
 * The meeting is laid out when the first consumers, which are told right after a join, are made, or after this time
 * (ms).
 */
const FIRST_CONSUMERS_MS = 250
/** Devices that the lobby did not find are looked for again this long after a join, in milliseconds. */
const OPEN_AGAIN_MS = 1_000
/** While the server cannot take us back, it is asked again after this time, in milliseconds. */
const REJOIN_MS = 2_000

interface Options {
  readonly meetingId: MeetingId
  readonly store: MeetingStore
  readonly socket: Pick<SignalingSocket, 'request' | 'state' | 'onMeetingJoined' | 'onMeetingLeft' | 'close'>
  readonly device: DeviceMedia
  readonly meeting: SharedMeeting
  readonly line: OwnLine
  /** Called when the meeting is laid out: after coming in, and each time after coming back. */
  readonly onInside: () => void
}

/** Takes this device into the meeting, back into it and out of it. `stay` decides; this class carries it out. */
export class MeetingStay {
  readonly #options: Options
  #stay: Stay = { kind: 'out', phase: { kind: 'lobby' } }
  /** Ends the join that is under way. */
  #asking = new AbortController()
  /** The timer that the stay waits for. */
  #timer: ReturnType<typeof setTimeout> | undefined
  #openTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  get place(): Place | null {
    return placeIn(this.#stay)
  }

  /** True in the meeting, shown or not yet, and on the way there. */
  get isComing(): boolean {
    return isComing(this.#stay)
  }

  /** Goes into the meeting, by the person's own click or as before a reload. */
  join(takeover: boolean): void {
    this.#on({ type: 'join', takeover })
  }

  /** Goes out, to this phase. In the lobby the next join is prepared. */
  leave(phase: Extract<StayEvent, { type: 'out' }>['phase']): void {
    this.#on({ type: 'out', phase })
    // Waiting ended too, so what was prepared for it is good for the next join.
    if (phase.kind === 'lobby') this.#options.device.link.onJoinRefused()
  }

  onLetIn(): void {
    this.#on({ type: 'letIn' })
  }

  onWelcomed(): void {
    const { line, device, meetingId } = this.#options
    // The line is back here only outside of the meeting; inside we are back when we have our place again.
    if (!this.place) line.onUp()
    if (this.#stay.kind === 'out' && this.#stay.phase.kind === 'lobby' && !reloadMark.isSet(meetingId))
      device.link.prepare()
    this.#on({ type: 'welcomed' })
  }

  onSocketDown(): void {
    this.#options.device.link.onSocketDown()
    this.#options.line.onDown(this.place !== null)
  }

  /** Goes on, as the consumers that were told are made and their pictures are here. */
  onPictures(): void {
    this.#on({ type: 'shown' })
  }

  /** Takes the seat that we have now: it may be another than the schedule's, or has changed. */
  onSeat(): void {
    const { device, meeting } = this.#options
    const seat = this.place ? meeting.state.participants[this.place.me]?.seat : undefined
    if (seat !== undefined) device.onSeat(seat)
  }

  #on(event: StayEvent): void {
    const before = this.#stay
    const after = nextStay(before, event)
    if (after === before) return
    this.#stay = after
    if (before.kind === 'joining' && after.kind === 'joining' && before.join === after.join) return
    this.#asking.abort()
    clearTimeout(this.#timer)
    if (isOver(before, after)) this.#end()
    this.#enter(before, after)
  }

  #enter(before: Stay, after: Stay): void {
    const { meetingId, store } = this.#options
    switch (after.kind) {
      case 'out':
        reloadMark.clear()
        store.setState({ phase: after.phase })
        // The account may be gone too, as a guest's is with the meeting: asking for a line again would lead to the
        // sign-in without a word.
        if (after.phase.kind === 'removed' || after.phase.kind === 'ended') this.#options.socket.close()
        return
      case 'joining':
        return this.#join(after.join.takeover)
      case 'waiting':
        // The mark lets a page that waits go on waiting after a reload.
        reloadMark.set(meetingId)
        store.setState({ phase: after, joinFailure: null })
        if (placeIn(before)) this.#atDoor()
        return
      case 'entering':
        reloadMark.set(meetingId)
        if (before.kind === 'joining') this.#openSoon()
        return this.#look(after.place.me)
      case 'inside':
        return this.#layOut(after.place.me)
      case 'returning':
        return void this.#ask({ takeover: false, back: after.place })
      case 'pausing':
        this.#timer = setTimeout(() => {
          // Without a socket the next welcome leads back.
          if (this.#options.socket.state === 'up') this.#on({ type: 'due' })
        }, after.retryMs)
        return
      default:
        after satisfies never
    }
  }

  #join(takeover: boolean): void {
    const { store, meeting } = this.#options
    performance.mark('diem-cau:join-click')
    meeting.begin()
    void this.#ask({ takeover, back: null })
    // Most people never see that a join is under way: showing it at once would only delay the answer.
    this.#timer = setTimeout(() => store.setState({ phase: { kind: 'joining' }, joinFailure: null }), JOINING_SHOWN_MS)
  }

  /** Looks again, once the first pictures stand, for devices that the lobby did not find. */
  #openSoon(): void {
    clearTimeout(this.#openTimer)
    this.#openTimer = setTimeout(() => void this.#options.device.local.open(), OPEN_AGAIN_MS)
  }

  /** @param back the place that we had before the line broke */
  async #ask({ takeover, back }: { readonly takeover: boolean; readonly back: Place | null }): Promise<void> {
    const { meetingId, socket, device, meeting } = this.#options
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const { seq } = meeting
    const { leg } = device.link
    const resume = back && seq !== null ? { endpointId: back.endpointId, seq, ...(leg === null ? {} : { leg }) } : null
    const offer = device.link.offer(resume !== null)
    const viewport = resume ? device.viewport.current() : null
    const data = { meetingId, deviceName: deviceName(), takeover, resume, ...offer, viewport }
    try {
      const joined = await socket.request('meeting:join', data, { signal })
      if (!signal.aborted) this.#onJoined(joined, offer)
    } catch (error) {
      if (!signal.aborted && failureCode(error) !== 'aborted') this.#onRefused(error)
    }
  }

  #onJoined({ participantId: me, endpointId, sync, media }: Joined, offer: Offer): void {
    const { socket, meeting, device } = this.#options
    socket.onMeetingJoined()
    device.link.onJoined(media, offer)
    meeting.reset(sync)
    device.keepOnly(meeting.state)
    this.#on({ type: 'joined', place: { me, endpointId } })
  }

  #onRefused(error: unknown): void {
    const { store, device } = this.#options
    const code: FailureCode = failureCode(error)
    const body = error instanceof RequestFailed ? error.body : null
    const wasJoining = this.#stay.kind === 'joining'
    if (wasJoining) device.link.onJoinRefused()
    this.#on({ type: 'refused', phase: phaseAfter(code, body ?? {}), retryMs: REJOIN_MS * (1 + Math.random()) })
    if (wasJoining && this.#stay.kind === 'out')
      store.setState({ joinFailure: { code, deviceName: body?.deviceName ?? '' } })
  }

  /** Waits for the first pictures to be negotiated, as laying the meeting out keeps the page busy for a while. */
  #look(me: ParticipantId): void {
    const { store, meeting, device } = this.#options
    this.onSeat()
    const isShown = store.getState().phase.kind === 'inMeeting'
    const someoneSends = Object.values(meeting.state.producers).some(({ participantId }) => participantId !== me)
    if (isShown || !someoneSends || device.link.hasPictures) this.#on({ type: 'shown' })
    else this.#timer = setTimeout(() => this.#on({ type: 'shown' }), FIRST_CONSUMERS_MS)
  }

  #layOut(me: ParticipantId): void {
    const { meeting, device, line, onInside } = this.#options
    // In one: what is around the pictures waits for them from the moment that we are in (`followPictures`).
    meeting.show({ phase: { kind: 'inMeeting', me }, joinFailure: null })
    line.onUp()
    // Tiles are laid out with the next frame; the server should know them without the usual wait.
    requestAnimationFrame(() => device.viewport.flush())
    onInside()
  }

  /** Gives up our place, as we were gone too long; the line itself is there. */
  #atDoor(): void {
    this.#options.line.onUp()
    this.#options.meeting.clear()
  }

  /** Ends everything of the meeting here. */
  #end(): void {
    const { store, socket, meeting, device, line } = this.#options
    clearTimeout(this.#openTimer)
    line.stop()
    meeting.settle()
    socket.onMeetingLeft()
    device.stop()
    store.setState({ speaking: new Set(), weak: new Set() })
  }
}

/**
 * True when the place is given up, or the page of the meeting goes to one after it. Devices stay open from the lobby
 * into the meeting.
 */
function isOver(before: Stay, after: Stay): boolean {
  const isAfter = after.kind === 'out' && after.phase.kind !== 'lobby'
  return isAfter || (placeIn(before) !== null && placeIn(after) === null)
}
