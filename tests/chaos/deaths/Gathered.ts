import type { RoomLook } from '../rooms/messages.ts'
import { RoomsProcess } from '../rooms/RoomsProcess.ts'
import { Browsers } from './Browsers.ts'
import type { Deployment } from './Deployment.ts'
import { describeLook, isThere, speakerOf, until } from './looks.ts'

const PATIENCE_MS = 90_000

export interface GatheredOptions {
  /** Farm endpoints: the chair, who speaks, and wards. */
  readonly rooms: number
  /** Wards beside these that are real browsers. */
  readonly browsers: number
}

interface Seen {
  readonly farm: readonly RoomLook[]
  /** The farm's rooms and the browsers. */
  readonly all: readonly RoomLook[]
  /** The signaling process that conducts, as it calls itself. */
  readonly process: string | null
}

/** A meeting of an office that is measured: one room speaks without a pause, everybody hears it and sees the chair. */
export class Gathered implements AsyncDisposable {
  readonly rooms: RoomsProcess
  readonly browsers: Browsers
  readonly speaker: ReturnType<typeof speakerOf>
  readonly #deployment: Deployment
  readonly #closing: AsyncDisposableStack

  private constructor(
    deployment: Deployment,
    { rooms, browsers }: Pick<Gathered, 'rooms' | 'browsers'>,
    closing: AsyncDisposableStack,
  ) {
    this.rooms = rooms
    this.browsers = browsers
    this.speaker = speakerOf(deployment.seeded)
    this.#deployment = deployment
    this.#closing = closing
  }

  /** All are in, hear and see. @throws who does not, in time */
  static async open(
    deployment: Deployment,
    { rooms: count, browsers: pages }: GatheredOptions,
    say: (what: string) => void,
  ): Promise<Gathered> {
    await using closing = new AsyncDisposableStack()
    const { seeded, dataDir, cable, url } = deployment
    const rooms = closing.use(await RoomsProcess.start())
    // First the browsers, as long as the machine has nothing else to do.
    const inBrowsers = seeded.rooms.slice(count - 1, count - 1 + pages)
    if (pages > 0) say(`${pages} browsers come in`)
    const browsers = closing.use(
      await Browsers.enter(
        deployment,
        inBrowsers.map((one) => ({ ...one, unit: one.unit.code })),
      ),
    )
    say(`${count} rooms come in`)
    await rooms.ask({
      do: 'enter',
      dataDir,
      meetingId: seeded.meetingId,
      url,
      cableUrl: `http://127.0.0.1:${cable.port}`,
      accounts: [seeded.chair, ...seeded.rooms.slice(0, count - 1)].map(({ accountId }) => accountId),
      chair: seeded.chair.accountId,
      speaker: speakerOf(seeded).accountId,
      seen: 'chair',
    })
    await rooms.ask({ do: 'begin' })
    await browsers.watch(seeded.chair.unit)
    const gathered = new Gathered(deployment, { rooms, browsers }, closing.move())
    const ready = await until(() => gathered.look(), gathered.isWell, PATIENCE_MS)
    if (gathered.isWell(ready)) return gathered
    await gathered[Symbol.asyncDispose]()
    throw new Error(`before anything was done: ${gathered.missing(ready).map(describeLook).join('; ')}`)
  }

  async look(): Promise<Seen> {
    const [{ rooms: farm, process }, pages] = await Promise.all([this.rooms.ask({ do: 'look' }), this.browsers.look()])
    return { farm, all: [...farm, ...pages], process }
  }

  /** Everybody is there, and every process of the office runs. */
  isWell = (seen: Seen): boolean => this.missing(seen).length === 0 && this.#deployment.isWhole

  /** Who is not in the meeting, or without a packet for so long. */
  missing({ all }: Seen, withinMs?: number): RoomLook[] {
    return all.filter((one) => !isThere(one, this.speaker.participantId, withinMs))
  }

  /** Looks until all was well for so long, and at least for so long in all. @returns how it was at the end, well or not */
  async untilWell(wellMs: number, atLeastMs: number, patienceMs: number): Promise<Seen> {
    const began = performance.now()
    let wellSince: number | null = null
    return until(
      () => this.look(),
      (seen) => {
        const now = performance.now()
        wellSince = this.isWell(seen) ? (wellSince ?? now) : null
        return wellSince !== null && now - wellSince >= wellMs && now - began >= atLeastMs
      },
      patienceMs,
    )
  }

  /** Counting of gaps begins anew. */
  async beginGaps(): Promise<void> {
    await Promise.all([this.rooms.ask({ do: 'beginGaps' }), this.browsers.beginGaps()])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}
