import type { NetworkCamera, NetworkCameraFault, NetworkCameraState } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Logger } from 'pino'
import type { CameraNetworks } from './CameraNetworks.ts'
import { CameraRefusal } from './CameraRefusal.ts'
import type { H264Packets } from './H264Packets.ts'
import { RtspSession } from './RtspSession.ts'
import type { VideoTrack } from './videoTrack.ts'

/** Without a frame for so long a camera counts as away, in milliseconds. */
const SILENT_MS = 5_000
/** Without a keyframe for so long nobody who comes later would see anything, in milliseconds. */
const NO_KEYFRAME_MS = 12_000
/** A camera that nobody has taken for so long rests, in milliseconds (as a client's own, SPEC 5.12). */
const UNTAKEN_MS = 4_000
/** Waits before the tries to have a camera back, in milliseconds; the last again and again. */
const TRY_AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const
/** What somebody has to mend at the camera is looked at again after this, in milliseconds. */
const MENDED_MS = 60_000
/** The most that a camera may send, over five seconds, in bits a second: as much as a client (EndpointTransport). */
const MAX_BITRATE = 8_000_000
/** Frames that go back within five seconds, beyond which it is no accident. */
const MAX_BACK = 2
const WINDOW_MS = 5_000

/** These are looked at again, but seldom; a password never: cameras lock out who goes on trying. */
const ASKS_FOR_HANDS: ReadonlySet<NetworkCameraFault> = new Set([
  'codec',
  'bFrames',
  'tooMuch',
  'notFound',
  'notAllowed',
  'noKeyframe',
])

export type CameraSourceEvents = { state: [NetworkCameraState] }

export type CameraSourceOptions = {
  readonly camera: NetworkCamera
  readonly networks: CameraNetworks
  readonly packets: H264Packets
  /** Takes a packet for those who look. */
  readonly send: (packet: Buffer) => void
  readonly log: Logger
}

/** Keeps a camera sending for as long as it is wanted, and says when nothing comes of it. */
export class CameraSource extends EventEmitter<CameraSourceEvents> {
  readonly #options: CameraSourceOptions
  readonly #end = new AbortController()
  #state: NetworkCameraState = { is: 'connecting' }
  #tries = 0
  readonly #takers = new Set<object>()
  #untaken: NodeJS.Timeout | undefined
  /** The session that there is, with what it takes to have it rest. */
  #now: { readonly session: RtspSession; readonly track: VideoTrack; readonly counts: Counts } | undefined

  constructor(options: CameraSourceOptions) {
    super()
    this.#options = options
  }

  get state(): NetworkCameraState {
    return this.#state
  }

  start(): void {
    void this.#run()
  }

  /** A consumer of it was made: the camera need not send while nobody takes anything. */
  follow(consumer: Pick<types.Consumer, 'closed' | 'paused' | 'observer'>): void {
    const look = () => {
      if (consumer.closed || consumer.paused) this.#takers.delete(consumer)
      else this.#takers.add(consumer)
      this.#onTakers()
    }
    consumer.observer.on('pause', look)
    consumer.observer.on('resume', look)
    consumer.observer.on('close', look)
    look()
  }

  /** Fine to call again. */
  close(): void {
    this.#end.abort()
    clearTimeout(this.#untaken)
    this.removeAllListeners()
  }

  async #run(): Promise<void> {
    const { signal } = this.#end
    while (!signal.aborted) {
      const refusal = await this.#untilItEnds()
      if (signal.aborted) return
      this.#options.log.info({ fault: refusal.fault, reason: refusal.message }, 'nothing comes of a network camera')
      this.#become({ is: 'away', fault: refusal.fault })
      if (refusal.fault === 'wrongPassword') return
      const wait = ASKS_FOR_HANDS.has(refusal.fault)
        ? MENDED_MS
        : TRY_AGAIN_MS[Math.min(this.#tries, TRY_AGAIN_MS.length - 1)]
      this.#tries += 1
      // It ends early when the camera is not wanted any more.
      await pause(wait ?? MENDED_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  #onTakers(): void {
    if (this.#end.signal.aborted) return
    if (this.#takers.size === 0) {
      this.#untaken ??= setTimeout(() => void this.#rest(), UNTAKEN_MS)
      return
    }
    clearTimeout(this.#untaken)
    this.#untaken = undefined
    void this.#wake()
  }

  async #rest(): Promise<void> {
    const now = this.#now
    if (now === undefined || this.#state.is !== 'live' || now.counts.rests) return
    now.counts.rests = true
    now.counts.rests = await now.session.rest(true)
    if (this.#takers.size > 0) await this.#wake()
  }

  /** What comes then has times and numbers of its own. */
  async #wake(): Promise<void> {
    const now = this.#now
    if (now === undefined || !now.counts.rests) return
    now.counts.rests = false
    this.#options.packets.begin(now.track)
    await now.session.rest(false)
  }

  /** One session, from its beginning to its end. Does not fail. */
  async #untilItEnds(): Promise<CameraRefusal> {
    const { camera, networks } = this.#options
    const { promise, resolve } = Promise.withResolvers<CameraRefusal>()
    let session: RtspSession | undefined
    let watch: NodeJS.Timeout | undefined
    const abort = () => resolve(new CameraRefusal('noAnswer', 'it is not wanted any more'))
    const { signal } = this.#end
    signal.addEventListener('abort', abort, { once: true })
    try {
      const address = await networks.addressOf(camera.host)
      const counts = new Counts()
      session = await RtspSession.play(
        camera,
        address,
        (opened, track) => {
          this.#options.packets.begin(track)
          this.#now = { session: opened, track, counts }
          opened.on('packet', (packet) => this.#take(packet, counts))
          opened.on('ended', resolve)
        },
        signal,
      )
      // It has to show once that something comes of it.
      clearTimeout(this.#untaken)
      this.#untaken = undefined
      this.#onTakers()
      watch = setInterval(() => {
        const fault = counts.fault()
        if (fault !== null) resolve(fault)
      }, 250)
      return await promise
    } catch (error) {
      if (error instanceof CameraRefusal) return error
      this.#options.log.error({ err: error }, 'a fault of this node with a network camera')
      return new CameraRefusal('strange', 'a fault of this node')
    } finally {
      clearInterval(watch)
      this.#now = undefined
      signal.removeEventListener('abort', abort)
      session?.close()
    }
  }

  #take(packet: Buffer, counts: Counts): void {
    const { packets, isFrame, isKeyframe, goesBack } = this.#options.packets.take(packet)
    counts.add(packet.length, isFrame, isKeyframe, goesBack)
    // What is too much or in disorder goes to nobody.
    if (counts.isFaulty) return
    for (const one of packets) this.#options.send(one)
    if (packets.length === 0) return
    this.#tries = 0
    if (this.#state.is !== 'live' || isKeyframe) this.#become({ is: 'live', keyframeMs: counts.keyframeMs })
  }

  /** Its keyframes come a little sooner or later each time: only what somebody would notice is told. */
  #become(state: NetworkCameraState): void {
    const former = this.#state
    if (former.is === 'live' && state.is === 'live') {
      const [before, now] = [former.keyframeMs, state.keyframeMs]
      if (now === null || (before !== null && Math.abs(now - before) < 500)) return
    }
    if (isDeepStrictEqual(former, state)) return
    this.#state = state
    this.emit('state', state)
  }
}

/** What came in one session, and what is wrong with it. */
class Counts {
  #frameAt = performance.now()
  #keyframeAt: number | null = null
  #beganAt = performance.now()
  #window = { from: performance.now(), bytes: 0, back: 0 }
  #found: CameraRefusal | null = null
  #rests = false
  keyframeMs: number | null = null

  /** Nothing is missed of a camera that rests. */
  get rests(): boolean {
    return this.#rests
  }

  set rests(rests: boolean) {
    this.#rests = rests
    const now = performance.now()
    this.#frameAt = now
    this.#beganAt = now
    this.#keyframeAt = null
    this.#window = { from: now, bytes: 0, back: 0 }
  }

  add(bytes: number, isFrame: boolean, isKeyframe: boolean, goesBack: boolean): void {
    const now = performance.now()
    if (isFrame) this.#frameAt = now
    if (isKeyframe) {
      if (this.#keyframeAt !== null) this.keyframeMs = Math.round(now - this.#keyframeAt)
      this.#keyframeAt = now
    }
    const window = this.#window
    window.bytes += bytes
    if (goesBack) window.back += 1
    if (window.back > MAX_BACK)
      this.#found ??= new CameraRefusal('bFrames', 'its frames are not in the order in which they are shown')
    if (window.bytes * 8 > (MAX_BITRATE * WINDOW_MS) / 1000)
      this.#found ??= new CameraRefusal('tooMuch', `more than ${MAX_BITRATE / 1000} kbit/s`)
    if (now - window.from < WINDOW_MS) return
    this.#window = { from: now, bytes: 0, back: 0 }
  }

  get isFaulty(): boolean {
    return this.#found !== null
  }

  fault(): CameraRefusal | null {
    const now = performance.now()
    if (this.#found !== null) return this.#found
    if (this.#rests) return null
    if (now - this.#frameAt > SILENT_MS) return new CameraRefusal('noAnswer', 'no frame for 5 s')
    if (now - (this.#keyframeAt ?? this.#beganAt) > NO_KEYFRAME_MS)
      return new CameraRefusal('noKeyframe', 'no keyframe for 12 s')
    return null
  }
}
