import {
  type DiagnosisId,
  isOldBrowser,
  type RequestData,
  type RequestName,
  type RoomTrouble,
  TROUBLES_AGAIN_MS,
} from '@diem-cau/signaling-contract'
import type { DeviceEvent, EndpointFacts, Sample } from '@diem-cau/signaling-contract/operations'
import { nextPatience, type Patience, PROMPT } from '../media/downlink/nextPatience.ts'
import { type DeviceLists, noDevices, watchDevices } from '../media/deviceList.ts'
import type { LocalMedia, LocalSnapshot } from '../media/LocalMedia.ts'
import type { MediaLink } from '../media/MediaLink.ts'
import type { NetworkCameraFault } from '../media/networkCamera.ts'
import { browserOf } from '../media/statistics/browserOf.ts'
import { DeviceStory } from '../media/statistics/DeviceStory.ts'
import { factsOf } from '../media/statistics/factsOf.ts'
import { pathOf, waysOf } from '../media/statistics/pathOf.ts'
import { type Reading, readingOf } from '../media/statistics/readings.ts'
import { CameraYield } from '../media/uplink/CameraYield.ts'
import { pictureOf, type Shape } from '../media/uplink/nextUplink.ts'
import { lasting, nextTroubles, noTroubles, type RoomTroubles } from '../media/statistics/roomTroubles.ts'
import { Sampler, type Tracks } from '../media/statistics/Sampler.ts'
import { listOf, upAvailableOf, type Values } from '../media/statistics/sampleOf.ts'
import type { Wake } from '../media/WakeWatch.ts'
import { diagnosisOf } from './diagnosisOf.ts'
import type { MeetingModel, MeetingStore } from './MeetingModel.ts'
import { preferences } from './preferences.ts'

/** A report has the samples of so many seconds. */
const SECONDS_A_REPORT = 2
/** A server that was started meanwhile learns what describes this room after this many seconds. */
const FACTS_AGAIN_SEC = 60
/** Who conducts is told of what has lasted this long, in milliseconds: the room itself sees it first (SPEC 9.7). */
const LASTING_MS = 10_000

/** For technicians; where it is stands at the office. */
const NETWORK_CAMERA_NAME = 'IP (RTSP)'

/** Who asks is told of so many seconds. */
const RECENT_SECONDS = 10
const NOTHING_READ: Reading = { at: 0, rows: new Map(), flowing: new Set() }

interface Options {
  readonly store: MeetingStore
  readonly local: LocalMedia
  readonly link: Pick<MediaLink, 'readStats' | 'remote'>
  /** @returns false when there is no line: what was to be said is forgotten */
  /** What of the own camera the line carries. */
  readonly shape: (shape: Shape) => void
  readonly say: <N extends RequestName>(name: N, data: RequestData<N>) => boolean
}

/**
 * Watches over this room while it is in the meeting: measures its line and devices, reports them, and finds what is
 * wrong, which its own page says first and those who conduct a while later.
 */
export class RoomWatch {
  readonly #options: Options
  readonly #browser = browserOf(navigator.userAgent, userAgentData())
  readonly #stories: readonly [DeviceStory, DeviceStory]
  readonly #yield = new CameraYield({
    look: () => this.#upAvailable(),
    onShape: (shape) => this.#onShape(shape),
  })
  readonly #stops: ReadonlyArray<() => void>
  #sampler: Sampler | null = null
  #devices: DeviceLists = noDevices
  #samples: Sample[] = []
  /** The last seconds, for who asks. */
  #recent: readonly Sample[] = []
  #reading: Reading = NOTHING_READ
  #facts: { readonly text: string; readonly seconds: number } | null = null
  #troubles: RoomTroubles = noTroubles
  #patience: Patience = PROMPT
  #said: { readonly troubles: readonly RoomTrouble[]; readonly at: number } = { troubles: [], at: 0 }

  constructor(options: Options) {
    this.#options = options
    const { store, local } = options
    const { mic, camera } = local.snapshot
    this.#stories = [new DeviceStory('microphone', mic), new DeviceStory('camera', camera)]
    const onVisibility = () => this.#tell(document.hidden ? 'pageHidden' : 'pageShown', null)
    document.addEventListener('visibilitychange', onVisibility)
    this.#stops = [
      () => document.removeEventListener('visibilitychange', onVisibility),
      local.change$.on((snapshot) => this.#onLocal(snapshot)),
      watchDevices((devices) => this.#onDevices(devices)),
      store.subscribe((now, before) => {
        this.#onNetworkCamera(before.networkCameraFault, now)
        this.#follow()
      }),
    ]
    this.#follow()
  }

  onWake(why: Wake): void {
    if (why === 'slept') this.#tell('slept', null)
  }

  /** Somebody looks for a fault. */
  onDiagnosisAsked(askId: DiagnosisId): void {
    const { store, local, say } = this.#options
    const diagnosis = diagnosisOf({
      facts: this.#factsOf(this.#reading),
      samples: this.#recent,
      troubles: this.#troubles.found,
      media: store.getState().media,
      local: local.snapshot,
      devices: this.#devices,
      page: { hidden: document.hidden, agent: navigator.userAgent, loadedMs: performance.now() },
      now: Date.now(),
    })
    say('endpoint:diagnosis', { askId, diagnosis })
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#sampler?.close()
    this.#sampler = null
    this.#yield.close()
  }

  /** Measures exactly while this room is in the meeting. */
  #follow(): void {
    const isIn = this.#options.store.getState().phase.kind === 'inMeeting'
    if (isIn === (this.#sampler !== null)) return
    this.#sampler?.close()
    this.#samples = []
    this.#recent = []
    this.#reading = NOTHING_READ
    this.#facts = null
    this.#troubles = noTroubles
    this.#yield.reset()
    this.#patience = PROMPT
    this.#options.link.remote.setPatience(PROMPT.ms)
    this.#said = { troubles: [], at: 0 }
    this.#sampler = isIn
      ? new Sampler({
          readStats: () => this.#options.link.readStats(),
          tracks: () => this.#tracks(),
          onSecond: (values, reading) => this.#onSecond(values, reading),
        })
      : null
    this.#show()
  }

  #tracks(): Tracks {
    const { local, link } = this.#options
    const { mic, micOn, camera, cameraOn } = local.snapshot
    return {
      microphone: micOn && mic.kind === 'on' ? mic.track : null,
      camera: cameraOn && camera.kind === 'on' ? camera.track : null,
      heard: [...link.remote.streams.values()].map(({ track }) => track).filter(({ kind }) => kind === 'audio'),
    }
  }

  #onSecond(values: Values, reading: Reading): void {
    const sample = listOf(values)
    this.#samples.push(sample)
    this.#recent = [...this.#recent, sample].slice(-RECENT_SECONDS)
    this.#reading = reading
    if (this.#samples.length >= SECONDS_A_REPORT) this.#report(reading)
    this.#yield.onSecond(values.upAvailable)
    this.#showPath(reading)
    const { local } = this.#options
    const { mic, micOn } = local.snapshot
    const { meeting, phase, sendingWeak, connection, receiving } = this.#options.store.getState()
    this.#patience = nextPatience(this.#patience, values, receiving, performance.now())
    this.#options.link.remote.setPatience(this.#patience.ms)
    const me = phase.kind === 'inMeeting' ? phase.me : null
    const second = {
      values,
      micOn: micOn && mic.kind === 'on',
      micMuted: mic.kind === 'on' && mic.silent,
      holdsFloor: meeting.conduct.holders.some(({ participantId }) => participantId === me),
      // While the line is gone that is said in another way.
      sendsBadly: sendingWeak && connection.kind === 'online',
      cameraGivesWay: pictureOf(this.#yield.shape),
      receiving,
      isOldBrowser: isOldBrowser(this.#browser.name, this.#browser.version),
      isNetworkCameraAway: this.#options.store.getState().networkCameraFault !== null,
    }
    this.#troubles = nextTroubles(this.#troubles, second, Date.now())
    this.#show()
    this.#sayTroubles()
  }

  #onShape(shape: Shape): void {
    const { store } = this.#options
    this.#options.shape(shape)
    const cameraShape = pictureOf(shape)
    if (store.getState().cameraShape !== cameraShape) store.setState({ cameraShape })
  }

  async #upAvailable(): Promise<number | null> {
    return upAvailableOf(waysOf(readingOf(await this.#options.link.readStats(), performance.now(), null)))
  }

  #showPath(reading: Reading): void {
    const { store } = this.#options
    const [way] = waysOf(reading)
    const path = way ? pathOf(way) : null
    if (store.getState().path !== path) store.setState({ path })
  }

  /** What could not be said is not made up for later. */
  #report(reading: Reading): void {
    const samples = this.#samples
    this.#samples = []
    const facts = this.#factsOf(reading)
    const text = JSON.stringify(facts)
    const isKnown = this.#facts?.text === text && this.#facts.seconds < FACTS_AGAIN_SEC
    const isSaid = this.#options.say('endpoint:report', isKnown ? { samples } : { samples, facts })
    if (!isSaid) this.#facts = null
    else this.#facts = { text, seconds: isKnown ? (this.#facts?.seconds ?? 0) + samples.length : 0 }
  }

  #factsOf(reading: Reading): EndpointFacts {
    const { microphone, camera } = this.#tracks()
    const { speakerId } = preferences.getState()
    const { speakers } = this.#devices
    const { local, networkCameraFault } = this.#options.store.getState()
    const isFromNetwork = local.isNetworkCamera && local.cameraOn
    return factsOf(reading, {
      browser: this.#browser,
      camera: isFromNetwork ? NETWORK_CAMERA_NAME : (camera?.label ?? null),
      ...(isFromNetwork && { networkCamera: networkCameraFault }),
      microphone: microphone?.label ?? null,
      loudspeaker: (speakers.find(({ deviceId }) => deviceId === speakerId) ?? speakers[0])?.label ?? null,
      cores: navigator.hardwareConcurrency || null,
      screen: { width: screen.width, height: screen.height, ratio: window.devicePixelRatio },
    })
  }

  /** Shows them on the room's own page. */
  #show(): void {
    const { store } = this.#options
    const ownTroubles = this.#troubles.found
    if (store.getState().ownTroubles !== ownTroubles) store.setState({ ownTroubles })
  }

  #sayTroubles(): void {
    const now = Date.now()
    const troubles = lasting(this.#troubles, LASTING_MS, now)
    const isSame = troubles.join() === this.#said.troubles.join()
    if (isSame && (troubles.length === 0 || now - this.#said.at < TROUBLES_AGAIN_MS)) return
    if (this.#options.say('endpoint:troubles', { troubles })) this.#said = { troubles, at: now }
  }

  #onLocal({ mic, camera }: LocalSnapshot): void {
    const [ofMic, ofCamera] = this.#stories
    const label = (state: LocalSnapshot['mic']) => (state.kind === 'on' ? state.track.label : null)
    const happened = [[ofMic.on(mic), label(mic)] as const, [ofCamera.on(camera), label(camera)] as const]
    for (const [what, device] of happened) if (what !== null) this.#tell(what, device)
  }

  /** What becomes of the room's camera of the network is no device's story here. One that was switched off is not back. */
  #onNetworkCamera(before: NetworkCameraFault, { networkCameraFault: now, local }: MeetingModel): void {
    if (before === null && now !== null) this.#tell('cameraLost', NETWORK_CAMERA_NAME)
    if (before !== null && now === null && local.isNetworkCamera && local.cameraOn)
      this.#tell('cameraBack', NETWORK_CAMERA_NAME)
  }

  /** Only a loudspeaker that somebody chose is missed: the system takes another one in place of its own choice. */
  #onDevices(devices: DeviceLists): void {
    const { speakerId } = preferences.getState()
    const find = ({ speakers }: DeviceLists) => speakers.find(({ deviceId }) => deviceId === speakerId)
    const [before, after] = [find(this.#devices), find(devices)]
    const isFirst = this.#devices === noDevices
    this.#devices = devices
    if (isFirst || speakerId === '') return
    if (before && !after) this.#tell('loudspeakerLost', before.label)
    if (!before && after) this.#tell('loudspeakerBack', after.label)
  }

  #tell(what: DeviceEvent['what'], device: string | null): void {
    if (this.#sampler)
      this.#options.say('endpoint:event', { what, device: device === null ? null : device.slice(0, 200) })
  }
}

function userAgentData(): Parameters<typeof browserOf>[1] {
  return 'userAgentData' in navigator ? (navigator.userAgentData as Parameters<typeof browserOf>[1]) : {}
}
