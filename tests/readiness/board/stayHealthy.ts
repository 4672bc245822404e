import { setTimeout as pause } from 'node:timers/promises'
import type { BoardReason, ReadinessReason } from '@diem-cau/signaling-contract/readiness'
import { UnitCode } from '@diem-cau/signaling-contract'
import type { ReadinessStage } from '../stage/ReadinessStage.ts'
import { FarmRooms } from './FarmRooms.ts'

/** `apartMs`: from one test of the real room to the next. */
export interface HealthyTime {
  readonly runs: number
  readonly apartMs: number
}

export interface HealthyRuns {
  readonly runs: number
  /** What the real room was told to have, each time it was. */
  readonly falseRed: readonly ReadinessReason[]
  readonly weak: readonly ReadinessReason[]
  /** Of a whole test. */
  readonly longestMs: number
  readonly board: BoardSeen
}

/** The board over all that time. */
interface BoardSeen {
  readonly rooms: number
  /** The fewest that were ready at a look, once the board was full. */
  readonly leastReady: number
  readonly looks: number
  readonly minutes: number
  /** Reasons of rooms that were red or grey, once for each look that found them so. */
  readonly falseRed: readonly BoardReason[]
  readonly falseGrey: readonly BoardReason[]
}

/** A city's meeting has so many rooms, the real one among them. */
const ROOMS = 85
/** Within a minute every room has tested itself after its page was opened. */
const FULL_WITHIN_MS = 150_000
const LOOK_MS = 5_000
const NOTHING: HealthyRuns = {
  runs: 0,
  falseRed: [],
  weak: [],
  longestMs: 0,
  board: { rooms: 0, leastReady: 0, looks: 0, minutes: 0, falseRed: [], falseGrey: [] },
}

/** Has a healthy room test itself so often, among others that are well too, and says what was told to be wrong. */
export async function stayHealthy(
  stage: ReadinessStage,
  { runs, apartMs }: HealthyTime,
  say: (what: string) => void,
): Promise<HealthyRuns> {
  if (runs === 0) return NOTHING
  const { caretaker, office } = stage
  const { chair, rooms } = office.seeded
  using farm = await FarmRooms.open({
    url: office.url,
    ...office.store,
    chair: { accountId: chair.accountId, unit: { code: UnitCode.parse(chair.unit), name: 'Thành phố Cần Thơ' } },
    besides: UnitCode.parse(rooms[0]?.unit.code ?? ''),
    count: ROOMS - 1,
  })
  farm.start()
  const ready = async () => (await caretaker.board(farm.meetingId)).rooms.filter(({ health }) => isReady(health)).length
  if ((await caretaker.until(async () => ((await ready()) === ROOMS ? true : null), FULL_WITHIN_MS)) === null)
    say(`only ${await ready()} of ${ROOMS} rooms were ever ready: ${farm.failures.slice(0, 3).join('; ')}`)
  const ended = new AbortController()
  const watching = watchBoard(stage, farm, ended.signal)
  const found = await testRoom(stage, { runs, apartMs }, say)
  ended.abort()
  const board = await watching
  say(
    `${runs} tests of a healthy room: ${found.falseRed.length} false red (${found.falseRed.join(', ')}), weak: ${found.weak.join(', ')}; longest ${found.longestMs} ms. Of ${board.rooms} rooms ${board.leastReady} at least were ready in ${board.looks} looks over ${board.minutes} minutes`,
  )
  for (const failure of farm.failures) say(failure)
  return { ...found, runs, board }
}

async function testRoom(
  stage: ReadinessStage,
  { runs, apartMs }: HealthyTime,
  say: (what: string) => void,
): Promise<Pick<HealthyRuns, 'falseRed' | 'weak' | 'longestMs'>> {
  const red: ReadinessReason[] = []
  const weak: ReadinessReason[] = []
  let longestMs = 0
  for (let n = 0; n < runs; n++) {
    const next = pause(apartMs)
    const { run } = await stage.ask()
    longestMs = Math.max(longestMs, run.endedAt - run.startedAt)
    for (const { health, reasons, step } of run.verdicts) {
      if (health === 'bad') red.push(...reasons)
      if (health === 'weak') weak.push(...reasons)
      if (health === 'unknown') say(`${step} was not read`)
    }
    await next
  }
  return { falseRed: red, weak, longestMs }
}

/** Looks at the board every few seconds until it is over. */
async function watchBoard({ caretaker }: ReadinessStage, farm: FarmRooms, over: AbortSignal): Promise<BoardSeen> {
  const since = performance.now()
  const falseRed: BoardReason[] = []
  const falseGrey: BoardReason[] = []
  let [rooms, looks, leastReady] = [0, 0, Infinity]
  do {
    const board = await caretaker.board(farm.meetingId)
    looks += 1
    rooms = board.rooms.length
    leastReady = Math.min(leastReady, board.rooms.filter(({ health }) => isReady(health)).length)
    for (const { health, reasons } of board.rooms) {
      if (health === 'bad') falseRed.push(...reasons)
      if (health === 'unknown') falseGrey.push(...reasons)
    }
    await pause(LOOK_MS, undefined, { signal: over }).catch(() => undefined)
  } while (!over.aborted)
  const minutes = Math.round((performance.now() - since) / 6_000) / 10
  return { rooms, leastReady, looks, minutes, falseRed, falseGrey }
}

const isReady = (health: string) => health === 'good' || health === 'weak'
