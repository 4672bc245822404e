import type { NodeReport } from '@diem-cau/sfu-contract'
import {
  type MediaNode,
  type MetricKey,
  METRICS,
  type OperationEventKind,
  ResourceId,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import type { MediaNodes, SfuClient } from '../../live/media/nodes/MediaNodes.ts'
import { hasNoRoom } from '../../live/media/nodes/placement.ts'
import { type ClockReading, readClock } from '../../live/media/nodes/readClock.ts'
import type { NodeDescription } from '../../live/media/nodes/SfuClient.ts'
import type { NewEvent } from '../events/EventStore.ts'
import type { Book } from '../live/Book.ts'
import type { LiveResource } from '../live/LiveResource.ts'

/** A node is asked this often what its clock says, and how quickly it answers, in seconds. */
const ASK_EVERY = 5

type Watched = {
  /** The last that it said; null: never anything. */
  description: NodeDescription | null
  key: ResourceId
  workers: readonly ResourceId[]
  isUp: boolean | null
  clock: ClockReading | null
}

/** What was read of a resource; what is left out was not. */
type Figures<K extends ResourceKind> = Readonly<Record<MetricKey<K>, number | null | undefined>>

const nowhere = { unitCode: null, meetingId: null, participantId: null } as const

const keyOf = ({ nodeId }: NodeDescription): ResourceId => ResourceId.parse(`node:${nodeId}`)

function reportOf(description: NodeDescription): MediaNode {
  const { routerRtpCapabilities: _, figures: _figures, ...report } = description
  return { ...report, full: hasNoRoom({ report, underWay: 0 }) }
}

/** Reads media nodes and their workers from what they report each second. */
export class NodesSampler {
  readonly #mediaNodes: Pick<MediaNodes, 'clients'>
  readonly #book: Book
  readonly #note: (events: readonly NewEvent[]) => void
  readonly #watched = new Map<SfuClient, Watched>()

  constructor(mediaNodes: Pick<MediaNodes, 'clients'>, book: Book, note: (events: readonly NewEvent[]) => void) {
    this.#mediaNodes = mediaNodes
    this.#book = book
    this.#note = note
  }

  /** @param at second @param now milliseconds */
  take(at: number, now: number): void {
    const clients = new Set(this.#mediaNodes.clients)
    for (const [client, watched] of this.#watched) if (!clients.has(client)) this.#forget(client, watched, now)
    for (const client of clients) this.#takeOne(client, at, now)
  }

  /** What a node says of itself to this process, whichever one reads it for all; null: it does not answer this one. */
  reportOf(node: ResourceId): MediaNode | null {
    const of = this.#mediaNodes.clients.find(({ description }) => description && keyOf(description) === node)
    return of?.description ? reportOf(of.description) : null
  }

  /** Another process reads them from now on. */
  stop(): void {
    for (const { key, workers } of this.#watched.values()) for (const each of [key, ...workers]) this.#book.remove(each)
    this.#watched.clear()
  }

  #takeOne(client: SfuClient, at: number, now: number): void {
    const { description } = client
    const watched = this.#watched.get(client) ?? this.#meet(client)
    this.#watched.set(client, watched)
    if (description && description.nodeId !== watched.description?.nodeId) this.#rename(watched, description)
    const resource = this.#book.put(
      { key: watched.key, kind: 'node', ...nowhere },
      (description ?? watched.description)?.region || new URL(client.url).host,
      { node: (description ?? watched.description)?.nodeId ?? null },
    )
    this.#followLine(watched, resource, description !== null, now)
    if (description && at % ASK_EVERY === 0) void this.#ask(client, watched)
    // A node says how it is every second: the same again is none of this second.
    if (!description || description === watched.description) return
    this.#followReport(watched, resource, description, now)
    const { workers } = description
    const sum = (value: (worker: (typeof workers)[number]) => number) =>
      workers.reduce((all, worker) => all + value(worker), 0)
    const { process: own, machine } = description.figures ?? {}
    const values: Figures<'node'> = {
      cpu: inPercent(own?.cpu),
      memory: inMegabytes(own?.memory),
      loopLag: own?.loopLag,
      endpoints: sum(({ endpoints }) => endpoints),
      consumers: sum(({ consumers }) => consumers),
      kbitIn: sum(({ bitrateIn }) => bitrateIn) / 1000,
      kbitOut: sum(({ bitrateOut }) => bitrateOut) / 1000,
      answer: watched.clock?.answer,
      clockOffset: watched.clock?.offset,
      machineCpu: inPercent(machine?.cpu),
      machineMemory: inPercent(machine?.memory),
      producers: sum(({ producers }) => producers),
      packetsIn: machine?.packets?.in,
      packetsOut: machine?.packets?.out,
      packetsDropped: machine?.packets?.dropped,
    }
    resource.take({ at, values: METRICS.node.map(({ key }) => values[key] ?? null) }, now)
    for (const worker of workers) this.#takeWorker(worker, description, resource.name, at, now)
  }

  #takeWorker(
    worker: NodeReport['workers'][number],
    node: NodeDescription,
    name: string,
    at: number,
    now: number,
  ): void {
    const { index, cpu, memory, endpoints, consumers, producers, bitrateIn, bitrateOut } = worker
    const values: Figures<'worker'> = {
      cpu: inPercent(cpu),
      memory: inMegabytes(memory),
      endpoints,
      consumers,
      kbitIn: bitrateIn / 1000,
      kbitOut: bitrateOut / 1000,
      producers,
    }
    this.#book
      .put({ key: workerKey(node, index), kind: 'worker', ...nowhere }, `${name} · ${index}`, { node: node.nodeId })
      .take({ at, values: METRICS.worker.map(({ key }) => values[key] ?? null) }, now)
  }

  #meet({ url }: SfuClient): Watched {
    return {
      description: null,
      // It has not said who it is yet.
      key: ResourceId.parse(`node:${new URL(url).host.replaceAll(/[^\w.:-]/g, '_')}`),
      workers: [],
      isUp: null,
      clock: null,
    }
  }

  /** Its process is another one. */
  #rename(watched: Watched, description: NodeDescription): void {
    for (const each of [watched.key, ...watched.workers]) this.#book.remove(each)
    watched.key = keyOf(description)
    watched.workers = []
    watched.isUp = null
  }

  #followLine(watched: Watched, resource: LiveResource, isUp: boolean, now: number): void {
    resource.isSilent = !isUp
    if (watched.isUp === isUp) return
    // One that was never heard is not lost.
    if (isUp || watched.isUp !== null) this.#tell(isUp ? 'nodeFound' : 'nodeLost', resource, now)
    watched.isUp = isUp
  }

  #followReport(watched: Watched, resource: LiveResource, description: NodeDescription, now: number): void {
    const before = watched.description?.nodeId === description.nodeId ? watched.description : null
    if (before && before.draining !== description.draining)
      this.#tell(description.draining ? 'drained' : 'reopened', resource, now)
    const pids = new Set(description.workers.map(({ pid }) => pid))
    for (const { index, pid } of before?.workers ?? [])
      if (!pids.has(pid)) this.#tell('workerLost', resource, now, `${index}`)
    const workers = description.workers.map(({ index }) => workerKey(description, index))
    for (const key of watched.workers) if (!workers.includes(key)) this.#book.remove(key)
    watched.workers = workers
    watched.description = description
    resource.report = reportOf(description)
  }

  async #ask(client: SfuClient, watched: Watched): Promise<void> {
    watched.clock = await readClock(client).catch(() => null)
  }

  #forget(client: SfuClient, { key, workers }: Watched, now: number): void {
    const resource = this.#book.find(key)
    if (resource && !resource.isSilent) this.#tell('nodeLost', resource, now)
    for (const each of [key, ...workers]) this.#book.remove(each)
    this.#watched.delete(client)
  }

  #tell(kind: OperationEventKind, { identity, name }: LiveResource, at: number, detail = ''): void {
    this.#note([{ at, kind, resource: identity.key, meetingId: null, unitCode: null, name, detail }])
  }
}

const inPercent = (share: number | null | undefined) => (share === null || share === undefined ? null : share * 100)
const inMegabytes = (bytes: number | undefined) => (bytes === undefined ? null : bytes / 2 ** 20)

const workerKey = ({ nodeId }: NodeDescription, index: number): ResourceId =>
  ResourceId.parse(`worker:${nodeId}/${index}`)
