import type { Source } from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'
import { LocalDevice, type LocalDeviceState } from './LocalDevice.ts'
import { openTogether } from './openTogether.ts'
import type { Publisher } from './Publisher.ts'
import { ScreenShare, type SharedScreen } from './ScreenShare.ts'

export interface LocalSnapshot {
  readonly mic: LocalDeviceState
  /** Heard by the others. Off with an open device is muted: back in an instant. */
  readonly micOn: boolean
  readonly camera: LocalDeviceState
  readonly cameraOn: boolean
  readonly screen: SharedScreen | null
}

interface Options {
  readonly micId: string | null
  readonly cameraId: string | null
  readonly micOn: boolean
  readonly cameraOn: boolean
}

/** This device's microphone, camera and screen: what the person wants of them, and what there is. */
export class LocalMedia {
  readonly change$ = new Emitter<[LocalSnapshot]>()
  readonly mic: LocalDevice
  readonly camera: LocalDevice
  readonly screen = new ScreenShare()
  #options: Options
  #allowed: readonly Source[] = ['mic', 'camera', 'screen', 'screenAudio']

  constructor(options: Options) {
    this.#options = options
    this.mic = new LocalDevice('mic', options.micId)
    this.camera = new LocalDevice('camera', options.cameraId)
    this.mic.state$.on(this.#changed)
    this.camera.state$.on(this.#changed)
    this.screen.change$.on(this.#changed)
  }

  get snapshot(): LocalSnapshot {
    const { micOn, cameraOn } = this.#options
    return { mic: this.mic.state, micOn, camera: this.camera.state, cameraOn, screen: this.screen.shared }
  }

  /** Sets what the seat may open; the rest is never asked for. */
  allow(sources: readonly Source[]): void {
    this.#allowed = sources
  }

  /** Opens what is wanted, with one question of the browser where possible. */
  async open(): Promise<void> {
    const { micOn, micId, cameraOn, cameraId } = this.#options
    const mic =
      micOn && this.#may('mic') && this.mic.state.kind !== 'on' ? { device: this.mic, preferredId: micId } : null
    const camera =
      cameraOn && this.#may('camera') && this.camera.state.kind !== 'on'
        ? { device: this.camera, preferredId: cameraId }
        : null
    await openTogether(mic, camera)
  }

  /** `release`: also gives the microphone back, as in the lobby, where muting need not be quick. */
  async setMic(on: boolean, { release = false } = {}): Promise<void> {
    this.#options = { ...this.#options, micOn: on }
    if (on && this.#may('mic')) await this.mic.start()
    else if (!on && (release || this.mic.state.kind !== 'on')) this.mic.stop()
    this.#changed()
  }

  async setCamera(on: boolean): Promise<void> {
    this.#options = { ...this.#options, cameraOn: on }
    if (on && this.#may('camera')) await this.camera.start()
    else this.camera.stop()
    this.#changed()
  }

  /** Says what should be sent now. Repeating it changes nothing. */
  publish(publisher: Publisher): void {
    const { mic, micOn, camera, cameraOn, screen } = this.snapshot
    void publisher.want('mic', mic.kind === 'on' ? { track: mic.track, paused: !micOn } : null)
    void publisher.want('camera', camera.kind === 'on' && cameraOn ? { track: camera.track, paused: false } : null)
    // They go one after the other: when the screen is refused its sound must not be asked for.
    void publisher.want('screen', screen ? { track: screen.video, paused: false } : null).then(() => {
      const audio = this.screen.shared?.audio
      return publisher.want('screenAudio', audio ? { track: audio, paused: false } : null)
    })
  }

  /** Left the meeting: lights out. The wishes stay for the next time. */
  close(): void {
    this.screen.stop()
    this.mic.stop()
    this.camera.stop()
  }

  dispose(): void {
    this.screen.stop()
    this.mic.dispose()
    this.camera.dispose()
    this.change$.clear()
  }

  #may(source: Source): boolean {
    return this.#allowed.includes(source)
  }

  #changed = (): void => this.change$.emit(this.snapshot)
}
