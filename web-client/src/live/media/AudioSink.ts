import { Emitter } from '../socket/Emitter.ts'
import type { RemoteStream } from './arrival.ts'

/** Plays the sound of others on the chosen speaker. Its elements live outside React: a view may come and go. */
export class AudioSink {
  /** The browser wants a click before it lets sound out. */
  readonly blocked$ = new Emitter<[boolean]>()
  readonly #elements = new Map<MediaStreamTrack, HTMLAudioElement>()
  readonly #box = document.createElement('div')
  #speakerId = ''
  #volume = 1
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

  /**
   * Plays exactly the audio among these. An element plays what is `coming` in silence already, so that there is no gap
   * when it is heard.
   */
  show(streams: Iterable<RemoteStream>, coming: Iterable<RemoteStream> = []): void {
    const heard = new Set<MediaStreamTrack>()
    const prepared = new Set<MediaStreamTrack>()
    for (const stream of audioOf(streams)) {
      heard.add(stream.track)
      this.#hear(this.#elements.get(stream.track) ?? this.#make(stream))
    }
    for (const stream of audioOf(coming)) {
      prepared.add(stream.track)
      const element = this.#elements.get(stream.track) ?? this.#make(stream)
      if (!heard.has(stream.track)) element.muted = true
    }
    for (const [track, element] of this.#elements) {
      if (heard.has(track) || prepared.has(track)) continue
      element.srcObject = null
      element.remove()
      this.#elements.delete(track)
    }
  }

  /** '' is the system's own choice. */
  setSpeaker(deviceId: string): void {
    this.#speakerId = deviceId
    for (const element of this.#elements.values()) void this.#route(element)
  }

  /** @param volume 0 to 1 */
  setVolume(volume: number): void {
    this.#volume = volume
    for (const element of this.#elements.values()) element.volume = volume
  }

  /** Plays after a click: browsers allow sound from then on. */
  unblock(): void {
    this.#setBlocked(false)
    for (const element of this.#elements.values()) this.#play(element)
  }

  close(): void {
    this.show([])
    this.#box.remove()
    this.blocked$.clear()
  }

  #make({ track, participantId, source }: RemoteStream): HTMLAudioElement {
    const element = document.createElement('audio')
    element.autoplay = true
    element.volume = this.#volume
    element.dataset['participant'] = participantId
    element.dataset['source'] = source
    element.srcObject = new MediaStream([track])
    this.#box.append(element)
    this.#elements.set(track, element)
    void this.#route(element)
    this.#play(element)
    return element
  }

  #hear(element: HTMLAudioElement): void {
    if (!element.muted) return
    element.muted = false
    // One that began in silence may need a click to go on in sound.
    this.#play(element)
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

function audioOf(streams: Iterable<RemoteStream>): RemoteStream[] {
  return [...streams].filter(({ track }) => track.kind === 'audio')
}
