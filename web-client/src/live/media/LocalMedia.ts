import type { Source } from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'
import { cameraConstraints, micConstraints, type SoundWishes } from './constraints.ts'
import type { LocalDeviceState } from './deviceState.ts'
import { LocalDevice } from './LocalDevice.ts'
import { NETWORK_CAMERA } from './networkCamera.ts'
import { openTogether } from './openTogether.ts'
import type { Wanted } from './LegPublisher.ts'
import type { Publisher } from './Publisher.ts'
import { ScreenShare, type SharedScreen } from './ScreenShare.ts'

export interface LocalSnapshot {
  readonly mic: LocalDeviceState
  /** True when the others hear it. A muted microphone stays open, so that it is back in an instant. */
  readonly micOn: boolean
  readonly camera: LocalDeviceState
  readonly cameraOn: boolean
  /** True when the room's camera of the network is its camera: the one of this device stays off. */
  readonly isNetworkCamera: boolean
  readonly screen: SharedScreen | null
}

interface Options {
  readonly micId: string | null
  readonly cameraId: string | null
  readonly micOn: boolean
  readonly cameraOn: boolean
  /** The room's camera of the network is its camera; no unless told. */
  readonly isNetworkCamera?: boolean
  /** What is done with the sound now; everything unless told. */
  readonly sound?: () => SoundWishes
  /** Whether the camera shall be one that can be moved; no unless told. */
  readonly moves?: () => boolean
}

/** This device's microphone, camera and screen: the person's wishes, and the tracks that there are. */
export class LocalMedia {
  readonly change$ = new Emitter<[LocalSnapshot]>()
  readonly mic: LocalDevice
  readonly camera: LocalDevice
  readonly screen = new ScreenShare()
  #wishes: Pick<Options, 'micOn' | 'cameraOn'>
  #isNetworkCamera: boolean
  #allowed: readonly Source[] = ['mic', 'camera', 'screen', 'screenAudio']

  /** @param options `micId`, `cameraId`: the devices that are asked for first; null: any */
  constructor({ micId, cameraId, micOn, cameraOn, isNetworkCamera = false, sound, moves }: Options) {
    this.#wishes = { micOn, cameraOn }
    this.#isNetworkCamera = isNetworkCamera
    this.mic = new LocalDevice('mic', micId, (deviceId) => micConstraints(deviceId, sound?.()))
    this.camera = new LocalDevice('camera', cameraId, (deviceId) => cameraConstraints(deviceId, moves?.()))
    this.mic.state$.on(this.#changed)
    this.camera.state$.on(this.#changed)
    this.screen.change$.on(this.#changed)
  }

  get snapshot(): LocalSnapshot {
    const { micOn, cameraOn } = this.#wishes
    return {
      mic: this.mic.state,
      micOn,
      camera: this.camera.state,
      cameraOn,
      isNetworkCamera: this.#isNetworkCamera,
      screen: this.screen.shared,
    }
  }

  /** Sets the sources that the seat may open; no other is asked for. */
  allow(sources: readonly Source[]): void {
    this.#allowed = sources
  }

  /**
   * Opens the devices that are wanted, with one question of the browser where possible. Resolves when that is answered.
   */
  async open(): Promise<void> {
    const { micOn, cameraOn } = this.#wishes
    await openTogether(micOn ? this.#toOpen('mic') : null, cameraOn ? this.#toOpen('camera') : null)
    await Promise.all([this.mic.settled(), this.camera.settled()])
  }

  /** `release`: also gives the microphone back, as in the lobby, where muting need not be quick. */
  async setMic(on: boolean, { release = false } = {}): Promise<void> {
    this.#wishes = { ...this.#wishes, micOn: on }
    if (on && this.#may('mic')) await this.mic.start()
    else if (!on && (release || this.mic.state.kind !== 'on')) this.mic.stop()
    this.#changed()
  }

  async setCamera(on: boolean): Promise<void> {
    this.#wishes = { ...this.#wishes, cameraOn: on }
    if (on && this.#may('camera') && !this.#isNetworkCamera) await this.camera.start()
    else this.camera.stop()
    this.#changed()
  }

  /** Uses the room's camera of the network, or the one of this device, from now on. */
  async chooseNetworkCamera(isNetworkCamera: boolean): Promise<void> {
    this.#isNetworkCamera = isNetworkCamera
    await this.setCamera(this.#wishes.cameraOn)
  }

  /** Tells the publisher which tracks are sent now. Repeating it changes nothing. */
  publish(publisher: Publisher): void {
    const { mic, micOn, camera, cameraOn, isNetworkCamera, screen } = this.snapshot
    const own = camera.kind === 'on' ? camera.track : null
    const seen = isNetworkCamera && this.#may('camera') ? NETWORK_CAMERA : own
    void publisher.want('mic', mic.kind === 'on' ? { track: mic.track, paused: !micOn } : null)
    void publisher.want('camera', seen !== null && cameraOn ? { track: seen, paused: false } : null)
    // The second waits for the first: when the screen is refused its sound must not be asked for.
    void publisher.want('screen', screen && screenOf(screen)).then(() => {
      const audio = this.screen.shared?.audio
      return publisher.want('screenAudio', audio ? { track: audio, paused: false } : null)
    })
  }

  /** Turns everything off, lights included, when the meeting was left. The wishes stay for the next time. */
  close(): void {
    this.screen.stop()
    this.mic.stop()
    this.camera.stop()
  }

  dispose(): void {
    this.screen.stop()
    this.screen.lost$.clear()
    this.mic.dispose()
    this.camera.dispose()
    this.change$.clear()
  }

  #toOpen(kind: 'mic' | 'camera'): LocalDevice | null {
    const device = this[kind]
    if (kind === 'camera' && this.#isNetworkCamera) return null
    const isOpen = device.state.kind === 'on' || device.state.kind === 'starting'
    return this.#may(kind) && !isOpen ? device : null
  }

  #may(source: Source): boolean {
    return this.#allowed.includes(source)
  }

  #changed = (): void => this.change$.emit(this.snapshot)
}

const screenOf = ({ kind, video }: SharedScreen): Wanted => ({
  track: video,
  paused: false,
  ...(kind === 'documentCamera' && { device: kind }),
})
