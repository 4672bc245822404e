import type {
  LoggedEvent,
  MeetingId,
  MeetingState,
  Notice,
  ParticipantId,
  Seat,
  Source,
} from '@diem-cau/signaling-contract'
import { AudioSink } from '../media/AudioSink.ts'
import type { SoundWishes } from '../media/constraints.ts'
import { LocalMedia } from '../media/LocalMedia.ts'
import { MediaLink } from '../media/MediaLink.ts'
import type { loadDevice } from '../media/MediaDevice.ts'
import { Publisher } from '../media/Publisher.ts'
import type { Shape } from '../media/uplink/nextUplink.ts'
import { playEarly } from '../media/videoElement.ts'
import { ViewportReporter } from '../media/ViewportReporter.ts'
import { Emitter } from '../socket/Emitter.ts'
import { failureCode, type FailureCode } from '../../api/client/RequestFailed.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import { createMeetingStore, type MeetingStore } from './MeetingModel.ts'
import { preferences, remember } from './preferences.ts'
import { seatSources } from './seatSources.ts'
import { VolatileModel } from './VolatileModel.ts'

/** A source that was lost while our transports live on is sent again after this, in milliseconds. */
const PUBLISH_AGAIN_MS = 1_500

/** Media of this device: what it sends to the meeting and plays of it, told to views by the store that is made here. */
export class DeviceMedia {
  readonly store: MeetingStore
  readonly local = new LocalMedia({
    ...preferences.getState(),
    sound: () => preferences.getState(),
    moves: () => preferences.getState().movesCamera,
  })
  readonly viewport: ViewportReporter
  readonly link: MediaLink
  /** Something could not be sent. */
  readonly trouble$ = new Emitter<[FailureCode]>()
  readonly #publisher: Publisher
  readonly #audio = new AudioSink()
  readonly #volatile: VolatileModel
  readonly #stopFollowing: () => void

  /** @param load mediasoup-client's unless told */
  constructor(meetingId: MeetingId, seat: Seat, socket: SignalingSocket, load?: typeof loadDevice) {
    this.local.allow(seatSources(seat))
    this.store = createMeetingStore(meetingId, this.local.snapshot)
    this.#publisher = new Publisher((source, error) => {
      const code = failureCode(error)
      if (source === 'screen') this.local.screen.stop()
      // The camera stays off on a new line or device too: only a hand in this room opens it again (SPEC 5.10).
      if (code === 'cameraStopped') void this.local.setCamera(false)
      // The office took the room's camera of the network away: the one of this computer is used.
      if (code === 'notFound' && source === 'camera' && this.local.snapshot.isNetworkCamera) {
        remember({ isNetworkCamera: false })
        return void this.local.chooseNetworkCamera(false)
      }
      if (code !== 'aborted' && this.link.state === 'running') this.trouble$.emit(code)
    })
    this.link = new MediaLink({
      meetingId,
      socket,
      publisher: this.#publisher,
      codec: () => preferences.getState().codec,
      ...(load ? { load } : {}),
    })
    this.#volatile = new VolatileModel(this.store, this.link.remote)
    this.viewport = new ViewportReporter((viewport) => {
      if (this.store.getState().phase.kind === 'inMeeting')
        socket.request('viewport:set', viewport).catch(() => undefined)
    })
    this.local.change$.on((local) => {
      const isNetworkCamera = local.isNetworkCamera && local.cameraOn
      this.store.setState({ local, ...(!isNetworkCamera && { networkCameraFault: null }) })
      this.local.publish(this.#publisher)
    })
    this.link.state$.on((media) => {
      // A new line begins whole: nothing is said of it unless it is not.
      this.store.setState({ media, ...(media !== 'running' && { receiving: 'whole' }) })
      // Sound comes a moment later, so that what is seen first is laid out first.
      setTimeout(() => this.#playSound())
      if (media === 'running') this.local.publish(this.#publisher)
    })
    this.link.shut$.on((isMediaShut) => this.store.setState({ isMediaShut }))
    this.link.remote.change$.on(() => {
      const remote = this.link.remote.streams
      this.#playSound()
      if (this.link.state === 'none')
        for (const { track } of remote.values()) if (track.kind === 'video') playEarly(track)
      this.store.setState({ remote })
    })
    this.#stopFollowing = preferences.subscribe((now, before) => {
      if (soundOf(now) !== soundOf(before)) this.local.mic.renew()
      if (now.movesCamera && !before.movesCamera) this.local.camera.renew()
    })
    this.#audio.blocked$.on((audioBlocked) => this.store.setState({ audioBlocked }))
  }

  setSpeaker(speakerId: string): void {
    this.#audio.setSpeaker(speakerId)
  }

  setVolume(volume: number): void {
    this.#audio.setVolume(volume)
  }

  unblockAudio(): void {
    this.#audio.unblock()
  }

  /** The seat may be another than the schedule's, or change in the meeting: then other devices are ours to open. */
  onSeat(seat: Seat): void {
    const may = seatSources(seat)
    this.local.allow(may)
    if (!may.includes('mic')) void this.local.setMic(false, { release: true })
    if (!may.includes('camera')) void this.local.setCamera(false)
    if (!may.includes('screen')) this.local.screen.stop()
  }

  /** Drops what was there before a broken line and is not any more. */
  keepOnly({ producers }: MeetingState): void {
    this.link.remote.keepProducers(new Set(Object.keys(producers)))
  }

  /** Takes what is said often and kept nowhere. */
  onVolatile(notice: Extract<Notice, { name: 'speaking' | 'quality' }>): void {
    if (notice.name === 'speaking') this.#volatile.onSpeaking(notice)
    else this.#volatile.onQuality(notice)
  }

  /** Tells the publisher how much of what this device sends anybody takes. */
  onDemand({ producers }: Extract<Notice, { name: 'demand' }>): void {
    for (const { producerId, layer } of producers) this.#publisher.demand(producerId, layer)
  }

  /** Takes how it stands with the room's camera of the network. */
  onNetworkCamera({ state }: Extract<Notice, { name: 'networkCamera' }>): void {
    const { isNetworkCamera, cameraOn } = this.local.snapshot
    if (isNetworkCamera && cameraOn)
      this.store.setState({ networkCameraFault: state.is === 'away' ? state.fault : null })
  }

  /** Has the own camera give way to the microphone, as the line carries no more (SPEC 21.5). */
  shape(shape: Shape): void {
    this.#publisher.shape(shape)
  }

  /** Pictures and sounds follow what happened in the meeting. */
  onEvent({ event }: LoggedEvent, me: ParticipantId | null): void {
    const { remote } = this.link
    if (event.type === 'producerClosed') {
      // The picture of a participant who moves goes on until its successor flows (SPEC 5.14).
      if (event.reason === 'mediaLost') remote.loseProducer(event.producerId)
      else if (event.reason !== 'moved') remote.closeProducer(event.producerId)
      // The media node lost it, and nobody wanted it to end: it is sent again after a while.
      if (event.reason === 'mediaLost')
        setTimeout(() => this.#publisher.onProducerLost(event.producerId), PUBLISH_AGAIN_MS)
      // A source that the server closed for good stops here too: nobody would see it.
      if ((event.reason === 'notAllowed' || event.reason === 'stopped') && event.participantId === me)
        this.#stop(event.source)
    } else if (event.type === 'participantLeft') {
      remote.closeParticipant(event.participantId)
      this.#volatile.onLeft(event.participantId)
    } else if (event.type === 'endpointReplaced') remote.closeParticipant(event.participantId)
  }

  #stop(source: Source): void {
    if (source === 'camera') void this.local.setCamera(false)
    else this.local.screen.stop()
  }

  /** Ends sending and playing, as we are out of the meeting. */
  stop(): void {
    this.link.stop()
    this.local.close()
  }

  dispose(): void {
    this.#stopFollowing()
    this.viewport.close()
    this.local.dispose()
    this.#audio.close()
    this.#volatile.close()
  }

  /** Plays nothing at the door, where there is nothing to hear yet and a browser may not want to play. */
  #playSound(): void {
    const { remote, state } = this.link
    if (state === 'running') this.#audio.show(remote.streams.values(), remote.coming)
    else this.#audio.show([])
  }
}

const soundOf = ({ echoCancellation, noiseSuppression, autoGainControl }: SoundWishes): string =>
  [echoCancellation, noiseSuppression, autoGainControl].join()
