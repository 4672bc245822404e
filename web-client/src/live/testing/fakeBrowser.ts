/** A track as the browser makes it. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video'
  readonly #deviceId: string
  muted = false
  readyState: 'live' | 'ended' = 'live'
  contentHint = ''

  constructor(kind: 'audio' | 'video', deviceId = `the ${kind} device`) {
    super()
    this.kind = kind
    this.#deviceId = deviceId
  }

  getSettings() {
    return { deviceId: this.#deviceId, height: 720 }
  }

  /** Mutes the track as the device or the system does, or lets it be heard again. */
  mute(muted: boolean): void {
    this.muted = muted
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'))
  }

  /** Ends the track as the browser does when the device is gone or the person stopped sharing. */
  end(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }

  stop(): void {
    this.readyState = 'ended'
  }
}

export class FakeStream {
  readonly #tracks: readonly FakeTrack[]
  constructor(tracks: readonly FakeTrack[]) {
    this.#tracks = tracks
  }
  getTracks = () => [...this.#tracks]
  getAudioTracks = () => this.#tracks.filter(({ kind }) => kind === 'audio')
  getVideoTracks = () => this.#tracks.filter(({ kind }) => kind === 'video')
}

class FakeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

class FakeElement extends EventTarget {
  get ownerDocument(): Document {
    return document
  }

  static readonly HAVE_CURRENT_DATA = 2
  #stream: FakeStream | null = null
  readonly dataset: Record<string, string> = {}
  readonly clientHeight = 360
  readonly clientWidth = 640

  /** A picture is there with the first packet. */
  get readyState(): number {
    return this.#stream?.getTracks().every(({ muted }) => !muted) ? 4 : 0
  }

  get srcObject(): FakeStream | null {
    return this.#stream
  }

  set srcObject(stream: FakeStream | null) {
    this.#stream = stream
    for (const track of stream?.getTracks() ?? [])
      track.addEventListener('unmute', () => this.dispatchEvent(new Event('loadeddata')))
  }

  append(): void {}
  remove(): void {}
  querySelector = () => null
  play = () => Promise.resolve()
}

/** An element that shows a picture. */
export const fakeElement = (): Element => new FakeElement() as FakeElement & Element

/**
 * Makes the globals that a page has and node has not, by name and without storage: as little of them as the client uses
 * without its views.
 */
export function browserGlobals() {
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    body: new FakeElement(),
    createElement: () => new FakeElement(),
  })
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: () => Promise.resolve([]),
    getUserMedia: ({ audio, video }: { audio?: unknown; video?: unknown }) =>
      Promise.resolve(
        new FakeStream([...(audio ? [new FakeTrack('audio')] : []), ...(video ? [new FakeTrack('video')] : [])]),
      ),
  })
  return {
    document,
    window: new EventTarget(),
    navigator: { userAgent: 'Chrome/1 Windows', mediaDevices },
    MediaStream: FakeStream,
    ResizeObserver: FakeObserver,
    IntersectionObserver: FakeObserver,
    HTMLMediaElement: FakeElement,
    devicePixelRatio: 1,
    requestAnimationFrame: (work: () => void) => void setTimeout(work, 16),
  }
}
