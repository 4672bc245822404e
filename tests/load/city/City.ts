import type { Stack } from '../../../infra/start/launch.ts'
import type { Farm } from '../farm/Farm.ts'
import { CityRoom } from './CityRoom.ts'
import { CityStack, type CityStackOptions } from './CityStack.ts'

const STAGE = 720
const STRIP = 180
const WALL = 90
/** A client may name so many tiles (SPEC 5.1). */
const TILES = 100

export interface CityOptions extends CityStackOptions {
  /** Rooms send what is asked for (`demand`), otherwise everything. */
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

  static async open({ heedsDemand, ...options }: CityOptions): Promise<City> {
    await using closing = new AsyncDisposableStack()
    const ground = closing.use(await CityStack.open(options))
    const { stack, farm, seeded } = ground
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
    const rooms = await ground.enterAll(({ unit, token }) => enter(token, unit.name))
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
