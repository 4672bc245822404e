import { Emitter } from '../socket/Emitter.ts'
import type { RemoteKey, RemoteStream } from './RemoteMedia.ts'

/** Plays the sound of others on the chosen speaker. Its elements live outside React: a view may come and go. */
export class AudioSink {
  /** The browser wants a click before it lets sound out. */
  readonly blocked$ = new Emitter<[boolean]>()
  readonly #elements = new Map<RemoteKey, HTMLAudioElement>()
  readonly #box = document.createElement('div')
  #speakerId = ''
  #blocked = false

  constructor() {
    this.#box.hidden = true
    this.#box.dataset['testid'] = 'audio-sink'
    document.body.append(this.#box)
  }

  get blocked(): boolean {
    return this.#blocked
  }

  static get canChooseSpeaker(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype
  }

  /** Plays exactly the audio among these. */
  show(streams: ReadonlyMap<RemoteKey, RemoteStream>): void {
    for (const [key, element] of this.#elements) {
      const track = streams.get(key)?.track
      if (track && hasTrack(element, track)) continue
      element.srcObject = null
      element.remove()
      this.#elements.delete(key)
    }
    for (const [key, { track, participantId, source }] of streams) {
      if (track.kind !== 'audio' || this.#elements.has(key)) continue
      const element = document.createElement('audio')
      element.autoplay = true
      element.dataset['participant'] = participantId
      element.dataset['source'] = source
      element.srcObject = new MediaStream([track])
      this.#box.append(element)
      this.#elements.set(key, element)
      void this.#route(element)
      this.#play(element)
    }
  }

  /** '' is the system's own choice. */
  setSpeaker(deviceId: string): void {
    this.#speakerId = deviceId
    for (const element of this.#elements.values()) void this.#route(element)
  }

  /** Plays after a click: browsers allow sound from then on. */
  unblock(): void {
    this.#setBlocked(false)
    for (const element of this.#elements.values()) this.#play(element)
  }

  close(): void {
    this.show(new Map())
    this.#box.remove()
    this.blocked$.clear()
  }

  #play(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#setBlocked(true)
    })
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    if (!AudioSink.canChooseSpeaker) return
    // The speaker was unplugged, so the system's own choice goes on.
    await element.setSinkId(this.#speakerId).catch(() => element.setSinkId('').catch(() => undefined))
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.#blocked) return
    this.#blocked = blocked
    this.blocked$.emit(blocked)
  }
}

function hasTrack(element: HTMLAudioElement, track: MediaStreamTrack): boolean {
  return element.srcObject instanceof MediaStream && element.srcObject.getTracks().includes(track)
}
