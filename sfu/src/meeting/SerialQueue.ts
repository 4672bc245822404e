/** Runs tasks one after another, in the order given. A task that fails does not stop the next. */
export class SerialQueue {
  #tail: Promise<void> = Promise.resolve()

  /** Resolves or rejects as `task` does, once the earlier ones have settled. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task)
    this.#tail = result.then(ignore, ignore)
    return result
  }
}

function ignore(): void {}
