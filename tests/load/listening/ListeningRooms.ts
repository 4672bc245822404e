import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingId, OptionId, ParticipantId, VoteId } from '@diem-cau/signaling-contract'
import { Farm } from '../farm/Farm.ts'
import { ListeningRoom } from './ListeningRoom.ts'
import type { AnswerTo, Asked, Count } from './messages.ts'

/** Sound of one room in so many is decrypted, to tell how long it was on its way. */
const INSPECTED = 20
/** A room hears if a packet came so recently, in microseconds. */
const HEARS_US = 500_000

const now = () => performance.timeOrigin + performance.now()

/** All rooms of a large meeting, and the farm that carries their media. */
export class ListeningRooms implements AsyncDisposable {
  readonly #farm: Farm
  #rooms: readonly ListeningRoom[] = []

  private constructor(farm: Farm) {
    this.#farm = farm
  }

  static async open(): Promise<ListeningRooms> {
    return new ListeningRooms(await Farm.start())
  }

  async enter(
    url: string,
    meetingId: MeetingId,
    rooms: readonly { readonly token: string; readonly name: string }[],
    together: number,
  ): Promise<AnswerTo<'enter'>> {
    const entered: ListeningRoom[] = []
    const joinMs: number[] = []
    const waiting = [...rooms.entries()]
    const comeIn = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [n, room] = next
        const began = performance.now()
        entered[n] = await ListeningRoom.enter(this.#farm, {
          ...room,
          url,
          meetingId,
          listener: n + 1,
          inspect: n % INSPECTED === 0,
        })
        joinMs.push(performance.now() - began)
      }
    }
    await Promise.all(Array.from({ length: together }, comeIn))
    this.#rooms = entered
    return {
      participantIds: entered.map(({ participantId }) => participantId),
      farmPid: this.#farm.pid,
      joinMs,
    }
  }

  async look(at: ParticipantId, every: number, height: number): Promise<void> {
    await Promise.all(this.#rooms.filter((_, n) => n % every === 0).map((room) => room.look(at, height)))
  }

  async begin(): Promise<void> {
    await Promise.all([this.#farm.beginGaps(), this.#farm.delays(), this.#farm.usage()])
  }

  async count(): Promise<Count> {
    const [gaps, delay, usage] = await Promise.all([this.#farm.gaps(), this.#farm.delays(), this.#farm.usage()])
    return {
      hearing: gaps.filter(({ openUs }) => openUs < HEARS_US).length,
      longestGapMs: gaps.map(({ longestUs }) => longestUs / 1000),
      seeing: this.#rooms.filter(({ sees }) => sees).length,
      sent: usage.sent,
      received: usage.received,
      lost: usage.lost,
      skipped: usage.skipped,
      delay: { p50Ms: delay.p50Us / 1000, p95Ms: delay.p95Us / 1000, p99Ms: delay.p99Us / 1000 },
    }
  }

  confirm(withinMs: number): Promise<Asked> {
    return this.#each(withinMs, (room) => room.confirm())
  }

  vote(withinMs: number, voteId: VoteId, optionIds: readonly OptionId[]): Promise<Asked> {
    return this.#each(withinMs, (room, n) => {
      const optionId = optionIds[n % optionIds.length]
      return optionId === undefined ? Promise.resolve() : room.vote(voteId, optionId)
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const room of this.#rooms) room.close()
    return this.#farm.close()
  }

  /** Lets each room ask something, at even distances within this time. */
  async #each(withinMs: number, ask: (room: ListeningRoom, n: number) => Promise<void>): Promise<Asked> {
    const refusals: string[] = []
    const askedAt = await Promise.all(
      this.#rooms.map(async (room, n) => {
        await pause((withinMs * n) / this.#rooms.length)
        const asked = now()
        try {
          await ask(room, n)
          return asked
        } catch (error) {
          refusals.push(String(error))
          return null
        }
      }),
    )
    return { askedAt, refusals }
  }
}
