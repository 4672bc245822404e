/**
 * `npm run bench:readiness -- [--json] [--rooms 85] [--rounds 6]`: what it costs signaling that rooms test themselves in the hour before a
 * meeting. Each round is ten minutes of it: every room says one test, of the size of a real one, and asks 30 times what is due, as its page
 * does every 20 s, while one person looks at the board, which asks every 3 s. Ten minutes go by as fast as signaling answers; told is its CPU
 * time of an hour for each room, without what it spends when nobody asks.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import { Board, ReadinessPlan, Run } from '@diem-cau/signaling-contract/readiness'
import { AccessTokens } from '../../signaling/src/auth/AccessTokens.ts'
import { folderKeys } from '../../signaling/src/auth/folderKeys.ts'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { RoomStore } from '../../signaling/src/office/rooms/RoomStore.ts'
import { ScheduleStore } from '../../signaling/src/office/schedule/ScheduleStore.ts'
import { testRun } from '../../signaling/src/testing/readinessRuns.ts'
import { percentile } from '../support/percentile.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { ApiServer } from './api/ApiServer.ts'
import { seedCity } from './city/seedCity.ts'
import { cpuMs } from './stats/cpuMs.ts'

const {
  json,
  rooms: count,
  rounds,
} = readOptions('npm run bench:readiness --', { rooms: whole(85, 1), rounds: whole(6, 1) })

const MINUTE_MS = 60_000
const MEETING = MeetingId.parse('m.ready')
/** Of ten minutes. */
const PLANS = 30
const BOARDS = 200
const ROUNDS_AN_HOUR = 6
/** Code that runs often is compiled by then. */
const WARM_UP = 1
const IDLE_MS = 10_000

const round = (value: number, digits: number) => Number(value.toFixed(digits))

/** A city whose wards have a room with a PC each, and a meeting of them all in an hour. */
async function seed(dataDir: string, database: string) {
  const city = await seedCity(dataDir, count, database)
  const tokens = await AccessTokens.open(folderKeys(dataDir))
  const store = await openStore(database)
  const now = Date.now()
  const rooms = new RoomStore(store.db)
  const made: string[] = []
  for (const [n, { unit }] of city.rooms.entries()) {
    const id = AccountId.parse(`a.pc-${n}`)
    const unitCode = UnitCode.parse(unit.code)
    await rooms.add(id, { name: `Phòng họp ${unit.name}`, place: '', unitCode }, now)
    await rooms.setDevice(id, { name: 'Chrome, Windows', at: now })
    made.push((await tokens.issue(id, now)).token)
  }
  const host = { code: UnitCode.parse(city.chair.unit), name: 'Thành phố Cần Thơ' }
  await new ScheduleStore(store.db).add({
    meetingId: MEETING,
    title: 'Giao ban tháng',
    hostUnit: host,
    startsAt: now + 59 * MINUTE_MS,
    endsAt: now + 119 * MINUTE_MS,
    phase: 'scheduled',
    chairAccountId: city.chair.accountId,
    demo: false,
    seats: [{ accountId: city.chair.accountId, seat: 'chair', unit: host }],
    units: city.rooms.map(({ unit }) => ({ code: UnitCode.parse(unit.code), name: unit.name })),
  })
  await store.close()
  return { rooms: made, admin: city.admin.token }
}

async function bench() {
  const dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-ready-'))
  const database = join(dataDir, 'diem-cau.sqlite')
  try {
    const { rooms, admin } = await seed(dataDir, database)
    const server = await ApiServer.start(dataDir, database)
    try {
      const times: Record<'run' | 'plan' | 'board', number[]> = { run: [], plan: [], board: [] }
      const ask = async (kind: keyof typeof times, token: string, path: string, body?: unknown) => {
        const answer = await server.requestWith(token, `/api/readiness/${path}`, body)
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
        times[kind].push(answer.ms)
        return answer
      }
      let bytes = 0
      const roomOf = async (token: string) => {
        const run = testRun(Date.now())
        const said = await ask('run', token, 'runs', { ...run, runId: crypto.randomUUID() })
        Run.parse(said.body)
        bytes += JSON.stringify(run).length + said.bytes
        for (let n = 0; n < PLANS; n += 1) {
          const plan = await ask('plan', token, 'plan')
          ReadinessPlan.parse(plan.body)
          bytes += plan.bytes
        }
      }
      const looker = async () => {
        for (let n = 0; n < BOARDS; n += 1) await ask('board', admin, `board?meeting=${MEETING}`)
      }
      const tenMinutes = async () => void (await Promise.all([looker(), ...rooms.map(roomOf)]))
      for (let n = 0; n < WARM_UP; n += 1) await tenMinutes()
      const idleBefore = cpuMs([server.pid])
      await pause(IDLE_MS)
      const idlePerMs = (cpuMs([server.pid]) - idleBefore) / IDLE_MS
      for (const list of Object.values(times)) list.length = 0
      bytes = 0
      const [before, began] = [cpuMs([server.pid]), performance.now()]
      for (let n = 0; n < rounds; n += 1) await tenMinutes()
      const wallMs = performance.now() - began
      const spentMs = cpuMs([server.pid]) - before - idlePerMs * wallMs
      const board = Board.parse((await ask('board', admin, `board?meeting=${MEETING}`)).body)
      const perRoom = ROUNDS_AN_HOUR / rounds / count
      const p95 = (kind: keyof typeof times) => round(percentile(times[kind], 0.95), 1)
      return {
        rooms: count,
        ready: board.rooms.filter(({ health }) => health === 'good').length,
        /** CPU of signaling in an hour before a meeting, the board that one person looks at among it. */
        cpuMsPerRoomHour: round(spentMs * perRoom, 1),
        /** In percent of one core. */
        cpuPct: round((spentMs * (ROUNDS_AN_HOUR / rounds) * 100) / 3_600_000, 2),
        /** Bodies of requests and answers; lines are tried beside that. */
        kBPerRoomHour: round((bytes * perRoom) / 1000, 1),
        p95Ms: { run: p95('run'), plan: p95('plan'), board: p95('board') },
        rounds,
        wallMs: Math.round(wallMs),
        machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, load: round(loadavg()[0] ?? 0, 1) },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

const result = await bench()
console.log(
  json
    ? JSON.stringify(result)
    : `${result.rooms} rooms, ${result.ready} ready: ${result.cpuMsPerRoomHour} ms of CPU and ${result.kBPerRoomHour} kB for each room and hour`,
)
process.disconnect?.()
