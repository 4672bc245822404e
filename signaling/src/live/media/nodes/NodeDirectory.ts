import type { NodeEntry } from '@diem-cau/sfu-contract'
import type { Known } from '../../directory/Known.ts'
import type { MediaNodes, SfuClient } from './MediaNodes.ts'

export type NodeDirectoryOptions = {
  readonly known: Pick<Known<NodeEntry>, 'all' | 'onLooked'>
  readonly mediaNodes: Pick<MediaNodes, 'clients' | 'add' | 'remove'>
  readonly connect: (url: string) => SfuClient
}

/**
 * Follows the media nodes that register: who is new is connected to. Whoever is not listed any more is let go of once it cannot be
 * reached either, as its way to the directory may be all that is broken.
 */
export class NodeDirectory {
  readonly #options: NodeDirectoryOptions
  readonly #found = new Map<string, SfuClient>()

  constructor(options: NodeDirectoryOptions) {
    this.#options = options
    this.#follow()
    options.known.onLooked(() => this.#follow())
  }

  #follow(): void {
    const { known, mediaNodes, connect } = this.#options
    const listed = new Set([...known.all.values()].map(({ url }) => url))
    const connected = new Set(mediaNodes.clients.map(({ url }) => url))
    for (const url of listed) {
      if (connected.has(url) || this.#found.has(url)) continue
      const client = connect(url)
      this.#found.set(url, client)
      mediaNodes.add(client)
    }
    for (const [url, client] of this.#found) {
      if (listed.has(url) || client.description) continue
      this.#found.delete(url)
      mediaNodes.remove(client)
    }
  }
}
