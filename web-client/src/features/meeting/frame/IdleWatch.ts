interface Options {
  readonly afterMs: number
  /** Tells, when the time is over, whether something needs the controls; then they stay. */
  readonly mayHide: () => boolean
  readonly onChange: (isIdle: boolean) => void
}

/** Tells when nobody has touched anything for a while, and at once when somebody does again. */
export class IdleWatch {
  readonly #options: Options
  #timer: ReturnType<typeof setTimeout> | undefined
  #isIdle = false

  constructor(options: Options) {
    this.#options = options
    this.touch()
  }

  /** Begins the time anew: somebody is there, or something wants to be seen. */
  touch = (): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#elapsed, this.#options.afterMs)
    this.#set(false)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#set(false)
  }

  #elapsed = (): void => {
    if (this.#options.mayHide()) this.#set(true)
    else this.touch()
  }

  #set(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return
    this.#isIdle = isIdle
    this.#options.onChange(isIdle)
  }
}
