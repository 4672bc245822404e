/**
 * `npm run test:room -- [--json] [--kills N] [--hangs N]`: the PC of a meeting room, with nobody touching it. A real browser under
 * Xvfb with the watchdog of infra/room, a real server with its media node. It is enrolled once by the code on its screen, then:
 * from the start of the screen to the meeting; browser, page or GPU process killed at random moments; a page that hangs; a PC that
 * boots before its server. Firmware and kernel are no part of what is measured. Exit 1 when a limit was missed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { MeetingList, SignedIn } from '@diem-cau/signaling-contract'
import { RoomPage } from '@diem-cau/signaling-contract/office'
import { launchStack, type LaunchOptions, type Stack } from '../../infra/start/launch.ts'
import { freePorts } from '../support/freePorts.ts'
import { percentile } from '../support/percentile.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { processOf, type Victim } from './processesOf.ts'
import { RoomPc } from './RoomPc.ts'
import { Screen } from './Screen.ts'

/** From the start of the screen to the meeting, in milliseconds. */
const BOOT_LIMIT_MS = 45_000
const BACK_LIMIT_MS = 8_000
const PATIENCE_MS = 90_000
/** A kill comes so long after the room is back, at random. */
const REST_MS = [500, 6_000] as const
/** The server of a PC that boots first comes so much later. */
const LATE_MS = 10_000
const ADMIN = 'quantri'
const ROOM = 'Phòng họp Phường Châu Văn Liêm'
const VICTIMS: readonly Victim[] = ['browser', 'renderer', 'gpu']

const { json, kills, hangs } = readOptions('npm run test:room --', { kills: whole(20, 0), hangs: whole(1, 0) })
const say = (text: string) => void (json || console.log(text))
const round = (ms: number) => Math.round(ms)

async function ask(url: string, method: string, path: string, token: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function tokenOf({ url, demo }: Stack, login: string): Promise<string> {
  const password = demo?.accounts.find((account) => account.login === login)?.password
  return SignedIn.parse(await ask(url, 'POST', '/sign-in', '', { login, password })).token
}

/** Does what an administrator does once, in their office, with the code that is read to them. */
async function enrol(stack: Stack, pc: RoomPc): Promise<void> {
  let code = ''
  await pc.until(
    `document.querySelector('[data-testid="pairing-code"]')?.textContent`,
    (text) => typeof text === 'string' && /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test((code = text)),
    performance.now(),
    PATIENCE_MS,
  )
  const token = await tokenOf(stack, ADMIN)
  const { items } = RoomPage.parse(await ask(stack.url, 'GET', '/rooms?limit=100', token))
  const room = items.find(({ name }) => name === ROOM)
  if (!room) throw new Error(`the demo has no room ${ROOM}`)
  await ask(stack.url, 'POST', `/rooms/${room.roomId}/enrol`, token, { code })
}

const random = (from: number, to: number) => from + Math.random() * (to - from)

async function killed(pc: RoomPc, victim: Victim): Promise<number> {
  await wait(random(...REST_MS))
  const leader = pc.watchdog.browser?.pid
  const pid = leader === undefined ? null : processOf(leader, victim)
  if (pid === null) throw new Error(`there is no ${victim} to kill`)
  const at = performance.now()
  process.kill(pid, 'SIGKILL')
  return pc.inMeeting(at, PATIENCE_MS)
}

async function hung(pc: RoomPc): Promise<number> {
  await wait(random(...REST_MS))
  const pid = processOf(pc.watchdog.browser?.pid ?? 0, 'renderer')
  if (pid === null) throw new Error('there is no page to stop')
  const at = performance.now()
  process.kill(pid, 'SIGSTOP')
  return pc.inMeeting(at, PATIENCE_MS)
}

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-room-'))
const rtcPort = await freePorts(1)
const office: LaunchOptions = {
  port: await freePorts(1),
  dataDir: join(folder, 'data'),
  rtcPort,
  workers: 1,
  demo: '2016',
  logLevel: 'warn',
}
let stack = await launchStack(office)
let screen = await Screen.open()
const boot = async () => {
  const from = performance.now()
  screen = await Screen.open()
  const pc = new RoomPc({ url: stack.url, profile: join(folder, 'profile'), display: screen.display })
  pc.watchdog.start()
  return { pc, from }
}
const shut = async (pc: RoomPc) => {
  await pc.watchdog.stop()
  await screen.close()
}

let pc = new RoomPc({ url: stack.url, profile: join(folder, 'profile'), display: screen.display })
pc.watchdog.start()
let isPassed = false
try {
  await enrol(stack, pc)
  const enrolledMs = await pc.inMeeting(performance.now(), PATIENCE_MS)
  say(`enrolled; in the meeting by itself after ${round(enrolledMs)} ms`)
  // The page of this room is kept by its browser from now on.
  await pc.until(
    `navigator.serviceWorker.ready.then(() => true)`,
    (value) => value === true,
    performance.now(),
    PATIENCE_MS,
  )
  await shut(pc)

  const booted = await boot()
  pc = booted.pc
  const bootMs = await pc.inMeeting(booted.from, PATIENCE_MS)
  say(`from the start of the screen to the meeting: ${round(bootMs)} ms`)

  const back: { victim: Victim; ms: number }[] = []
  for (let n = 0; n < kills; n++) {
    const victim = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? 'browser'
    const ms = round(await killed(pc, victim))
    back.push({ victim, ms })
    say(`kill ${n + 1}: ${victim}, back after ${ms} ms`)
  }
  const hangMs: number[] = []
  for (let n = 0; n < hangs; n++) hangMs.push(round(await hung(pc)))
  say(`hangs: back after ${hangMs.join(', ')} ms`)

  const chair = await tokenOf(stack, 'chutoa.omon')
  const { meetings } = MeetingList.parse(await ask(stack.url, 'GET', '/meetings', chair))
  const connected = Math.max(...meetings.map((meeting) => meeting.connected))

  // The power comes back: the PC is quicker than the server.
  await shut(pc)
  await stack.stop()
  const early = await boot()
  pc = early.pc
  await pc.until(
    `document.querySelector('[data-testid="room-connecting"]') !== null`,
    (value) => value === true,
    early.from,
    PATIENCE_MS,
  )
  const ownScreenMs = performance.now() - early.from
  say(`without a server its own screen stands after ${round(ownScreenMs)} ms`)
  await wait(Math.max(0, LATE_MS - ownScreenMs))
  stack = await launchStack(office)
  const lateMs = await pc.inMeeting(performance.now(), PATIENCE_MS)
  say(`in the meeting ${round(lateMs)} ms after the server was there`)

  const times = back.map(({ ms }) => ms)
  const result = {
    bootMs: round(bootMs),
    kills: back,
    killedP50: percentile(times, 0.5),
    killedP95: percentile(times, 0.95),
    killedMax: Math.max(...times),
    hangMs,
    connectedUnits: connected,
    ownScreenMs: round(ownScreenMs),
    afterServerMs: round(lateMs),
    load: loadavg()[0],
  }
  isPassed = bootMs <= BOOT_LIMIT_MS && times.every((ms) => ms <= BACK_LIMIT_MS) && connected > 0
  console.log(json ? JSON.stringify({ passed: isPassed, ...result }) : result)
} finally {
  await shut(pc).catch(() => undefined)
  await stack.stop().catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
}
process.exit(isPassed ? 0 : 1)
