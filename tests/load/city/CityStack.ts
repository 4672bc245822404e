import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchStack, type Stack } from '../../../infra/start/launch.ts'
import { freePorts } from '../../support/freePorts.ts'
import { Farm } from '../farm/Farm.ts'
import { seedCity, type SeededCity } from './seedCity.ts'

/** So many rooms come in at the same time. */
const TOGETHER = 10

export interface CityStackOptions {
  /** The database is made in it. */
  readonly folder: string
  /** Rooms beside the chair's. */
  readonly sites: number
  readonly workers: number
}

/** The whole stack with one meeting of so many rooms in its database, and the farm from which the rooms come. */
export class CityStack implements AsyncDisposable {
  readonly seeded: SeededCity
  readonly stack: Stack
  readonly farm: Farm
  readonly #closing: AsyncDisposableStack

  private constructor(parts: Pick<CityStack, 'seeded' | 'stack' | 'farm'>, closing: AsyncDisposableStack) {
    this.seeded = parts.seeded
    this.stack = parts.stack
    this.farm = parts.farm
    this.#closing = closing
  }

  static async open({ folder, sites, workers }: CityStackOptions): Promise<CityStack> {
    await using closing = new AsyncDisposableStack()
    const dataDir = join(folder, 'data')
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const seeded = await seedCity(dataDir, sites)
    const stack = await launchStack({
      port: 0,
      dataDir,
      rtcPort: await freePorts(workers),
      workers,
      demo: null,
      logLevel: 'warn',
      onLine: (process, line, stream) => void (stream === 'stderr' && console.error(`${process}: ${line}`)),
    })
    closing.defer(() => stack.stop())
    const farm = closing.use(await Farm.start())
    return new CityStack({ seeded, stack, farm }, closing.move())
  }

  /** Lets every room but the chair's in, {@link TOGETHER} at a time. @returns them in the order of the seeded rooms */
  async enterAll<R>(enter: (room: SeededCity['rooms'][number], index: number) => Promise<R>): Promise<R[]> {
    const entered: R[] = []
    for (let from = 0; from < this.seeded.rooms.length; from += TOGETHER) {
      const group = this.seeded.rooms.slice(from, from + TOGETHER)
      entered.push(...(await Promise.all(group.map((room, n) => enter(room, from + n)))))
    }
    return entered
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}
