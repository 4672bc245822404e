import { Emitter } from '../socket/Emitter.ts'
import { cameraConstraints, micConstraints } from './constraints.ts'
import { devicePermission, deviceProblem, type DeviceProblem } from './deviceProblem.ts'

export type LocalDeviceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  /** `silent`: the system or a switch on the device mutes it; the track is there but empty. */
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly deviceId: string; readonly silent: boolean }
  | { readonly kind: 'problem'; readonly problem: DeviceProblem }

/**
 * A camera or microphone that the person wants on or off. It takes another when its device vanishes,
 * and comes back by itself when one is plugged in again.
 */
export class LocalDevice {
  readonly state$ = new Emitter<[LocalDeviceState]>()
  readonly #kind: 'mic' | 'camera'
  #state: LocalDeviceState = { kind: 'off' }
  #wanted = false
  #preferredId: string | null
  /** Grows with every wish; what an older wish still brings is thrown away. */
  #wish = 0

  constructor(kind: 'mic' | 'camera', preferredId: string | null) {
    this.#kind = kind
    this.#preferredId = preferredId
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
  }

  get state(): LocalDeviceState {
    return this.#state
  }

  get track(): MediaStreamTrack | null {
    return this.#state.kind === 'on' ? this.#state.track : null
  }

  get wanted(): boolean {
    return this.#wanted
  }

  /** Turns on; fine if it is on. Never rejects: trouble is a state. */
  async start(): Promise<void> {
    this.#wanted = true
    if (this.#state.kind === 'on' || this.#state.kind === 'starting') return
    await this.#open()
  }

  /** Turns off and gives the device back, so that its light goes out. */
  stop(): void {
    this.#wanted = false
    this.#wish++
    this.#release()
    this.#set({ kind: 'off' })
  }

  /** Uses this device from now on. */
  async select(deviceId: string): Promise<void> {
    this.#preferredId = deviceId
    if (!this.#wanted) return
    if (this.#state.kind === 'on' && this.#state.deviceId === deviceId) return
    await this.#open()
  }

  /** A track that was opened elsewhere (one question for camera and microphone together). */
  adopt(track: MediaStreamTrack): void {
    this.#wanted = true
    this.#wish++
    this.#release()
    this.#use(track)
  }

  dispose(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    this.stop()
    this.state$.clear()
  }

  async #open(after: DeviceProblem | null = null): Promise<void> {
    const wish = ++this.#wish
    const previous = this.track
    if (!previous) this.#set({ kind: 'starting' })
    try {
      const track = await openTrack(this.#kind, this.#preferredId)
      if (wish !== this.#wish) return track.stop()
      this.#release()
      this.#use(track)
    } catch (error) {
      if (wish !== this.#wish) return
      const problem = deviceProblem(error, await devicePermission(this.#kind))
      if (wish !== this.#wish) return
      this.#release()
      this.#set({ kind: 'problem', problem: problem === 'notFound' && after ? after : problem })
    }
  }

  #use(track: MediaStreamTrack): void {
    const update = () =>
      this.#set({ kind: 'on', track, deviceId: track.getSettings().deviceId ?? '', silent: track.muted })
    track.addEventListener('ended', this.#onEnded)
    track.addEventListener('mute', this.#onSilent)
    track.addEventListener('unmute', this.#onSilent)
    update()
  }

  #release(): void {
    const track = this.track
    if (!track) return
    track.removeEventListener('ended', this.#onEnded)
    track.removeEventListener('mute', this.#onSilent)
    track.removeEventListener('unmute', this.#onSilent)
    track.stop()
  }

  #onSilent = (): void => {
    if (this.#state.kind === 'on') this.#set({ ...this.#state, silent: this.#state.track.muted })
  }

  /** Unplugged, or taken by the system: try another one now. */
  #onEnded = (): void => {
    this.#set({ kind: 'problem', problem: 'vanished' })
    if (this.#wanted) void this.#open('vanished')
  }

  #onDeviceChange = (): void => {
    if (!this.#wanted || this.#state.kind !== 'problem') return
    const { problem } = this.#state
    if (problem === 'vanished' || problem === 'notFound' || problem === 'inUse') void this.#open(problem)
  }

  #set(state: LocalDeviceState): void {
    this.#state = state
    this.state$.emit(state)
  }
}

async function openTrack(kind: 'mic' | 'camera', deviceId: string | null): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new DOMException('no media devices outside secure contexts', 'SecurityError')
  const constraints = kind === 'mic' ? micConstraints : cameraConstraints
  const ask = (id: string | null) =>
    navigator.mediaDevices.getUserMedia(kind === 'mic' ? { audio: constraints(id) } : { video: constraints(id) })
  const stream = await ask(deviceId).catch((error: unknown) => {
    // The remembered device is not here today, or another program holds it: any other will do.
    const elsewhere =
      error instanceof DOMException &&
      ['OverconstrainedError', 'NotFoundError', 'NotReadableError'].includes(error.name)
    if (deviceId && elsewhere) return ask(null)
    throw error
  })
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('the stream has no track', 'NotFoundError')
  return track
}
