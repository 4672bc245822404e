import {
  ControlError,
  type DtlsParameters,
  IceParameters,
  type TransportParameters,
  type Direction,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import { mediaCall } from '../wire/errorBody.ts'
import { onWire } from '../wire/onWire.ts'

/**
 * The first guess of what the way to a client carries, in bits a second, as long as nothing is known of it (`LineEstimates`). It is over mediasoup's 600,000, so that a
 * stage starts on its middle layer beside a few thumbnails; it is under what a ward's weakest line (2 Mbit/s) has, so
 * that the guess itself does not clog it. Transport-wide feedback corrects it within a second.
 */
const INITIAL_OUTGOING_BITRATE = 1_000_000

/**
 * The most that one client may send, in bits a second: camera in three layers (3 M), a 1080p screen (4 M), sound, and
 * room for retransmission.
 */
const MAX_INCOMING_BITRATE = 8_000_000

/** Without an answer to ICE consent for so long the transport is `disconnected`, in seconds (RFC 7675). */
const ICE_CONSENT_TIMEOUT_S = 30

export type TransportState = 'connected' | 'disconnected' | 'failed'
export type EndpointTransportEvents = { state: [TransportState] }

/** One WebRtcTransport of an endpoint, with one state made of its ICE and DTLS states. */
export class EndpointTransport extends EventEmitter<EndpointTransportEvents> {
  readonly transport: types.WebRtcTransport
  #state: TransportState | 'new' = 'new'
  #connect: { fingerprints: string; done: Promise<void> } | undefined

  private constructor(transport: types.WebRtcTransport) {
    super()
    this.transport = transport
    transport.on('icestatechange', () => this.#update())
    transport.on('dtlsstatechange', () => this.#update())
  }

  /**
   * @param limits `incoming`: bits a second that its client is asked to keep to, when it sends; `guess`: what the way to it is thought to
   * carry, until that is known
   * @throws ControlError `unavailable` if the router closes meanwhile
   */
  static async open(
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    direction: Direction,
    limits: { readonly incoming?: number | undefined; readonly guess?: number | null | undefined } = {},
  ): Promise<EndpointTransport> {
    const gone = () => router.closed
    const transport = await mediaCall(
      router.createWebRtcTransport({
        webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        enableSctp: false,
        iceConsentTimeout: ICE_CONSENT_TIMEOUT_S,
        initialAvailableOutgoingBitrate: limits.guess ?? INITIAL_OUTGOING_BITRATE,
      }),
      gone,
    )
    // No floor for the other way: mediasoup's own (30 kbit/s) stands. Above it libwebrtc warns every second of a weak line.
    try {
      if (direction === 'send')
        await mediaCall(transport.setMaxIncomingBitrate(limits.incoming ?? MAX_INCOMING_BITRATE), gone)
    } finally {
      // One that was made while its router closed was not closed with it.
      if (router.closed) transport.close()
    }
    return new EndpointTransport(transport)
  }

  get parameters(): TransportParameters {
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.transport
    // The client parses this when it makes its side; undefined properties do not get into JSON.
    return { id, iceParameters, iceCandidates, dtlsParameters }
  }

  /** The same fingerprints again (an answer was lost) do nothing twice; others are refused. */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    const fingerprints = JSON.stringify(dtlsParameters.fingerprints)
    if (this.#connect !== undefined && this.#connect.fingerprints !== fingerprints) {
      throw new ControlError(
        'unsupportedMedia',
        'the transport is connected with other DTLS parameters; join again for a new one',
      )
    }
    this.#connect ??= { fingerprints, done: this.call(this.transport.connect({ dtlsParameters })) }
    try {
      await this.#connect.done
    } catch (error) {
      this.#connect = undefined
      throw error
    }
  }

  async restartIce(): Promise<IceParameters> {
    return onWire(IceParameters, await this.call(this.transport.restartIce()))
  }

  /** Awaits something asked of mediasoup for this transport. */
  call<T>(asked: Promise<T>): Promise<T> {
    return mediaCall(asked, () => this.transport.closed)
  }

  close(): void {
    this.removeAllListeners()
    this.transport.close()
  }

  #update(): void {
    const state = stateOf(this.transport)
    if (state === this.#state || state === 'new') return
    this.#state = state
    this.emit('state', state)
  }
}

/** DTLS that ended cannot be had back by an ICE restart, so it counts as failed, whoever ended it. */
export function stateOf({
  iceState,
  dtlsState,
  closed,
}: Pick<types.WebRtcTransport, 'iceState' | 'dtlsState' | 'closed'>): TransportState | 'new' {
  if (closed) return 'new'
  if (dtlsState === 'failed' || dtlsState === 'closed') return 'failed'
  switch (iceState) {
    case 'connected':
    case 'completed':
      return dtlsState === 'connected' ? 'connected' : 'new'
    case 'disconnected':
      return 'disconnected'
    case 'new':
    case 'closed':
      return 'new'
    default:
      throw new Error(`unknown ICE state ${String(iceState satisfies never)}`)
  }
}
