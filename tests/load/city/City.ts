import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchStack, type Stack } from '../../../infra/start/launch.ts'
import { freePorts } from '../../support/freePorts.ts'
import { Farm } from '../farm/Farm.ts'
import { CityRoom } from './CityRoom.ts'
import { seedCity } from './seedCity.ts'

/** Rooms that come in at the same time. */
const TOGETHER = 10
const STAGE = 720
const STRIP = 180
const WALL = 90
/** As many as a client may name (SPEC 5.1). */
const TILES = 100

export interface CityOptions {
  readonly folder: string
  /** Rooms beside the chair's. */
  readonly sites: number
  readonly workers: number
  readonly heedsDemand: boolean
}

/** A city's meeting under way: the chair sees all rooms on a wall, every room sees who has the floor and the chair. */
export class City implements AsyncDisposable {
  readonly stack: Stack
  readonly farm: Farm
  readonly chair: CityRoom
  readonly rooms: readonly CityRoom[]
  readonly #closing: AsyncDisposableStack

  private constructor(parts: Pick<City, 'stack' | 'farm' | 'chair' | 'rooms'>, closing: AsyncDisposableStack) {
    this.stack = parts.stack
    this.farm = parts.farm
    this.chair = parts.chair
    this.rooms = parts.rooms
    this.#closing = closing
  }

  static async open({ folder, sites, workers, heedsDemand }: CityOptions): Promise<City> {
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
    const enter = async (token: string, name: string) => {
      const room = await CityRoom.enter(farm, {
        url: stack.url,
        meetingId: seeded.meetingId,
        token,
        name,
        heedsDemand,
      })
      closing.defer(() => room.close())
      return room
    }
    const chair = await enter(seeded.chair.token, 'chair')
    const rooms: CityRoom[] = []
    for (let from = 0; from < sites; from += TOGETHER) {
      const group = seeded.rooms.slice(from, from + TOGETHER).map(({ unit, token }) => enter(token, unit.name))
      rooms.push(...(await Promise.all(group)))
    }
    return new City({ stack, farm, chair, rooms }, closing.move())
  }

  /** Opens the meeting, gives this room the floor, and lets everybody look. */
  async begin(speaker: CityRoom): Promise<void> {
    await this.chair.ask('meeting:start', { belowQuorum: true })
    await this.giveFloor(speaker)
  }

  async giveFloor({ participantId }: CityRoom): Promise<void> {
    await this.chair.ask('floor:grant', { participantId, itemId: null })
    const stage = { participantId, source: 'camera' as const, height: STAGE }
    const face = { participantId: this.chair.participantId, source: 'camera' as const, height: STRIP }
    const others = this.rooms.filter((room) => room.participantId !== participantId)
    const wall = others
      .slice(0, TILES - 1)
      .map((room) => ({ ...stage, participantId: room.participantId, height: WALL }))
    await Promise.all([
      this.chair.look([stage, ...wall]),
      ...others.map((room) => room.look([stage, face])),
      ...this.rooms.filter((room) => !others.includes(room)).map((room) => room.look([{ ...face, height: STAGE }])),
    ])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}
