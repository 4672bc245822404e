/** Joins that were asked of each node and are not in its last report: it says only every second how many endpoints it has. */
export class JoinsUnderWay<Node> {
  readonly #asked = new Map<Node, { flying: number; answered: number }>()

  /** @returns to be called once, when the join is answered, whatever the answer */
  count(node: Node): () => void {
    const counts = this.#asked.get(node) ?? { flying: 0, answered: 0 }
    this.#asked.set(node, counts)
    counts.flying += 1
    return () => {
      counts.flying -= 1
      counts.answered += 1
    }
  }

  /** It has reported: what it answered before is in that. */
  reported(node: Node): void {
    const counts = this.#asked.get(node)
    if (counts) counts.answered = 0
  }

  of(node: Node): number {
    const counts = this.#asked.get(node)
    return counts ? counts.flying + counts.answered : 0
  }
}
