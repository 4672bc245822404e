import { randomUUID } from 'node:crypto'
import { OwnerId } from '../../sfu/contract/index.ts'
import { pino } from 'pino'
import { SfuClient } from '../../signaling/src/live/media/nodes/SfuClient.ts'

/** A media node as it is now. */
export type NodeLook = {
  /** Another one after each start of its process. */
  readonly nodeId: string
  readonly version: string
  readonly endpoints: number
  readonly draining: boolean
}

/** A media node, as far as an upgrade has to do with it. */
export type NodeControl = {
  /** Null while it does not answer. */
  readonly look: () => Promise<NodeLook | null>
  /** True has signaling move who is on it to other nodes, one after the other. */
  readonly drain: (on: boolean) => Promise<void>
  readonly close: () => void
}

/** Speaks to a node's control API as an owner of no meeting. */
export function connectNode(url: string, secret: string): NodeControl {
  const owner = OwnerId.parse(`upgrade-${randomUUID()}`)
  const client = new SfuClient({ url, secret, owner, logger: pino({ level: 'silent' }) })
  client.connect()
  return {
    look: async () => {
      try {
        const { nodeId, version, workers, draining } = await client.request('node:describe', {})
        return { nodeId, version, draining, endpoints: workers.reduce((sum, { endpoints }) => sum + endpoints, 0) }
      } catch {
        return null
      }
    },
    drain: async (draining) => void (await client.request('node:drain', { draining })),
    close: () => client.close(),
  }
}
