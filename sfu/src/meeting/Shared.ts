/** Somebody's share of something that ends with its last share. */
export type Lease<V> = {
  readonly value: V
  /** Fine to call again. */
  readonly release: () => void
}

type Entry<V> = {
  readonly made: Promise<V>
  /** The number of those who hold a share, or wait for theirs. */
  shares: number
  isMade: boolean
  linger: NodeJS.Timeout | undefined
}

/**
 * Things that are made on first need, shared by all who need them, and closed with their last share. A thing that
 * cannot be made is forgotten, so that the next one tries again; so is one that ends by itself.
 */
export class Shared<K, V extends { close(): void }> {
  readonly #lingerMs: number
  readonly #entries = new Map<K, Entry<V>>()

  /** @param lingerMs how long a thing outlives its last share, so that who comes back at once finds it */
  constructor(lingerMs: number) {
    this.#lingerMs = lingerMs
  }

  get size(): number {
    return this.#entries.size
  }

  /**
   * @param make is called when there is none; it calls `ended` when the thing ends by itself
   * @throws what `make` throws, to all who wait for it
   */
  async take(key: K, make: (ended: () => void) => Promise<V>): Promise<Lease<V>> {
    const entry = this.#entries.get(key) ?? this.#make(key, make)
    clearTimeout(entry.linger)
    entry.shares += 1
    let held = true
    const release = () => {
      if (!held) return
      held = false
      entry.shares -= 1
      if (entry.shares === 0) this.#left(key, entry)
    }
    try {
      return { value: await entry.made, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** Closes all of it, whoever has a share. */
  close(): void {
    for (const [key, entry] of this.#entries) this.#end(key, entry)
  }

  #make(key: K, make: (ended: () => void) => Promise<V>): Entry<V> {
    const forget = () => this.#forget(key, entry)
    // Begun in the next step, when the entry is there to be forgotten.
    const made = Promise.resolve().then(() => make(forget))
    const entry: Entry<V> = { made, shares: 0, isMade: false, linger: undefined }
    this.#entries.set(key, entry)
    void this.#settle(key, entry)
    return entry
  }

  async #settle(key: K, entry: Entry<V>): Promise<void> {
    try {
      await entry.made
    } catch {
      // Those who wait for it are told.
      this.#forget(key, entry)
      return
    }
    entry.isMade = true
    if (entry.shares === 0) this.#left(key, entry)
  }

  #left(key: K, entry: Entry<V>): void {
    // An entry that is still being made is looked at again when it is: two makings at once would be in each other's
    // way.
    if (!entry.isMade || this.#entries.get(key) !== entry) return
    if (this.#lingerMs === 0) this.#end(key, entry)
    else entry.linger = setTimeout(() => this.#end(key, entry), this.#lingerMs).unref()
  }

  #end(key: K, entry: Entry<V>): void {
    this.#forget(key, entry)
    entry.made.then(
      (value) => value.close(),
      () => undefined,
    )
  }

  #forget(key: K, entry: Entry<V>): void {
    clearTimeout(entry.linger)
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }
}
