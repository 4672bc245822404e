import { Emitter } from '../socket/Emitter.ts'

export interface SharedScreen {
  readonly video: MediaStreamTrack
  /** Missing when the person did not share sound, or the browser cannot. */
  readonly audio: MediaStreamTrack | null
}

/** The screen (or window, or tab) that this device shares, with its sound. */
export class ScreenShare {
  readonly change$ = new Emitter<[SharedScreen | null]>()
  #shared: SharedScreen | null = null

  static get supported(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === 'function'
  }

  get shared(): SharedScreen | null {
    return this.#shared
  }

  /** Lets the person choose. False when they chose nothing. */
  async start(): Promise<boolean> {
    if (this.#shared) return true
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      })
    } catch {
      return false
    }
    const [video] = stream.getVideoTracks()
    if (!video) return false
    // Text must stay sharp: the encoder gives up frames before it gives up detail.
    video.contentHint = 'detail'
    const [audio] = stream.getAudioTracks()
    if (audio) audio.contentHint = 'music'
    video.addEventListener('ended', () => this.stop())
    this.#shared = { video, audio: audio ?? null }
    this.change$.emit(this.#shared)
    return true
  }

  /** Also when the person ends it with the browser's own button. */
  stop(): void {
    if (!this.#shared) return
    this.#shared.video.stop()
    this.#shared.audio?.stop()
    this.#shared = null
    this.change$.emit(null)
  }
}
