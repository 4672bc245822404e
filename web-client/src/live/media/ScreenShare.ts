import { Emitter } from '../socket/Emitter.ts'
import { documentCameraConstraints } from './constraints.ts'

export interface SharedScreen {
  /** A screen, window or tab; or what lies under a document camera. */
  readonly kind: 'screen' | 'documentCamera'
  readonly video: MediaStreamTrack
  /** null when the person did not share sound, or the browser cannot. */
  readonly audio: MediaStreamTrack | null
}

type State =
  | { readonly kind: 'off' }
  /** The browser asks which screen, window or tab. `chosen`: whether one of them is shared now. */
  | { readonly kind: 'choosing'; readonly chosen: Promise<boolean> }
  | { readonly kind: 'sharing'; readonly screen: SharedScreen }

/** The screen (or window, or tab) that this device shares, with its sound; or the picture of a document camera. */
export class ScreenShare {
  readonly change$ = new Emitter<[SharedScreen | null]>()
  /** The document camera that was shared is there no more. */
  readonly lost$ = new Emitter<[]>()
  #state: State = { kind: 'off' }

  static get supported(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === 'function'
  }

  get shared(): SharedScreen | null {
    return this.#state.kind === 'sharing' ? this.#state.screen : null
  }

  /** Lets the person choose. Resolves with false when they chose nothing, or sharing was stopped before they did. */
  start(): Promise<boolean> {
    return this.#begin('screen', askForScreen)
  }

  /** Shares this camera, in place of what is shared now. Resolves with false when it does not open, or sharing was stopped meanwhile. */
  startCamera(deviceId: string): Promise<boolean> {
    if (this.#state.kind === 'sharing') this.stop()
    return this.#begin('documentCamera', async () =>
      navigator.mediaDevices.getUserMedia({ video: documentCameraConstraints(deviceId) }),
    )
  }

  /** Ends sharing. The browser's own button for it leads here too. */
  stop(): void {
    const { shared } = this
    this.#state = { kind: 'off' }
    if (!shared) return
    shared.video.stop()
    shared.audio?.stop()
    this.change$.emit(null)
  }

  #begin(kind: SharedScreen['kind'], ask: () => Promise<MediaStream>): Promise<boolean> {
    if (this.#state.kind === 'sharing') return Promise.resolve(true)
    if (this.#state.kind === 'choosing') return this.#state.chosen
    const choosing: State = { kind: 'choosing', chosen: this.#choose(kind, ask, () => this.#state === choosing) }
    this.#state = choosing
    return choosing.chosen
  }

  async #choose(
    kind: SharedScreen['kind'],
    ask: () => Promise<MediaStream>,
    isWanted: () => boolean,
  ): Promise<boolean> {
    const stream = await ask().catch(() => null)
    const [video] = stream?.getVideoTracks() ?? []
    if (!stream || !video || !isWanted()) {
      // The browser's question cannot be withdrawn, so an answer that comes too late is not captured.
      for (const track of stream?.getTracks() ?? []) track.stop()
      if (isWanted()) this.#state = { kind: 'off' }
      return false
    }
    // Text must stay sharp: the encoder gives up frames before it gives up detail.
    video.contentHint = 'detail'
    const [audio] = stream.getAudioTracks()
    if (audio) audio.contentHint = 'music'
    const screen: SharedScreen = { kind, video, audio: audio ?? null }
    video.addEventListener('ended', () => {
      if (this.shared !== screen) return
      this.stop()
      if (kind === 'documentCamera') this.lost$.emit()
    })
    this.#state = { kind: 'sharing', screen }
    this.change$.emit(screen)
    return true
  }
}

async function askForScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 15, max: 30 } },
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
}
