import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ControlResponse } from '@diem-cau/sfu-contract'
import { ControlClient } from '../../../sfu/src/testing/ControlClient.ts'
import { Child } from '../../protocol/support/Child.ts'
import { freePorts } from '../../support/freePorts.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmEndpoint } from '../farm/FarmEndpoint.ts'
import type { VideoOptions } from '../farm/streams.ts'
import type { MediaServer, Member, Wanted, Watched } from './MediaServer.ts'

const MAIN = resolve(import.meta.dirname, '../../../sfu/src/main.ts')
const SECRET = 'a secret of the bench, long enough to be one'
const MEETING = 'bench'

/** The product's media node in a process of its own with one worker, driven over its control API as signaling drives it. */
export class OwnNode implements MediaServer {
  readonly pids: readonly number[]
  readonly workerPids: readonly number[]
  readonly #control: ControlClient
  readonly #farm: Farm
  readonly #closing: AsyncDisposableStack
  #members = 0

  private constructor(
    pids: readonly number[],
    workerPids: readonly number[],
    control: ControlClient,
    farm: Farm,
    closing: AsyncDisposableStack,
  ) {
    this.pids = pids
    this.workerPids = workerPids
    this.#control = control
    this.#farm = farm
    this.#closing = closing
  }

  static async start(farm: Farm, workerBin: string): Promise<OwnNode> {
    await using closing = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-forward-'))
    closing.defer(() => rm(folder, { recursive: true, force: true }))
    const secretFile = join(folder, 'secret')
    await writeFile(secretFile, SECRET, { mode: 0o600 })
    const port = await freePorts(2)
    const child = await Child.start(MAIN, {
      DIEM_CAU_SFU_CONTROL_PORT: String(port),
      DIEM_CAU_SFU_SECRET_FILE: secretFile,
      DIEM_CAU_RTC_LISTEN: '127.0.0.1',
      DIEM_CAU_RTC_BASE_PORT: String(port + 1),
      DIEM_CAU_SFU_WORKERS: '1',
      DIEM_CAU_LOG_LEVEL: 'warn',
      MEDIASOUP_WORKER_BIN: workerBin,
    })
    closing.defer(() => child.stop())
    const control = await ControlClient.connect(`http://127.0.0.1:${port}`, { secret: SECRET, owner: 'bench' })
    closing.defer(() => control.close())
    const { workers } = await control.request('node:describe', {})
    return new OwnNode(
      [child.pid],
      workers.map(({ pid }) => pid),
      control,
      farm,
      closing.move(),
    )
  }

  async join(): Promise<Member> {
    const endpointId = `member-${(this.#members += 1)}`
    const joined = await this.#control.request('endpoint:join', {
      endpointId,
      meetingId: MEETING,
      rtpCapabilities: null,
      voice: true,
    })
    await this.#control.request('endpoint:capabilities', {
      endpointId,
      rtpCapabilities: joined.routerRtpCapabilities,
    })
    return new OwnMember(endpointId, joined, this.#control, this.#farm.endpoint())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}

class OwnMember implements Member {
  readonly #endpointId: string
  readonly #lines: Pick<ControlResponse<'endpoint:join'>, 'send' | 'recv'>
  readonly #control: ControlClient
  readonly #endpoint: FarmEndpoint
  readonly #producers = new Map<Wanted['kind'], string>()

  constructor(
    endpointId: string,
    lines: Pick<ControlResponse<'endpoint:join'>, 'send' | 'recv'>,
    control: ControlClient,
    endpoint: FarmEndpoint,
  ) {
    this.#endpointId = endpointId
    this.#lines = lines
    this.#control = control
    this.#endpoint = endpoint
  }

  async publish(video: VideoOptions): Promise<void> {
    await this.#connect('send')
    const mic = await this.#endpoint.send.produceAudio({ muted: true })
    const camera = await this.#endpoint.send.produceVideo({ ...video, muted: true })
    for (const [kind, source, { rtpParameters }] of [
      ['audio', 'mic', mic],
      ['video', 'camera', camera],
    ] as const) {
      const data = { endpointId: this.#endpointId, source, rtpParameters, paused: false }
      const { producerId } = await this.#control.request('endpoint:produce', data)
      this.#producers.set(kind, producerId)
    }
    await Promise.all([mic.unmute(), camera.unmute()])
  }

  async watch(streams: readonly Wanted[]): Promise<Watched> {
    await this.#connect('recv')
    const far = this.#endpoint.recv
    const { consumers, refused } = await this.#control.request('endpoint:subscribe', {
      endpointId: this.#endpointId,
      sources: streams.map((stream) => ({
        producerId: producerOf(stream),
        paused: false,
        priority: 1,
        ...(stream.kind === 'video' && stream.layer !== undefined
          ? { layers: { spatial: stream.layer, temporal: 2 } }
          : {}),
      })),
    })
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`)
    const ssrcs: number[] = []
    for (const { rtpParameters } of consumers) ssrcs.push((await far.consume(rtpParameters, { inspect: false })).ssrc)
    await this.#control.request('endpoint:resume', {
      endpointId: this.#endpointId,
      consumerIds: consumers.map(({ consumerId }) => consumerId),
    })
    return { far, ssrcs }
  }

  /** @throws Error if it does not publish */
  producer(kind: Wanted['kind']): string {
    const producerId = this.#producers.get(kind)
    if (producerId === undefined) throw new Error('who is watched publishes')
    return producerId
  }

  async #connect(direction: 'send' | 'recv'): Promise<void> {
    const dtlsParameters = await this.#endpoint.connect(direction, this.#lines[direction])
    await this.#control.request('endpoint:connect', { endpointId: this.#endpointId, direction, dtlsParameters })
    await this.#endpoint[direction].connected
  }
}

function producerOf({ of, kind }: Wanted): string {
  if (!(of instanceof OwnMember)) throw new Error('who is watched is a member here')
  return of.producer(kind)
}
