import { Emitter } from '../socket/Emitter.ts'
import { cameraConstraints, micConstraints } from './constraints.ts'
import { devicePermission, deviceProblem } from './deviceProblem.ts'
import {
  askedIn,
  deviceOff,
  nextDevice,
  shownAs,
  trackIn,
  type DeviceEvent,
  type DeviceState,
  type LocalDeviceState,
} from './deviceState.ts'

type Constraints = (deviceId: string | null) => MediaTrackConstraints

/** A device whose track somebody else asks the browser for. */
interface Awaited {
  /** Takes the track, or gives it back when the person does not want it any more. */
  give(track: MediaStreamTrack): void
  /** Has the device ask for itself; resolves when that is answered. Never rejects. */
  askAlone(): Promise<void>
}

/**
 * A camera or microphone that the person wants on or off. It takes another when its device vanishes, and comes back by
 * itself when one is plugged in again. `nextDevice` decides; this class opens devices and gives them back.
 */
export class LocalDevice {
  readonly state$ = new Emitter<[LocalDeviceState]>()
  readonly constraints: Constraints
  readonly #kind: 'mic' | 'camera'
  #state: DeviceState = deviceOff
  #shown: LocalDeviceState = shownAs(deviceOff)
  #preferredId: string | null

  /** @param constraints what is asked of a device; as is usual for its kind unless told */
  constructor(
    kind: 'mic' | 'camera',
    preferredId: string | null,
    constraints: Constraints = (id) => (kind === 'mic' ? micConstraints(id) : cameraConstraints(id)),
  ) {
    this.#kind = kind
    this.#preferredId = preferredId
    this.constraints = constraints
  }

  get state(): LocalDeviceState {
    return this.#shown
  }

  /** The device that is asked for first; null for any. */
  get preferredId(): string | null {
    return this.#preferredId
  }

  /** Turns on; fine if it is on. Resolves when the browser has answered. Never rejects: trouble is a state. */
  start(): Promise<void> {
    this.#on({ type: 'wanted', asks: 'alone' })
    return this.settled()
  }

  /** Turns on with a track that is asked for elsewhere (one question for camera and microphone together). */
  await(): Awaited {
    this.#on({ type: 'wanted', asks: 'together' })
    const { attempt } = this.#state
    return {
      give: (track) => this.#onTrack(attempt, track),
      askAlone: () => {
        this.#on({ type: 'leftAlone', attempt })
        return this.settled()
      },
    }
  }

  /** Turns off and gives the device back, so that its light goes out. */
  stop(): void {
    this.#on({ type: 'stopped' })
  }

  /** Uses this device from now on. */
  select(deviceId: string): Promise<void> {
    this.#preferredId = deviceId
    this.#on({ type: 'selected', deviceId })
    return this.settled()
  }

  /** Opens the device anew, as something else is asked of it now; it is used until then. One that is off stays off. */
  renew(): void {
    this.#on({ type: 'renewed' })
  }

  /** Resolves when nothing is being opened. */
  settled(): Promise<void> {
    const isSettled = () => this.#state.kind !== 'opening' && this.#state.kind !== 'replacing'
    if (isSettled()) return Promise.resolve()
    return new Promise((resolve) => {
      const stop = this.state$.on(() => {
        if (!isSettled()) return
        stop()
        resolve()
      })
    })
  }

  dispose(): void {
    this.stop()
    this.state$.clear()
  }

  #on(event: DeviceEvent): void {
    const before = this.#state
    const after = nextDevice(before, event)
    if (after === before) return
    this.#state = after
    this.#shown = shownAs(after)
    this.#useTrack(trackIn(before), trackIn(after))
    if (before.kind === 'off') navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
    if (after.kind === 'off') navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    const asked = askedIn(after)
    if (asked !== null && asked !== askedIn(before)) void this.#open(asked)
    this.state$.emit(this.#shown)
  }

  async #open(attempt: number): Promise<void> {
    try {
      this.#onTrack(attempt, await openTrack(this.#kind, this.#preferredId, this.constraints))
    } catch (error) {
      const problem = deviceProblem(error, await devicePermission(this.#kind))
      this.#on({ type: 'failed', attempt, problem })
    }
  }

  #onTrack(attempt: number, track: MediaStreamTrack): void {
    const deviceId = track.getSettings().deviceId ?? ''
    this.#on({ type: 'opened', attempt, open: { kind: 'on', track, deviceId, silent: track.muted } })
    if (trackIn(this.#state) !== track) track.stop()
  }

  #useTrack(before: MediaStreamTrack | null, after: MediaStreamTrack | null): void {
    if (before === after) return
    before?.removeEventListener('ended', this.#onEnded)
    before?.removeEventListener('mute', this.#onSilence)
    before?.removeEventListener('unmute', this.#onSilence)
    before?.stop()
    after?.addEventListener('ended', this.#onEnded)
    after?.addEventListener('mute', this.#onSilence)
    after?.addEventListener('unmute', this.#onSilence)
  }

  #onSilence = (): void => this.#on({ type: 'silenced', silent: trackIn(this.#state)?.muted ?? false })

  #onEnded = (): void => this.#on({ type: 'ended' })

  #onDeviceChange = (): void => this.#on({ type: 'devicesChanged' })
}

async function openTrack(
  kind: 'mic' | 'camera',
  deviceId: string | null,
  constraints: Constraints,
): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new DOMException('no media devices outside secure contexts', 'SecurityError')
  const ask = (id: string | null) =>
    navigator.mediaDevices.getUserMedia(kind === 'mic' ? { audio: constraints(id) } : { video: constraints(id) })
  const stream = await ask(deviceId).catch((error: unknown) => {
    // Any other device will do when the remembered one is not here today, or another program holds it.
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
