import type { NodeNotice } from '@diem-cau/sfu-contract'

type Levels = Extract<NodeNotice, { name: 'audioLevels' }>['levels']

/** One node tells levels this often, in milliseconds; more cannot be seen. */
const INTERVAL_MS = 250

/** Makes one list of the levels of all nodes, loudest first: a client that is told those of one node would see the others fall silent. */
export class LevelsOfNodes<Node> {
  readonly #tell: (levels: Levels) => void
  readonly #heard = new Map<Node, Levels>()
  #told = -Infinity
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (levels: Levels) => void) {
    this.#tell = tell
  }

  heard(node: Node, levels: Levels): void {
    if (levels.length > 0) this.#heard.set(node, levels)
    else this.#heard.delete(node)
    // A node that is heard alone reports at the right interval already.
    const others = this.#heard.size - Number(this.#heard.has(node))
    const wait = others === 0 ? 0 : this.#told + INTERVAL_MS - performance.now()
    if (wait <= 0) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), wait).unref()
  }

  /** The node is away: what was heard there is over. */
  drop(node: Node): void {
    if (this.#heard.delete(node)) this.#flush()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#heard.clear()
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#told = performance.now()
    this.#tell([...this.#heard.values()].flat().toSorted((one, other) => other.dBov - one.dBov))
  }
}
