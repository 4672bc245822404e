import type { NodeId, PipeNotice } from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'

/** The grace is longer than a node waits for us before it gives up what it takes from here. */
const GRACE_MS = 10_000

/** The connection of another node. */
export type NeighbourLink = {
  notify(notice: PipeNotice): void
  /** Another connection of the same node takes its place. */
  replaced(): void
}

/** Other nodes that take something from this one. One whose connection is lost keeps its pipes for a grace period. */
export class Neighbours extends EventEmitter<{ gone: [NodeId] }> {
  readonly #graceMs: number
  readonly #log: Logger
  readonly #links = new Map<NodeId, NeighbourLink>()
  readonly #graces = new Map<NodeId, NodeJS.Timeout>()

  constructor(log: Logger, graceMs = GRACE_MS) {
    super()
    this.#log = log
    this.#graceMs = graceMs
  }

  connected(nodeId: NodeId, link: NeighbourLink): void {
    const former = this.#links.get(nodeId)
    this.#links.set(nodeId, link)
    former?.replaced()
    clearTimeout(this.#graces.get(nodeId))
    this.#graces.delete(nodeId)
    this.#log.info({ nodeId }, 'another node connected')
  }

  /** Does nothing if a newer connection of the same node has replaced `link`. */
  disconnected(nodeId: NodeId, link: NeighbourLink): void {
    if (this.#links.get(nodeId) !== link) return
    this.#links.delete(nodeId)
    const grace = setTimeout(() => {
      this.#graces.delete(nodeId)
      this.#log.info({ nodeId }, 'another node is gone; what was sent to it ends')
      this.emit('gone', nodeId)
    }, this.#graceMs).unref()
    this.#graces.set(nodeId, grace)
  }

  /** Tells the node. A notice is dropped while the node is gone, as it asks how things are when it is back. */
  notify(nodeId: NodeId, notice: PipeNotice): void {
    this.#links.get(nodeId)?.notify(notice)
  }

  close(): void {
    for (const grace of this.#graces.values()) clearTimeout(grace)
    this.#graces.clear()
    this.#links.clear()
    this.removeAllListeners()
  }
}
