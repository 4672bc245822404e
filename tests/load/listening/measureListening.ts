import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { OptionId, type ParticipantId, VoteId } from '@diem-cau/signaling-contract'
import { percentile } from '../../support/percentile.ts'
import { CityStack } from '../city/CityStack.ts'
import { cpuSeconds } from '../city/cpuSeconds.ts'
import { memoryMb } from '../city/memoryMb.ts'
import type { Farm } from '../farm/Farm.ts'
import { Chair } from './Chair.ts'
import type { Asked } from './messages.ts'
import { RoomsProcess } from './RoomsProcess.ts'

/** So many rooms come in at the same time. */
const TOGETHER = 40
/** One room in so many has the stage on its screen, and so many pixels of it. */
const SEES = 10
const STAGE = 180
/** Rooms on a page of the chair's wall, and their height. */
const PAGE = 85
const WALL = 90
const PAGES = 4
/** Senders have switched off what nobody takes by then (SPEC 5.12), and estimates have settled. */
const SETTLE_MS = 8000
/** Each room answers the roll call, and votes, within this time of all. */
const ANSWERED_WITHIN_MS = 10_000

const VOTE = VoteId.parse('v.listening')
const [YES, NO] = [OptionId.parse('yes'), OptionId.parse('no')]

export interface ListeningOptions {
  readonly sites: number
  readonly seconds: number
  readonly workers: number
  readonly say: (text: string) => void
}

export type Listening = Awaited<ReturnType<typeof measureListening>>

/** One meeting of so many rooms that all hear who has the floor: what it costs, and how soon the chair knows what they answer. */
export async function measureListening({ sites, seconds, workers, say }: ListeningOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-listening-'))
  // The office's own come on top of its rooms.
  process.env['DIEM_CAU_MAX_ENDPOINTS'] = String(sites + 10)
  try {
    await using ground = await CityStack.open({ folder, sites, workers })
    await using rooms = await RoomsProcess.start()
    const { stack, seeded, farm } = ground
    const { url } = stack
    const { meetingId } = seeded
    const chair = await Chair.enter(farm, { url, meetingId, token: seeded.chair.token })
    await chair.ask('meeting:start', { belowQuorum: true })
    const began = performance.now()
    const { participantIds, farmPid, joinMs } = await rooms.ask({
      do: 'enter',
      url,
      meetingId,
      rooms: seeded.rooms.map(({ token, unit }) => ({ token, name: unit.name })),
      together: TOGETHER,
    })
    const allInMs = performance.now() - began
    say(`${sites} rooms are in after ${Math.round(allInMs)} ms`)
    const [speaker] = participantIds
    if (!speaker) throw new Error('no rooms')
    await chair.ask('floor:grant', { participantId: speaker, itemId: null })
    await rooms.ask({ do: 'look', at: speaker, every: SEES, height: STAGE })
    await chair.turnTo(pageOf(participantIds, 0), WALL)
    await pause(SETTLE_MS)

    const parts = {
      workers: stack.workerPids(),
      sfu: [stack.pid('sfu') ?? 0],
      signaling: [stack.pid('signaling') ?? 0],
      farm: [farmPid],
    }
    const cpu = () => Object.values(parts).map(cpuSeconds)
    const quiet = await during(seconds, cpu, rooms, farm)
    say(`${quiet.hearing} hear, ${quiet.seeing} see, ${quiet.lost} packets lost`)

    const pageMs: number[] = []
    for (let page = 1; page <= PAGES; page += 1)
      pageMs.push(...(await chair.turnTo(pageOf(participantIds, page), WALL)))
    say(`pages of the wall: ${JSON.stringify(spread(pageMs))} ms`)

    const { board } = chair
    await chair.ask('rollCall:open', {})
    const confirmed = await rooms.ask({ do: 'confirm', withinMs: ANSWERED_WITHIN_MS })
    await chair.until('the roll call on the board', () => board.quorum.present >= sites - confirmed.refusals.length)
    const units = seeded.rooms.map(({ unit }) => unit.code)
    const rollCallMs = untilOnBoard(confirmed, units, board.confirmedAt)
    say(`roll call: ${JSON.stringify(spread(rollCallMs))} ms`)

    await chair.ask('vote:open', { ...QUESTION, belowQuorum: true })
    const voted = await rooms.ask({ do: 'vote', withinMs: ANSWERED_WITHIN_MS, voteId: VOTE, optionIds: [YES, YES, NO] })
    await chair.until('the votes on the board', () => board.votedAt.size >= sites - voted.refusals.length)
    const voteMs = untilOnBoard(voted, units, board.votedAt)
    say(`vote: ${JSON.stringify(spread(voteMs))} ms`)
    await chair.ask('vote:close', { voteId: VOTE })
    const result = await chair.until('the result', () => board.state.conduct.votes[VOTE]?.result)

    const snapshot = Buffer.from(JSON.stringify(await chair.ask('meeting:resync', { seq: 0 })))
    const [workerCores = 0, withWorkers = 0, signalingCores = 0, farmCores = 0] = quiet.cores
    chair.close()
    return {
      sites,
      /** All rooms are in, {@link TOGETHER} at a time, and each from its line to camera and microphone. */
      allInMs: Math.round(allInMs),
      joinMs: spread(joinMs),
      workerCores: round(workerCores, 3),
      sfuCores: round(withWorkers - workerCores, 3),
      signalingCores: round(signalingCores, 3),
      farmCores: round(farmCores, 3),
      packetsInPerS: quiet.packetsInPerS,
      packetsOutPerS: quiet.packetsOutPerS,
      hearing: quiet.hearing,
      seeing: quiet.seeing,
      lost: quiet.lost,
      framesNotSent: quiet.skipped,
      soundOnItsWayMs: quiet.delay,
      longestSilenceMs: spread(quiet.longestGapMs),
      /** From the turn of a page of the chair's wall to the first picture of each of its rooms. */
      pageMs: spread(pageMs),
      /** From a room's answer to the chair's board. */
      rollCallMs: spread(rollCallMs),
      voteMs: spread(voteMs),
      quorum: board.quorum,
      cast: result.cast,
      refused: [...confirmed.refusals, ...voted.refusals].length,
      snapshotKb: { plain: Math.round(snapshot.length / 1000), gzip: Math.round(gzipSync(snapshot).length / 1000) },
      memoryMb: Object.fromEntries(Object.entries(parts).map(([part, pids]) => [part, memoryMb(pids)])),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const QUESTION = {
  voteId: VOTE,
  itemId: null,
  question: 'Thông qua kế hoạch phòng, chống triều cường',
  options: [
    { optionId: YES, label: 'Tán thành' },
    { optionId: NO, label: 'Không tán thành' },
  ],
  decides: YES,
  secret: false,
  electorate: 'units' as const,
  rule: { majority: { kind: 'simple' as const }, of: 'present' as const },
  mayChange: false,
  forSec: null,
}

/** What goes through while nothing is asked. Sound is sent by the rooms' farm; the chair's own farm hears it too. */
async function during(seconds: number, cpu: () => number[], rooms: RoomsProcess, chairs: Farm) {
  await rooms.ask({ do: 'begin' })
  const take = async () => ({
    at: performance.now(),
    cpu: cpu(),
    rooms: await rooms.ask({ do: 'count' }),
    chairs: await chairs.usage(),
  })
  const before = await take()
  await pause(seconds * 1000)
  const after = await take()
  const elapsed = (after.at - before.at) / 1000
  const rate = (end: number, start: number) => Math.round((end - start) / elapsed)
  const { hearing, seeing, longestGapMs, delay } = after.rooms
  return {
    cores: after.cpu.map((spent, at) => (spent - (before.cpu[at] ?? 0)) / elapsed),
    packetsInPerS: rate(after.rooms.sent + after.chairs.sent, before.rooms.sent + before.chairs.sent),
    packetsOutPerS: rate(after.rooms.received + after.chairs.received, before.rooms.received + before.chairs.received),
    lost: after.rooms.lost + after.chairs.lost - before.rooms.lost - before.chairs.lost,
    skipped: after.rooms.skipped - before.rooms.skipped,
    hearing,
    seeing,
    longestGapMs,
    delay,
  }
}

/** The rooms of a page; beyond the last it begins anew. */
function pageOf(rooms: readonly ParticipantId[], page: number): ParticipantId[] {
  const pages = Math.max(1, Math.ceil(rooms.length / PAGE))
  const from = (page % pages) * PAGE
  return rooms.slice(from, from + PAGE)
}

function untilOnBoard({ askedAt }: Asked, units: readonly string[], at: ReadonlyMap<string, number>): number[] {
  return units.flatMap((unit, n) => {
    const asked = askedAt[n]
    const shown = at.get(unit)
    return typeof asked === 'number' && shown !== undefined ? [shown - asked] : []
  })
}

function spread(ms: readonly number[]): { p50: number; p95: number; most: number } {
  return {
    p50: round(percentile(ms, 0.5), 1),
    p95: round(percentile(ms, 0.95), 1),
    most: round(Math.max(...ms), 1),
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
