import type { IceParameters, RtpParameters, TransportParameters } from '@diem-cau/sfu-contract'
import { type FarmEvent, TransportStats } from './FarmMessage.ts'
import type { FarmEventOf, FarmProcess } from './FarmProcess.ts'
import { FarmTrack } from './FarmTrack.ts'
import {
  type AudioOptions,
  audioStream,
  extensionIds,
  type SentStream,
  type VideoOptions,
  videoStream,
} from './streams.ts'

const ICE_REFUSED = 'ICE: the server refused the credentials'

export interface Received {
  readonly ssrc: number
}

/** One WebRTC transport of the farm. It sends what it is told to, whoever has the floor. */
export class FarmTransport {
  readonly id: number
  /** Resolves once DTLS is done, with the SRTP profile; rejects with the reason. */
  readonly connected: Promise<string>
  readonly #process: FarmProcess
  readonly #firstArrivals = new Map<number, number>()
  readonly #awaiting = new Set<number>()
  readonly #stopListening: () => void
  #lastMid = 0
  #lineListener: ((event: FarmEvent) => void) | null = null

  private constructor(process: FarmProcess, id: number, patienceMs: number | undefined) {
    this.id = id
    this.#process = process
    this.#stopListening = process.listen((event) => {
      if (!('transport' in event) || event.transport !== id) return
      if (event.event === 'firstPacket') this.#firstArrivals.set(event.ssrc, event.at)
      this.#lineListener?.(event)
    })
    this.connected = this.#event(['connected', 'failed', 'iceRefused'], () => true, patienceMs).then((outcome) => {
      if (outcome.event === 'connected') return outcome.profile
      throw new Error(outcome.event === 'failed' ? outcome.reason : ICE_REFUSED)
    })
    this.connected.catch(() => undefined) // a failure counts when somebody asks for it
  }

  static async open(
    process: FarmProcess,
    id: number,
    { iceParameters, iceCandidates, dtlsParameters }: TransportParameters,
    patienceMs?: number,
  ): Promise<FarmTransport> {
    const candidate = iceCandidates.find(({ protocol, address }) => protocol === 'udp' && address.includes('.'))
    const fingerprint = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256')
    if (!candidate || !fingerprint)
      throw new Error('the farm needs a UDP candidate over IPv4 and a SHA-256 fingerprint')
    const transport = new FarmTransport(process, id, patienceMs)
    await process.command('connect', {
      transport: id,
      ip: candidate.address,
      port: candidate.port,
      ...credentials(iceParameters),
      fingerprint: fingerprint.value,
    })
    return transport
  }

  /** Begins checks with the server's new credentials; resolves when one was answered. DTLS and media go on. @throws Error if refused */
  async restartIce(iceParameters: IceParameters): Promise<void> {
    const answered = this.#event(['iceConnected', 'iceRefused'], () => true)
    answered.catch(() => undefined)
    await this.#command('restartIce', credentials(iceParameters))
    if ((await answered).event === 'iceRefused') throw new Error(ICE_REFUSED)
  }

  /** Sends Opus, 50 packets a second, from now on unless `muted`. Nothing leaves before `connected`. */
  produceAudio(options: AudioOptions = {}): Promise<FarmTrack> {
    return this.#produce(audioStream(this.#nextMid(), options))
  }

  /** Sends VP8 in simulcast layers, the smallest first. */
  produceVideo(options: VideoOptions = {}): Promise<FarmTrack> {
    return this.#produce(videoStream(this.#nextMid(), options))
  }

  async #produce({ rtpParameters, layers, muted }: SentStream): Promise<FarmTrack> {
    await Promise.all(layers.map((layer) => this.#command('send', { ...layer, on: !muted })))
    return new FarmTrack({
      kind: rtpParameters.encodings?.length && layers[0]?.video ? 'video' : 'audio',
      rtpParameters,
      ssrcs: layers.map(({ ssrc }) => ssrc),
      switchOn: async (on) => void (await Promise.all(layers.map(({ ssrc }) => this.#command('switch', { ssrc, on })))),
      switchLayer: async (index, on) => {
        const layer = layers[index]
        if (layer) await this.#command('switch', { ssrc: layer.ssrc, on })
      },
      stop: async () => void (await Promise.all(layers.map(({ ssrc }) => this.#command('stop', { ssrc })))),
      nextKeyFrameRequest: async (layer) => {
        await this.#event(['keyFrameAsked'], ({ ssrc }) => ssrc === layers[layer]?.ssrc)
      },
    })
  }

  /**
   * Announces what a consumer of the server will send, with its `rtpParameters`: feedback for it begins.
   * @param inspect whether to decrypt it, which tells false packets and key frames, and costs a microsecond a packet
   * @param listener who waits for its packets (Farm.gaps), a number from 1 to 1023; 0 = nobody
   */
  async consume(
    rtpParameters: RtpParameters,
    { inspect = true, listener = 0 }: { inspect?: boolean; listener?: number } = {},
  ): Promise<Received> {
    const codec = rtpParameters.codecs[0]
    const ssrc = rtpParameters.encodings?.[0]?.ssrc
    if (!codec || ssrc === undefined) throw new Error('a consumer has a codec and an SSRC')
    const { transportCcId } = extensionIds(rtpParameters.headerExtensions ?? [])
    await this.#command('receive', {
      ssrc,
      clockRate: codec.clockRate,
      video: codec.mimeType.toLowerCase() === 'video/vp8',
      inspect,
      listener,
      ...(transportCcId === undefined ? {} : { transportCcId }),
    })
    return { ssrc }
  }

  /** Waits for the first packet ever of this SSRC. @returns when it came, in ms since 1970 */
  async firstPacket(ssrc: number, timeoutMs?: number): Promise<number> {
    return (
      this.#firstArrivals.get(ssrc) ??
      (await this.#event(['firstPacket'], (event) => event.ssrc === ssrc, timeoutMs)).at
    )
  }

  /**
   * Begins to wait for the `count`th packet from now on. The outer promise resolves when the farm watches, so that what
   * shall cause the packet is done after it; `arrival` is in ms since 1970.
   */
  async watch(ssrc: number, count = 1, timeoutMs?: number): Promise<{ arrival: Promise<number> }> {
    if (this.#awaiting.has(ssrc)) throw new Error(`SSRC ${ssrc} is already watched`)
    this.#awaiting.add(ssrc)
    const arrival = this.#event(['awaitedPacket'], (event) => event.ssrc === ssrc, timeoutMs)
      .then(({ at }) => at)
      .finally(() => this.#awaiting.delete(ssrc))
    arrival.catch(() => undefined)
    await this.#command('await', { ssrc, packets: count })
    return { arrival }
  }

  /** Waits for `count` more packets. */
  async packets(ssrc: number, count: number, timeoutMs?: number): Promise<void> {
    await (
      await this.watch(ssrc, count, timeoutMs)
    ).arrival
  }

  /** The next key frame that came, of this height if one is given. */
  keyFrame(ssrc: number, height?: number, timeoutMs?: number): Promise<FarmEventOf<'keyFrame'>> {
    return this.#event(
      ['keyFrame'],
      (event) => event.ssrc === ssrc && (height === undefined || event.height === height),
      timeoutMs,
    )
  }

  /** Sends a PLI. */
  async askKeyFrame(ssrc: number): Promise<void> {
    await this.#command('askKeyFrame', { ssrc })
  }

  async stats(): Promise<TransportStats> {
    return TransportStats.parse(await this.#command('stats', {}))
  }

  /** Tells how it is with the line, as a browser does. `failed`: no check was answered for 30 s, or DTLS could not be agreed. */
  onLine(tell: (state: 'connected' | 'disconnected' | 'failed') => void): void {
    let isSecure = false
    this.#lineListener = (event) => {
      if (event.event === 'connected') isSecure = true
      if (event.event === 'iceSilent') tell('disconnected')
      else if (event.event === 'consentLost' || (event.event === 'failed' && !isSecure)) tell('failed')
      else if (isSecure && (event.event === 'connected' || event.event === 'iceConnected')) tell('connected')
    }
  }

  /** Pulls its cable, or plugs it in again: while it is cut no packet passes either way, and nobody is told. */
  async cut(on: boolean): Promise<void> {
    await this.#command('cut', { on })
  }

  /** Says goodbye and frees the socket. */
  async close(): Promise<void> {
    this.#stopListening()
    await this.#command('close', {})
  }

  #nextMid(): string {
    return String((this.#lastMid += 1))
  }

  #command(name: string, data: Record<string, string | number | boolean>) {
    return this.#process.command(name, { transport: this.id, ...data })
  }

  #event<N extends Exclude<FarmEvent['event'], 'ready'>>(
    names: readonly N[],
    fits: (event: FarmEventOf<N>) => boolean,
    timeoutMs?: number,
  ): Promise<FarmEventOf<N>> {
    return this.#process.event(
      names,
      (event) => 'transport' in event && event.transport === this.id && fits(event),
      timeoutMs,
    )
  }
}

function credentials({ usernameFragment, password }: IceParameters) {
  return { ufrag: usernameFragment, password }
}
