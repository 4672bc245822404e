import { ControlError } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import type { PortRange } from '../settings/config.ts'
import { mediaCall } from '../wire/errorBody.ts'

/** Kernel buffers of a pipe, in bytes: it carries what a whole part of a meeting receives. */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024

/**
 * Least time between two keyframe requests through a pipe, in milliseconds. It gathers what a burst of viewers asks
 * for. The sender itself is spared at its own router (see Endpoint), whose wait this one is added to, so it is short.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 100

/**
 * The address that the far end sends to, and the keys of what comes from here. Without `srtpParameters` nothing is
 * encrypted.
 */
export type PipeAddress = { readonly ip: string; readonly port: number; readonly srtpParameters?: types.SrtpParameters }

/** The address on which a pipe listens. Between workers of one machine that is the loopback, in the clear. */
export type PipeListen = {
  readonly ip: string
  readonly announced?: string
  readonly ports: PortRange
  readonly encrypted: boolean
}

/** A router must know this of a producer to take it in. */
export type PipedParameters = {
  readonly producerId: string
  readonly kind: types.MediaKind
  readonly rtpParameters: types.RtpParameters
  readonly paused: boolean
}

/** One end of a pipe: producers leave their router through it, and come into another under the same id. */
export class PipeEnd {
  readonly #transport: types.PipeTransport

  private constructor(transport: types.PipeTransport) {
    this.#transport = transport
  }

  /** @throws ControlError `unavailable` if the router closes meanwhile, or every port is taken */
  static async open(router: types.Router, { ip, announced, ports, encrypted }: PipeListen): Promise<PipeEnd> {
    const opening = router.createPipeTransport({
      listenInfo: {
        protocol: 'udp',
        ip,
        portRange: { min: ports.min, max: ports.max },
        sendBufferSize: SOCKET_BUFFER_BYTES,
        recvBufferSize: SOCKET_BUFFER_BYTES,
        ...(announced === undefined ? {} : { announcedAddress: announced }),
      },
      enableRtx: true,
      enableSrtp: encrypted,
    })
    try {
      return new PipeEnd(await opening)
    } catch (error) {
      if (router.closed) throw new ControlError('unavailable', 'closed meanwhile; try again')
      const why = error instanceof Error ? error.message : String(error)
      throw new ControlError(
        'unavailable',
        `no pipe can be opened on ${ip}, ports ${ports.min} to ${ports.max}: ${why}`,
      )
    }
  }

  get closed(): boolean {
    return this.#transport.closed
  }

  get address(): PipeAddress {
    const { tuple, srtpParameters } = this.#transport
    const address = { ip: tuple.localAddress, port: tuple.localPort }
    return srtpParameters === undefined ? address : { ...address, srtpParameters }
  }

  /** Calls `ended` once it is closed, by whomever. */
  onClosed(ended: () => void): void {
    this.#transport.observer.once('close', ended)
  }

  connect({ ip, port, srtpParameters }: PipeAddress): Promise<void> {
    return this.#call(this.#transport.connect({ ip, port, ...(srtpParameters && { srtpParameters }) }))
  }

  /** Sends a producer of this end's router. */
  send(producer: types.Producer): Promise<types.Consumer> {
    return this.#call(this.#transport.consume({ producerId: producer.id }))
  }

  /** Takes a producer in that the far end sends. */
  receive({ producerId, kind, rtpParameters, paused }: PipedParameters): Promise<types.Producer> {
    const keyFrameRequestDelay = kind === 'video' ? KEY_FRAME_REQUEST_DELAY_MS : 0
    return this.#call(this.#transport.produce({ id: producerId, kind, rtpParameters, paused, keyFrameRequestDelay }))
  }

  stats(): Promise<types.PipeTransportStat[]> {
    return this.#transport.getStats()
  }

  /** Fine to call again. */
  close(): void {
    this.#transport.close()
  }

  #call<T>(asked: Promise<T>): Promise<T> {
    return mediaCall(asked, () => this.#transport.closed)
  }
}
