import type { NetworkCamera } from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import { connect, type Socket } from 'node:net'
import { authorize } from './authorize.ts'
import { CameraRefusal } from './CameraRefusal.ts'
import { RtspReader, type RtspResponse } from './RtspReader.ts'
import { type VideoTrack, videoTrack } from './videoTrack.ts'

/** A camera that does not answer a request within this is away, in milliseconds. */
const ANSWER_MS = 5_000
/** What a camera that says nothing of it waits before it ends a session (RFC 2326, 12.37), in seconds. */
const SESSION_TIMEOUT_S = 60

export type RtspSessionEvents = {
  /** A packet of the picture (RTP). */
  packet: [Buffer]
  /** It ended by itself. */
  ended: [CameraRefusal]
}

type Headers = Readonly<Record<string, string>>

/**
 * One session with a camera: RTSP 1.0 with the picture in the same TCP connection (RFC 2326), so that one way through a firewall
 * does, and nothing is sent to any address but the one that was looked at.
 */
export class RtspSession extends EventEmitter<RtspSessionEvents> {
  readonly #camera: NetworkCamera
  readonly #socket: Socket
  readonly #reader = new RtspReader()
  readonly #url: string
  #challenges: readonly string[] = []
  #cSeq = 0
  /** Requests go one after the other. */
  #turn: Promise<unknown> = Promise.resolve()
  #waiting: ((outcome: RtspResponse | CameraRefusal) => void) | undefined
  #session: string | undefined
  #channel = 0
  #base: string
  #keepAlive: NodeJS.Timeout | undefined
  #isClosed = false

  private constructor(camera: NetworkCamera, address: string) {
    super()
    this.#camera = camera
    this.#url = `rtsp://${camera.host}:${camera.port}${camera.path}`
    this.#base = this.#url
    this.#socket = connect({ host: address, port: camera.port, noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#end(new CameraRefusal('noAnswer', error.message)))
    this.#socket.on('close', () => this.#end(new CameraRefusal('noAnswer', 'it ended the connection')))
  }

  /**
   * Has the camera send its picture. Listeners for `packet` are to be there at once: `onOpen` gets the session before the first comes.
   * @param address the one of the host's addresses that may be gone to
   * @throws CameraRefusal
   */
  static async play(
    camera: NetworkCamera,
    address: string,
    onOpen: (session: RtspSession, track: VideoTrack) => void,
    signal: AbortSignal,
  ): Promise<RtspSession> {
    const session = new RtspSession(camera, address)
    const abort = () => session.close()
    signal.addEventListener('abort', abort)
    try {
      await session.#play(onOpen)
      return session
    } catch (error) {
      session.close()
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  /** Fine to call again. */
  close(): void {
    if (this.#isClosed) return
    if (this.#session !== undefined && this.#socket.writable)
      this.#socket.write(this.#message('TEARDOWN', this.#url, { Session: this.#session }))
    this.#end(new CameraRefusal('noAnswer', 'the session was closed'), true)
  }

  async #play(onOpen: (session: RtspSession, track: VideoTrack) => void): Promise<void> {
    const methods = await this.#methods()
    const described = await this.#ask('DESCRIBE', this.#url, { Accept: 'application/sdp' })
    const told = described.headers.get('content-base')?.[0] ?? described.headers.get('content-location')?.[0]
    // Some cameras tell a part of it.
    const base = told !== undefined && /^rtsp:/i.test(told) ? told : this.#url
    this.#base = base
    const track = videoTrack(described.body, base)
    const transport = 'RTP/AVP/TCP;unicast;interleaved=0-1'
    const { headers } = await this.#ask('SETUP', track.url, { Transport: transport })
    const [session = '', ...parameters] = headers.get('session')?.[0]?.split(';') ?? []
    this.#session = session.trim()
    this.#channel = Number(/interleaved=(\d+)/i.exec(headers.get('transport')?.[0] ?? '')?.[1] ?? 0)
    onOpen(this, track)
    await this.#ask('PLAY', base, { Session: this.#session, Range: 'npt=0.000-' })
    const timeout = parameters.map((one) => /^\s*timeout=(\d+)/i.exec(one)?.[1]).find((one) => one !== undefined)
    const method = methods.includes('GET_PARAMETER') ? 'GET_PARAMETER' : 'OPTIONS'
    this.#keepAlive = setInterval(
      () => void this.#stayAlive(method),
      (Math.max(Number(timeout ?? SESSION_TIMEOUT_S), 4) * 1000) / 2,
    )
  }

  /**
   * Has the camera send nothing, or again: what nobody takes is not to fill its line. One that cannot pause sends on.
   * @returns whether it rests then
   */
  async rest(rests: boolean): Promise<boolean> {
    try {
      if (rests) await this.#ask('PAUSE', this.#base, { Session: this.#session ?? '' })
      else await this.#ask('PLAY', this.#base, { Session: this.#session ?? '' })
      return rests
    } catch (error) {
      if (!(error instanceof CameraRefusal)) throw error
      if (!rests) this.#end(error)
      return false
    }
  }

  /** What it understands; some cameras do not say. */
  async #methods(): Promise<string> {
    try {
      const { headers } = await this.#ask('OPTIONS', this.#url)
      return headers.get('public')?.join(',') ?? ''
    } catch (error) {
      if (error instanceof CameraRefusal && (error.fault === 'strange' || error.fault === 'notFound')) return ''
      throw error
    }
  }

  /** A camera that refuses it need not be told: whether pictures come is watched. */
  async #stayAlive(method: string): Promise<void> {
    try {
      await this.#ask(method, this.#url, { Session: this.#session ?? '' })
    } catch (error) {
      if (!(error instanceof CameraRefusal)) throw error
    }
  }

  #ask(method: string, url: string, headers: Headers = {}): Promise<RtspResponse> {
    const answer = this.#turn.then(() => this.#askNow(method, url, headers))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  async #askNow(method: string, url: string, headers: Headers): Promise<RtspResponse> {
    let response = await this.#exchange(method, url, headers)
    if (response.status === 401 && this.#camera.user !== '') {
      // The first time nothing was said; later on, its word (nonce) may be a new one.
      const hadSaid = this.#challenges.length > 0
      const challenges = response.headers.get('www-authenticate') ?? []
      const isStale = challenges.some((challenge) => /stale\s*=\s*"?true/i.test(challenge))
      if (!hadSaid || isStale || method !== 'DESCRIBE') {
        this.#challenges = challenges
        response = await this.#exchange(method, url, headers)
      }
    }
    const { status } = response
    if (status >= 200 && status < 300) return response
    if (status === 401 || status === 403) throw new CameraRefusal('wrongPassword', `${method}: ${status}`)
    if (status === 404 || status === 454) throw new CameraRefusal('notFound', `${method}: ${status}`)
    if (status >= 300 && status < 400)
      throw new CameraRefusal('notFound', `${method}: it points to another address; write that one`)
    throw new CameraRefusal('strange', `${method}: ${status}`)
  }

  #exchange(method: string, url: string, headers: Headers): Promise<RtspResponse> {
    if (this.#isClosed) throw new CameraRefusal('noAnswer', 'the session was closed')
    const { promise, resolve, reject } = Promise.withResolvers<RtspResponse>()
    const timer = setTimeout(() => this.#end(new CameraRefusal('noAnswer', `no answer to ${method}`)), ANSWER_MS)
    const answered = (outcome: RtspResponse | CameraRefusal) => {
      clearTimeout(timer)
      this.#waiting = undefined
      if (outcome instanceof CameraRefusal) reject(outcome)
      else resolve(outcome)
    }
    this.#waiting = answered
    this.#socket.write(this.#message(method, url, headers))
    return promise
  }

  #message(method: string, uri: string, headers: Headers): string {
    const authorization =
      this.#challenges.length === 0 ? null : authorize(this.#challenges, this.#camera, { method, uri })
    const all = {
      CSeq: String((this.#cSeq += 1)),
      'User-Agent': 'diem-cau',
      ...headers,
      ...(authorization === null ? {} : { Authorization: authorization }),
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    return `${method} ${uri} RTSP/1.0\r\n${lines.join('')}\r\n`
  }

  #take(chunk: Buffer): void {
    try {
      for (const item of this.#reader.take(chunk)) {
        if (this.#isClosed) return
        if (item.kind === 'response') this.#waiting?.(item.response)
        else if (item.channel === this.#channel) this.emit('packet', item.packet)
      }
    } catch (error) {
      if (!(error instanceof CameraRefusal)) throw error
      this.#end(error)
    }
  }

  /** @param isOwn nobody is told who did it themselves */
  #end(refusal: CameraRefusal, isOwn = false): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#keepAlive)
    // What is written goes out, and a camera that takes nothing any more is not waited for.
    if (isOwn) this.#socket.destroySoon()
    else this.#socket.destroy()
    this.#waiting?.(refusal)
    if (!isOwn) this.emit('ended', refusal)
    this.removeAllListeners()
  }
}
