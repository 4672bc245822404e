/** A list of listeners with typed arguments. A listener that throws does not stop the others. */
export class Emitter<Args extends unknown[]> {
  readonly #listeners = new Set<(...args: Args) => void>()

  /** Returns a function that stops listening. */
  on(listener: (...args: Args) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(...args: Args): void {
    for (const listener of this.#listeners) {
      try {
        listener(...args)
      } catch (error) {
        reportError(error)
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
