import type { Stack } from '../../../infra/start/launch.ts'
import type { Farm } from '../farm/Farm.ts'
import type { VideoOptions } from '../farm/streams.ts'
import { CityRoom } from './CityRoom.ts'
import { CityStack, type CityStackOptions } from './CityStack.ts'
import type { SeededCity } from './seedCity.ts'

const STAGE = 720
const STRIP = 180
const WALL = 90
/** So many rooms are on a page of the chair's wall. */
const TILES = 100

export interface CityOptions extends CityStackOptions {
  /** Rooms send what is asked for (`demand`), otherwise everything. */
  readonly heedsDemand: boolean
  /** What the first room films, which a browser can decode then. */
  readonly speakerCamera?: VideoOptions
  /** So many rooms, the last ones, do not come in: browsers will. */
  readonly leftOut?: number
}

/** A city's meeting under way: the chair sees all rooms on a wall, every room sees who has the floor and the chair. */
export class City implements AsyncDisposable {
  readonly stack: Stack
  readonly farm: Farm
  readonly chair: CityRoom
  readonly rooms: readonly CityRoom[]
  /** The rooms that were left out. */
  readonly empty: SeededCity['rooms']
  readonly #closing: AsyncDisposableStack

  private constructor(
    parts: Pick<City, 'stack' | 'farm' | 'chair' | 'rooms' | 'empty'>,
    closing: AsyncDisposableStack,
  ) {
    this.stack = parts.stack
    this.farm = parts.farm
    this.chair = parts.chair
    this.rooms = parts.rooms
    this.empty = parts.empty
    this.#closing = closing
  }

  static async open({ heedsDemand, speakerCamera, leftOut = 0, ...options }: CityOptions): Promise<City> {
    await using closing = new AsyncDisposableStack()
    const ground = closing.use(await CityStack.open(options))
    const { stack, farm, seeded } = ground
    const enter = async (token: string, name: string, camera?: VideoOptions) => {
      const room = await CityRoom.enter(farm, {
        url: stack.url,
        meetingId: seeded.meetingId,
        token,
        name,
        heedsDemand,
        ...(camera ? { camera } : {}),
      })
      closing.defer(() => room.close())
      return room
    }
    const chair = await enter(seeded.chair.token, 'chair')
    const taken = seeded.rooms.length - leftOut
    const entered = await ground.enterAll(async ({ unit, token }, n) =>
      n < taken ? enter(token, unit.name, n === 0 ? speakerCamera : undefined) : null,
    )
    const rooms = entered.filter((room) => room !== null)
    return new City({ stack, farm, chair, rooms, empty: seeded.rooms.slice(taken) }, closing.move())
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
