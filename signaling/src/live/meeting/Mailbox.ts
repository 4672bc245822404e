/** Does one thing at a time, in the order asked. What fails does not stop what comes after it. */
export class Mailbox {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when everything asked so far is done. */
  async idle(): Promise<void> {
    await this.#last
  }
}
