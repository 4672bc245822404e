import { EventEmitter } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  ConsumerId,
  type ControlData,
  ControlRequest,
  type ControlRequestName,
  type ControlResponse,
  NodeId,
  ProducerId,
  type Source,
} from '@diem-cau/sfu-contract'
import type { ControlLine } from '../live/media/nodes/SfuClient.ts'
import { madeUpCapabilities, madeUpRtp, madeUpTransport } from './madeUpMedia.ts'

const WORKER = {
  index: 0,
  pid: 1,
  cpu: 0,
  meetings: 0,
  endpoints: 0,
  producers: 0,
  consumers: 0,
  bitrateIn: 0,
  bitrateOut: 0,
}

/** Signaling's line to a media node that there is not, which answers as one does. */
export class MadeUpNode implements ControlLine {
  connected = false
  readonly active = true
  readonly #events = new EventEmitter()
  readonly #sources = new Map<ProducerId, Source>()
  #made = 0

  on(event: string, listener: (...args: never[]) => void): this {
    const told: () => void = listener
    this.#events.on(event, told)
    return this
  }

  connect(): this {
    this.connected = true
    void nextTurn().then(() => this.#events.emit('connect'))
    return this
  }

  disconnect(): this {
    this.connected = false
    return this
  }

  timeout() {
    return {
      emitWithAck: async (_event: 'request', message: unknown): Promise<unknown> => {
        await nextTurn()
        const { name, data } = ControlRequest.parse(message)
        // Through JSON, as over a socket.
        return JSON.parse(JSON.stringify({ ok: true, data: this.#answer(name as ControlRequestName, data) }))
      },
    }
  }

  /** @param data fits the name, as it comes of this program */
  #answer(name: ControlRequestName, data: unknown): unknown {
    const is = <N extends ControlRequestName>(_name: N) => data as ControlData<N>
    switch (name) {
      case 'node:describe':
        return {
          nodeId: NodeId.parse('made-up'),
          version: '0',
          startedAt: 0,
          region: '',
          limits: { meetings: null, endpoints: null },
          draining: false,
          workers: [WORKER],
          routerRtpCapabilities: madeUpCapabilities,
        } satisfies ControlResponse<'node:describe'>
      case 'meeting:list':
        return { meetings: [] } satisfies ControlResponse<'meeting:list'>
      case 'endpoint:join':
        return {
          worker: 0,
          routerRtpCapabilities: madeUpCapabilities,
          send: madeUpTransport,
          recv: madeUpTransport,
        } satisfies ControlResponse<'endpoint:join'>
      case 'endpoint:produce':
        return { producerId: this.#produce(is('endpoint:produce').source) }
      case 'endpoint:subscribe':
        return this.#subscribe(is('endpoint:subscribe'))
      default:
        return {}
    }
  }

  #produce(source: Source): ProducerId {
    const producerId = ProducerId.parse(`made-up-${++this.#made}`)
    this.#sources.set(producerId, source)
    return producerId
  }

  #subscribe({ sources }: ControlData<'endpoint:subscribe'>): ControlResponse<'endpoint:subscribe'> {
    const consumers = sources.map(({ producerId }) => {
      const source = this.#sources.get(producerId) ?? 'camera'
      const isMic = source === 'mic'
      return {
        consumerId: ConsumerId.parse(`made-up-${++this.#made}`),
        producerId,
        kind: isMic ? ('audio' as const) : ('video' as const),
        type: isMic ? ('simple' as const) : ('simulcast' as const),
        rtpParameters: madeUpRtp(source),
        producerPaused: false,
      }
    })
    return { consumers, closed: [], refused: [] }
  }
}
