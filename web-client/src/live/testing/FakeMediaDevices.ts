import { FakeStream, FakeTrack } from './fakeBrowser.ts'

type Kind = 'audio' | 'video'

/** `navigator` of a PC whose devices are plugged in and out by a test, with the person at it who is asked. */
export class FakeMediaDevices extends EventTarget {
  /** The questions for devices: each with the kinds, and the device that it must be. */
  readonly asked: string[] = []
  /** All tracks that were given, the newest last. */
  readonly tracks: FakeTrack[] = []
  readonly permissions = { query: () => Promise.resolve({ state: this.permission }) }
  permission: PermissionState = 'granted'
  /** Questions are answered when it resolves. */
  held: Promise<void> = Promise.resolve()
  /** The person's answer to which screen is shared; null: none. */
  screen: readonly Kind[] | null = ['video']
  readonly #plugged = new Map<string, Kind>()
  readonly #busy = new Set<string>()

  /** @param devices their ids by kind; any of a kind is the first */
  constructor(devices: { readonly audio?: readonly string[]; readonly video?: readonly string[] }) {
    super()
    for (const kind of ['audio', 'video'] as const) for (const id of devices[kind] ?? []) this.#plugged.set(id, kind)
  }

  /** Tracks that still capture, by the device that they come from. */
  get lit(): string[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live').map((track) => track.getSettings().deviceId)
  }

  plugIn(id: string, kind: Kind): void {
    this.#plugged.set(id, kind)
    this.dispatchEvent(new Event('devicechange'))
  }

  unplug(id: string): void {
    this.#plugged.delete(id)
    for (const track of this.tracks) if (track.getSettings().deviceId === id && track.readyState === 'live') track.end()
    this.dispatchEvent(new Event('devicechange'))
  }

  /** Lets another program hold the device, or release it. */
  setBusy(id: string, isBusy: boolean): void {
    if (isBusy) this.#busy.add(id)
    else this.#busy.delete(id)
  }

  /** Holds all questions until the function that it returns is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.held = promise
    return resolve
  }

  getUserMedia = async (constraints: MediaStreamConstraints): Promise<FakeStream> => {
    const wanted = (['audio', 'video'] as const).flatMap((kind) => {
      const of = constraints[kind]
      return typeof of === 'object' ? [{ kind, exact: exactId(of) }] : []
    })
    this.asked.push(wanted.map(({ kind, exact }) => (exact ? `${kind} ${exact}` : kind)).join(', '))
    await this.held
    if (this.permission !== 'granted') throw new DOMException('', 'NotAllowedError')
    const ids = wanted.map(({ kind, exact }) => this.#find(kind, exact))
    return this.#give(ids.map((id, index) => new FakeTrack(wanted[index]?.kind ?? 'video', id)))
  }

  getDisplayMedia = async (): Promise<FakeStream> => {
    this.asked.push('screen')
    await this.held
    if (!this.screen) throw new DOMException('', 'NotAllowedError')
    return this.#give(this.screen.map((kind) => new FakeTrack(kind, `screen ${kind}`)))
  }

  #find(kind: Kind, exact: string | null): string {
    const ids = [...this.#plugged].filter(([, its]) => its === kind).map(([id]) => id)
    const found = exact === null ? (ids.find((id) => !this.#busy.has(id)) ?? ids[0]) : ids.find((id) => id === exact)
    if (found === undefined) throw new DOMException('', exact === null ? 'NotFoundError' : 'OverconstrainedError')
    if (this.#busy.has(found)) throw new DOMException('', 'NotReadableError')
    return found
  }

  #give(tracks: readonly FakeTrack[]): FakeStream {
    this.tracks.push(...tracks)
    return new FakeStream(tracks)
  }
}

function exactId({ deviceId }: MediaTrackConstraints): string | null {
  const exact = typeof deviceId === 'object' && 'exact' in deviceId ? deviceId.exact : null
  return typeof exact === 'string' ? exact : null
}
