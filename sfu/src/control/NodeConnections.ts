import type { NodeAddress } from '@diem-cau/sfu-contract'
import type { NodeLine } from '../meeting/NodeLine.ts'
import { type Lease, Shared } from '../meeting/Shared.ts'
import { NodeConnection, type NodeConnectionOptions } from './NodeConnection.ts'

/** A connection outlives its last pipe so long, in milliseconds: the next meeting may need it. */
const LINGER_MS = 10_000

/** Connections to other nodes, one for each, while pipes need them. */
export class NodeConnections {
  readonly #options: Omit<NodeConnectionOptions, 'url'>
  readonly #connections = new Shared<string, NodeConnection>(LINGER_MS)

  constructor(options: Omit<NodeConnectionOptions, 'url'>) {
    this.#options = options
  }

  /** @throws ControlError `unavailable` if it does not answer */
  reach({ nodeId, url }: NodeAddress): Promise<Lease<NodeLine>> {
    return this.#connections.take(`${nodeId} ${url}`, async (ended) => {
      const connection = await NodeConnection.open({ ...this.#options, url })
      connection.on('lost', ended)
      return connection
    })
  }

  close(): void {
    this.#connections.close()
  }
}
