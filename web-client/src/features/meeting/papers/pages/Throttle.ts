/** Passes on the newest value at once, and then no more often than every `everyMs`; the last one is never lost. */
export class Throttle<T> {
  readonly #everyMs: number
  readonly #pass: (value: T) => void
  #next: { value: T } | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(everyMs: number, pass: (value: T) => void) {
    this.#everyMs = everyMs
    this.#pass = pass
  }

  push(value: T): void {
    this.#next = { value }
    if (this.#timer === null) this.#fire()
  }

  /** Drops the value that waits. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#next = null
  }

  #fire(): void {
    const next = this.#next
    this.#next = null
    if (!next) {
      this.#timer = null
      return
    }
    this.#timer = setTimeout(() => this.#fire(), this.#everyMs)
    this.#pass(next.value)
  }
}
