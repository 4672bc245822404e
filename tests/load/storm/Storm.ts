import { EventEmitter, once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { launchStack, type ProcessName, type Stack } from '../../../infra/start/launch.ts'
import { freePorts } from '../../support/freePorts.ts'
import { CityRoom } from '../city/CityRoom.ts'
import { seedCity } from '../city/seedCity.ts'
import { Farm } from '../farm/Farm.ts'
import { type Seen, StormRoom } from './StormRoom.ts'

export interface StormOptions {
  readonly folder: string
  /** Beside the chair. */
  readonly rooms: number
  readonly workers: number
}

type Deaths = EventEmitter<{ died: [ProcessName] }>

/** How it went for each room: how long until the chair was seen, or why it never was. */
export type Outcome = PromiseSettledResult<Seen>

/** The whole stack with the chair in a meeting that has begun, and rooms that all come at once. */
export class Storm implements AsyncDisposable {
  readonly stack: Stack
  readonly farm: Farm
  readonly #rooms: readonly StormRoom[]
  readonly #deaths: Deaths
  readonly #closing: AsyncDisposableStack

  private constructor(
    { stack, farm, rooms, deaths }: Pick<Storm, 'stack' | 'farm'> & { rooms: StormRoom[]; deaths: Deaths },
    closing: AsyncDisposableStack,
  ) {
    this.stack = stack
    this.farm = farm
    this.#rooms = rooms
    this.#deaths = deaths
    this.#closing = closing
  }

  static async open({ folder, rooms: count, workers }: StormOptions): Promise<Storm> {
    await using closing = new AsyncDisposableStack()
    const dataDir = join(folder, 'data')
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const { meetingId, chair: seat, rooms: seeded } = await seedCity(dataDir, count)
    const deaths: Deaths = new EventEmitter()
    const stack = await launchStack({
      port: 0,
      dataDir,
      rtcPort: await freePorts(workers),
      workers,
      demo: null,
      logLevel: 'warn',
      onLine: (process, line, stream) => void (stream === 'stderr' && console.error(`${process}: ${line}`)),
      onDied: (process) => deaths.emit('died', process),
    })
    closing.defer(() => stack.stop())
    const { url } = stack
    const farm = closing.use(await Farm.start())
    const chair = await CityRoom.enter(farm, { url, meetingId, token: seat.token, name: 'chair', heedsDemand: true })
    closing.defer(() => chair.close())
    await chair.ask('meeting:start', { belowQuorum: true })
    const rooms = seeded.map(
      ({ unit, token }) => new StormRoom(farm, { url, meetingId, token, name: unit.name, chair: chair.participantId }),
    )
    closing.defer(() => rooms.forEach((room) => room.close()))
    return new Storm({ stack, farm, rooms, deaths }, closing.move())
  }

  /** All rooms begin to come in within this time, one after the other at even distances. */
  enter(withinMs: number): Promise<Outcome[]> {
    return Promise.allSettled(
      this.#rooms.map(async (room, n) => {
        await pause((withinMs * n) / this.#rooms.length)
        return room.enter()
      }),
    )
  }

  /** Kills signaling while all are in. @returns how long until it was ready again, and how each room came back */
  async killSignaling(): Promise<{ readyMs: number; outcomes: Outcome[] }> {
    const pid = this.stack.pid('signaling')
    if (pid === undefined) throw new Error('signaling is down')
    const gone = this.#rooms.map((room) => room.lineGone)
    const died = once(this.#deaths, 'died')
    const killedAt = performance.now()
    process.kill(pid, 'SIGKILL')
    const back = this.#rooms.map(async (room, n) => {
      await gone[n]
      return room.comeBack()
    })
    await died
    await this.stack.whenReady('signaling')
    const readyMs = performance.now() - killedAt
    return { readyMs, outcomes: await Promise.allSettled(back) }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}
