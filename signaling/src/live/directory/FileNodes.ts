import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeEntry } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { DirectoryUnavailable } from './Leases.ts'
import type { Presence } from './Presence.ts'

/** In the data folder; whoever replaces media nodes writes it. */
const NODES_FILE = 'media-nodes.json'

const Listed = z.object({ nodes: z.array(NodeEntry).max(64) })

export const nodesFile = (dataDir: string): string => join(dataDir, NODES_FILE)

/** Media nodes of a server without Redis, beside those of its settings: they are in a file of its data folder, and come and go with it (SPEC 22.1). */
export function fileNodes(dataDir: string): Presence<NodeEntry> {
  return {
    announce: async () => ({ update: () => undefined, leave: async () => undefined }),
    list: async () => {
      const text = await readFile(nodesFile(dataDir), 'utf8').catch(() => null)
      if (text === null) return new Map()
      const { nodes } = parse(text)
      return new Map(nodes.map((entry) => [entry.url, entry]))
    },
  }
}

/** @throws DirectoryUnavailable for what cannot be read: who is known stays so */
function parse(text: string): z.infer<typeof Listed> {
  try {
    return Listed.parse(JSON.parse(text))
  } catch (error) {
    throw new DirectoryUnavailable(error)
  }
}
