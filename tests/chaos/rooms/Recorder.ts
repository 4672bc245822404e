import { setTimeout as wait } from 'node:timers/promises'
import type { Farm } from '../../load/farm/Farm.ts'
import type { Recorded } from './messages.ts'

const EVERY_MS = 100

interface Listeners {
  /** The farm's numbers of who waits, of each room in order. */
  readonly sound: readonly number[]
  readonly picture: readonly number[]
}

/** Notes ten times a second how long ago the last packet of sound and of picture came to each room. */
export class Recorder {
  readonly #farm: Farm
  readonly #listeners: Listeners
  readonly #samples: Recorded[] = []
  #isOn = true
  readonly #done: Promise<void>

  constructor(farm: Farm, listeners: Listeners) {
    this.#farm = farm
    this.#listeners = listeners
    this.#done = this.#run()
  }

  async stop(): Promise<readonly Recorded[]> {
    this.#isOn = false
    await this.#done
    return this.#samples
  }

  async #run(): Promise<void> {
    while (this.#isOn) {
      const next = wait(EVERY_MS)
      const open = new Map((await this.#farm.gaps()).map(({ listener, openUs }) => [listener, openUs]))
      const of = (listeners: readonly number[]) =>
        listeners.map((listener) => {
          const us = open.get(listener)
          return us === undefined ? null : Math.round(us / 1000)
        })
      this.#samples.push({
        at: performance.timeOrigin + performance.now(),
        sound: of(this.#listeners.sound),
        picture: of(this.#listeners.picture),
      })
      await next
    }
  }
}
