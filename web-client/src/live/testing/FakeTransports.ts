import { type Demand, type ErrorCode, MeetingError, ProducerId, type Source } from '@diem-cau/signaling-contract'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import type { ProducerHandle, PublishTarget, Wanted } from '../media/LegPublisher.ts'
import { OPEN, type Shape } from '../media/uplink/nextUplink.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Transports that remember what was asked of them; producing can be held back. */
export class FakeTransports implements PublishTarget {
  readonly done: string[] = []
  readonly #name: string
  gate: Promise<void> = Promise.resolve()
  failing: boolean | ErrorCode = false
  #next = 0

  constructor(name = '') {
    this.#name = name
  }

  async produce(source: Source, wanted: Wanted): Promise<ProducerHandle> {
    await this.gate
    if (typeof this.failing === 'string') throw new RequestFailed(this.failing, new MeetingError(this.failing).toBody())
    if (this.failing) throw new Error('refused')
    const id = ProducerId.parse(`${this.#name}${source}${++this.#next}`)
    this.done.push(`produce ${id}${wanted.paused ? ' paused' : ''}`)
    const handle: Mutable<Pick<ProducerHandle, 'id' | 'track' | 'paused' | 'device' | 'layer' | 'shape'>> = {
      id,
      track: wanted.track,
      paused: wanted.paused,
      ...(wanted.device && { device: wanted.device }),
      layer: undefined,
      shape: OPEN.shape,
    }
    return Object.assign(handle, {
      setPaused: async (paused: boolean) => {
        handle.paused = paused
        if (this.failing) throw new Error('refused')
        this.done.push(`${paused ? 'pause' : 'resume'} ${id}`)
      },
      replaceTrack: async (track: MediaStreamTrack) => void ((handle.track = track), this.done.push(`replace ${id}`)),
      send: async (layer: Demand | undefined, shape: Shape) => {
        if (layer !== handle.layer) this.done.push(`layer ${layer} ${id}`)
        if (shape !== handle.shape) this.done.push(`${shape.kind} ${id}`)
        handle.layer = layer
        handle.shape = shape
      },
      close: async () => void this.done.push(`close ${id}`),
    })
  }
}
