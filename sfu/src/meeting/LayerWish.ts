import type { Layers } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'

/**
 * The layers that are wanted of one consumer, and what mediasoup is told of them.
 *
 * The worker drops the keyframe of a single VP8 stream with temporal layers (a screen) when it aims at more than
 * layer 0 while nothing flows yet, and what follows with it: the picture stays black. So such a stream is asked
 * for at its lowest layer until it flows, and again whenever it stops. decisions/005.
 */
export class LayerWish {
  readonly #consumer: types.Consumer
  readonly #fromBase: boolean
  #wanted: Layers | undefined
  /** The layers that mediasoup was told; undefined: it was told nothing, and sends all layers. */
  #told: types.ConsumerLayers | undefined
  /** No larger layer than this, whatever is wanted; null: as it is wanted. */
  #most: number | null = null

  /** The consumer must have been made with {@link LayerWish.first} of the same wish. */
  constructor(consumer: types.Consumer, wanted: Layers | undefined) {
    this.#consumer = consumer
    this.#fromBase = startsFromBase(consumer)
    this.#wanted = wanted
    this.#told = LayerWish.first(consumer, wanted)
    // A call fails only when the consumer has closed meanwhile.
    if (this.#fromBase) consumer.on('layerschange', () => void this.#tell().catch(() => undefined))
  }

  /** The layers to make a consumer with; undefined = all of them. */
  static first(stream: Stream, wanted: Layers | undefined): types.ConsumerLayers | undefined {
    return startsFromBase(stream) ? BASE : mediasoupLayers(wanted)
  }

  /** Undefined leaves the wish as it was. */
  async set(wanted: Layers | undefined): Promise<void> {
    if (wanted === undefined || this.#consumer.type === 'simple') return
    this.#wanted = wanted
    await this.#tell()
  }

  /** Keeps it to the layer that flows, or lets it go up again. */
  async hold(on: boolean): Promise<void> {
    if (this.#consumer.type !== 'simulcast') return
    this.#most = on ? (this.#consumer.currentLayers?.spatialLayer ?? 0) : null
    await this.#tell()
  }

  /** Writes down what it tells before it does: of two calls that overlap the later one counts. */
  async #tell(): Promise<void> {
    const flows = this.#consumer.currentLayers !== undefined
    const layers = this.#fromBase
      ? flows
        ? (mediasoupLayers(this.#wanted) ?? ALL)
        : BASE
      : this.#atMost(mediasoupLayers(this.#wanted))
    if (layers === undefined || same(layers, this.#told)) return
    this.#told = layers
    await this.#consumer.setPreferredLayers(layers)
  }

  #atMost(layers: types.ConsumerLayers | undefined): types.ConsumerLayers | undefined {
    if (this.#most === null) return layers ?? (this.#told && EVERY)
    return { ...(layers ?? EVERY), spatialLayer: Math.min(this.#most, (layers ?? EVERY).spatialLayer) }
  }
}

const BASE: types.ConsumerLayers = { spatialLayer: 0, temporalLayer: 0 }
/** Every temporal layer that there is. */
const ALL: types.ConsumerLayers = { spatialLayer: 0 }

/** Every layer that there is: mediasoup takes the highest of a stream that has fewer. */
const EVERY: types.ConsumerLayers = { spatialLayer: 2, temporalLayer: 2 }

type Stream = Pick<types.Producer | types.Consumer, 'type' | 'rtpParameters'>

function startsFromBase({ type, rtpParameters }: Stream): boolean {
  return type === 'svc' && rtpParameters.codecs[0]?.mimeType.toLowerCase() === 'video/vp8'
}

function mediasoupLayers(layers: Layers | undefined): types.ConsumerLayers | undefined {
  return layers && { spatialLayer: layers.spatial, temporalLayer: layers.temporal }
}

function same(a: types.ConsumerLayers, b: types.ConsumerLayers | undefined): boolean {
  return a.spatialLayer === b?.spatialLayer && a.temporalLayer === b.temporalLayer
}
