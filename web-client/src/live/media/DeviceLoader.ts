import type { RtpCapabilities } from '@diem-cau/signaling-contract'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import { loadDevice, type MediaDevice } from './MediaDevice.ts'

/** Loads mediasoup-client's device of one meeting, once: the codecs stay the same whichever transports come and go. */
export class DeviceLoader {
  readonly #socket: Pick<SignalingSocket, 'request'>
  readonly #load: typeof loadDevice
  #device: MediaDevice | null = null
  #loading: Promise<MediaDevice> | null = null

  /** @param load mediasoup-client's unless told */
  constructor(socket: Pick<SignalingSocket, 'request'>, load = loadDevice) {
    this.#socket = socket
    this.#load = load
  }

  /** The device; null before it is loaded. */
  get device(): MediaDevice | null {
    return this.#device
  }

  /**
   * Asks the server for the codecs, unless they are known. Resolves with null while there is no media node. @throws
   * RequestFailed
   */
  async describe(): Promise<MediaDevice | null> {
    if (this.#device) return this.#device
    const { routerRtpCapabilities } = await this.#socket.request('media:describe', {})
    return routerRtpCapabilities ? this.load(routerRtpCapabilities) : null
  }

  /** @throws Error when this browser cannot; the next call tries again */
  load(routerRtpCapabilities: RtpCapabilities): Promise<MediaDevice> {
    this.#loading ??= this.#load(routerRtpCapabilities).then(
      (device) => (this.#device = device),
      (error: unknown) => {
        this.#loading = null
        throw error
      },
    )
    return this.#loading
  }
}
