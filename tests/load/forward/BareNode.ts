import type { types } from 'mediasoup'
import { BareSfu, consume, produce } from '../farm/BareSfu.ts'
import type { Farm } from '../farm/Farm.ts'
import type { VideoOptions } from '../farm/streams.ts'
import type { MediaServer, Member, Wanted, Watched } from './MediaServer.ts'

/** mediasoup as it comes: one worker with its default settings. Its Node is the bench's and is not counted. */
export class BareNode implements MediaServer {
  readonly #sfu: BareSfu
  readonly #farm: Farm

  private constructor(sfu: BareSfu, farm: Farm) {
    this.#sfu = sfu
    this.#farm = farm
  }

  static async start(farm: Farm, workerBin: string): Promise<BareNode> {
    return new BareNode(await BareSfu.start(workerBin), farm)
  }

  get pids(): readonly number[] {
    return [this.#sfu.worker.pid]
  }

  get workerPids(): readonly number[] {
    return this.pids
  }

  async join(): Promise<Member> {
    return new BareMember(this.#sfu, this.#farm)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sfu[Symbol.dispose]()
  }
}

class BareMember implements Member {
  readonly #sfu: BareSfu
  readonly #farm: Farm
  #producers: Readonly<Record<types.MediaKind, types.Producer>> | null = null

  constructor(sfu: BareSfu, farm: Farm) {
    this.#sfu = sfu
    this.#farm = farm
  }

  async publish(video: VideoOptions): Promise<void> {
    const { server, far } = await this.#sfu.connect(this.#farm)
    const mic = await far.produceAudio({ muted: true })
    const camera = await far.produceVideo({ ...video, muted: true })
    this.#producers = { audio: await produce(server, mic), video: await produce(server, camera) }
    await Promise.all([mic.unmute(), camera.unmute()])
  }

  async watch(streams: readonly Wanted[]): Promise<Watched> {
    const ends = await this.#sfu.connect(this.#farm)
    const ssrcs: number[] = []
    for (const stream of streams) {
      const layer = stream.kind === 'video' ? stream.layer : undefined
      const { ssrc } = await consume(this.#sfu, ends, producerOf(stream), {
        inspect: false,
        ...(layer === undefined ? {} : { spatialLayer: layer }),
      })
      ssrcs.push(ssrc)
    }
    return { far: ends.far, ssrcs }
  }

  get producers() {
    return this.#producers
  }
}

function producerOf({ of, kind }: Wanted): types.Producer {
  if (!(of instanceof BareMember) || of.producers === null) throw new Error('who is watched publishes here')
  return of.producers[kind]
}
