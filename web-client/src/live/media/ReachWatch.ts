import { Emitter } from '../socket/Emitter.ts'

/** What is not through after this long will hardly come by itself, in milliseconds: a person should hear why. */
const SHUT_MS = 8_000

/** Tells whether the line of picture and sound has not come up for so long that the network seems to let nothing through. */
export class ReachWatch {
  readonly shut$ = new Emitter<[boolean]>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isShut = false

  /** `trying` may be many transports one after the other: time goes on until one is through, or nothing is tried. */
  on(line: 'idle' | 'trying' | 'through'): void {
    if (line === 'trying') {
      this.#timer ??= setTimeout(() => this.#tell(true), SHUT_MS)
      return
    }
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#tell(false)
  }

  #tell(isShut: boolean): void {
    if (isShut === this.#isShut) return
    this.#isShut = isShut
    this.shut$.emit(isShut)
  }
}
