/** How much of what was asked for has come: of all that is asked for at the same time, as one. */
export class Progress {
  readonly #tell: (percent: number | null) => void
  #open = 0
  #asked = 0
  #come = 0
  #told: number | null = null

  /** @param tell told of each whole percent, 0 to 99; null: there is nothing to wait for */
  constructor(tell: (percent: number | null) => void) {
    this.#tell = tell
  }

  /** So many bytes are asked for. @returns `come` takes how many more of them are there; `end` says that no more will come, and is fine to call again */
  ask(bytes: number): { readonly come: (count: number) => void; readonly end: () => void } {
    this.#open += 1
    this.#asked += bytes
    this.#say()
    let rest = bytes
    let isOpen = true
    return {
      come: (count) => {
        if (!isOpen) return
        const more = Math.min(count, rest)
        rest -= more
        this.#come += more
        this.#say()
      },
      end: () => {
        if (!isOpen) return
        isOpen = false
        this.#open -= 1
        // What came short will not come any more.
        this.#come += rest
        if (this.#open === 0) this.#asked = this.#come = 0
        this.#say()
      },
    }
  }

  #say(): void {
    const percent = this.#open === 0 ? null : Math.min(99, Math.floor((100 * this.#come) / Math.max(1, this.#asked)))
    if (percent === this.#told) return
    this.#told = percent
    this.#tell(percent)
  }
}
