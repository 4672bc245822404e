import { SerialQueue } from './SerialQueue.ts'

/** A {@link SerialQueue} for each key, kept only while it has work. */
export class KeyedQueue<K> {
  readonly #queues = new Map<K, { queue: SerialQueue; pending: number }>()

  /** Keys with work running or waiting. */
  get size(): number {
    return this.#queues.size
  }

  async run<T>(key: K, task: () => Promise<T>): Promise<T> {
    const entry = this.#queues.get(key) ?? { queue: new SerialQueue(), pending: 0 }
    this.#queues.set(key, entry)
    entry.pending += 1
    try {
      return await entry.queue.run(task)
    } finally {
      entry.pending -= 1
      if (entry.pending === 0) this.#queues.delete(key)
    }
  }
}
