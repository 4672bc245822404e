import { setMaxListeners } from 'node:events'
import { FakeTrack } from './FakeDevice.ts'
import { currentScope } from './VirtualClock.ts'

/** Errors that a page would have shown in its console. */
export const reported: unknown[] = []

class FakeStream {
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
  readonly dataset: Record<string, string> = {}
  readonly clientHeight = 360
  readonly clientWidth = 640
  append(): void {}
  remove(): void {}
  querySelector = () => null
  play = () => Promise.resolve()
}

/** An element that shows a picture. */
export const fakeElement = (): Element => new FakeElement() as FakeElement & Element

/** What a page has that node has not, as little of it as the client uses without its views. Storage is the tab's whose code runs. */
export function installBrowser(): void {
  const body = new FakeElement()
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    body,
    createElement: () => new FakeElement(),
  })
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia: ({ audio, video }: { audio?: unknown; video?: unknown }) =>
      Promise.resolve(
        new FakeStream([...(audio ? [new FakeTrack('audio')] : []), ...(video ? [new FakeTrack('video')] : [])]),
      ),
  })
  const window = new EventTarget()
  // All tabs share them.
  setMaxListeners(0, document, mediaDevices, window)
  const globals = {
    document,
    window,
    navigator: { userAgent: 'Chrome/1 Windows', mediaDevices },
    MediaStream: FakeStream,
    ResizeObserver: FakeObserver,
    IntersectionObserver: FakeObserver,
    HTMLMediaElement: FakeElement,
    devicePixelRatio: 1,
    requestAnimationFrame: (work: () => void) => void setTimeout(work, 16),
    reportError: (error: unknown) => void reported.push(error),
  }
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  for (const name of ['sessionStorage', 'localStorage'])
    Object.defineProperty(globalThis, name, { get: storageOfTab, configurable: true })
}

function storageOfTab(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = currentScope()?.storage
  if (!kept) throw new Error('no tab runs now')
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}
