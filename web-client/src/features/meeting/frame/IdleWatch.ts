interface Options {
  readonly afterMs: number
  /**
   * Tells, when the time is over, whether nothing needs the controls; otherwise they stay, and it is asked again after as
   * long. `idleMs`: since the last touch.
   */
  readonly mayHide: (idleMs: number) => boolean
  readonly onChange: (isIdle: boolean) => void
}

/** Tells when nobody has touched anything for a while, and at once when somebody does again. */
export class IdleWatch {
  readonly #options: Options
  #timer: ReturnType<typeof setTimeout> | undefined
  #isIdle = false
  #idleMs = 0

  constructor(options: Options) {
    this.#options = options
    this.touch()
  }

  /** Begins the time anew: somebody is there, or something wants to be seen. */
  touch = (): void => {
    this.#idleMs = 0
    this.#wait()
    this.#set(false)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#set(false)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#elapsed, this.#options.afterMs)
  }

  #elapsed = (): void => {
    this.#idleMs += this.#options.afterMs
    if (this.#options.mayHide(this.#idleMs)) this.#set(true)
    else this.#wait()
  }

  #set(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return
    this.#isIdle = isIdle
    this.#options.onChange(isIdle)
  }
}
