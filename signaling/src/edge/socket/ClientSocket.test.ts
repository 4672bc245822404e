import { EventEmitter } from 'node:events'
import { type Answer, MeetingId, type Notice, RequestId, type RequestName } from '@diem-cau/signaling-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { MediaNodes } from '../../live/media/nodes/MediaNodes.ts'
import { ConductStore } from '../../live/meeting/ConductStore.ts'
import { LocalDirectory } from '../../live/directory/LocalDirectory.ts'
import { MeetingRegistry } from '../../live/meeting/MeetingRegistry.ts'
import { ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import { nothingMeasured } from '../../operations/desk/OperationsDesk.ts'
import { joinAsk } from '../../testing/joinAsk.ts'
import { deviceOf, meetingId, NOON, participantOf } from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { ClientSocket, type SocketLine } from './ClientSocket.ts'
import { createHandlers } from './handlers.ts'

const rtpCapabilities = { codecs: [], headerExtensions: [] }
let asked = 0

/** The server's half of a socket, and the client's hand on the other. */
class Line implements SocketLine {
  readonly id = `line-${++asked}`
  connected = true
  readonly notices: Notice['name'][] = []
  readonly conn = { close: () => this.drop() }
  readonly volatile = { emit: (_event: 'notice', notice: Notice) => this.emit(_event, notice) }
  readonly #events = new EventEmitter()

  onAny(listener: (event: unknown, ...args: unknown[]) => void): void {
    this.#events.on('message', listener)
  }

  on(_event: 'disconnect', listener: (reason: string) => void): void {
    this.#events.on('disconnect', listener)
  }

  emit(_event: 'notice', { name }: Notice): void {
    this.notices.push(name)
  }

  disconnect(): void {
    this.drop()
  }

  drop(): void {
    this.connected = false
    this.#events.emit('disconnect', 'transport close')
  }

  ask(name: RequestName, data: unknown, requestId = RequestId.parse(`r-${++asked}`)): Promise<Answer> {
    return new Promise((resolve) => {
      this.#events.emit('message', 'request', { requestId, name, data }, resolve)
    })
  }
}

/** A process that conducts the meeting, without a media node, and sockets of its people. */
async function office(clock = () => NOON, logger = silent) {
  const { db } = await temporaryStore()
  const schedules = new ScheduleStore(db)
  const mediaNodes = new MediaNodes([], silent)
  const meetings = new MeetingRegistry({
    log: new MeetingLogTable(db),
    leases: new LocalDirectory().leases('one'),
    store: new ConductStore(db),
    find: (id) => schedules.find(id),
    mayStay: async (_, ids) => new Set(ids),
    mediaNodes,
    logger: silent,
    clock,
    lineGraceMs: 60_000,
  })
  onTestFinished(() => meetings.close())
  const handlers = createHandlers({
    meetings,
    schedules,
    mediaNodes,
    operations: nothingMeasured,
    cameraOf: async () => null,
    clock,
  })
  const open = (name: string) => {
    const line = new Line()
    const { account } = joinAsk(name)
    const client = new ClientSocket({
      socket: line,
      account,
      deviceId: deviceOf(name),
      handlers,
      logger,
      clock,
    })
    return { line, client }
  }
  const stateOf = () => meetings.peek(meetingId)?.state
  return { open, stateOf, meetings }
}

const refused = (code: string) => ({ ok: false, error: { code } })
const { data: joinData } = joinAsk('chair')

test('1.9 what needs a place is refused without one; asked right after a join it means the meeting that is joined', async () => {
  const { open } = await office()
  const { line, client } = open('chair')
  expect(await line.ask('meeting:resync', { seq: 0 })).toMatchObject(refused('notJoined'))
  const answers = await Promise.all([line.ask('meeting:join', joinData), line.ask('meeting:resync', { seq: 0 })])
  expect(answers).toMatchObject([{ ok: true }, { ok: true, data: { kind: 'events' } }])
  expect(client.isJoined).toBe(true)
})

test('6.1 the place is kept when the socket closes, also when it does before its join is answered', async () => {
  for (const isAnswered of [true, false]) {
    const { open, stateOf } = await office()
    const { line, client } = open('chair')
    const joining = line.ask('meeting:join', joinData)
    if (isAnswered) await joining
    line.drop()
    await joining
    await vi.waitFor(() => expect(stateOf()?.participants[participantOf('chair')]?.line).toBe('lost'))
    expect(client.isJoined).toBe(false)
    expect(() => client.place).toThrow('the socket closed meanwhile')
  }
})

test('3.5 a goodbye that cannot be recorded gives the place up as a broken line does', async () => {
  const { open, meetings } = await office()
  const { line, client } = open('chair')
  await line.ask('meeting:join', joinData)
  vi.spyOn(MeetingLogTable.prototype, 'append').mockRejectedValueOnce(new Error('disk full'))
  onTestFinished(() => void vi.restoreAllMocks())
  expect(await line.ask('meeting:leave', {})).toMatchObject(refused('storeUnavailable'))
  expect(client.isJoined).toBe(false)
  await vi.waitFor(() =>
    expect(meetings.peek(meetingId)?.state?.participants[participantOf('chair')]?.line).toBe('lost'),
  )
  expect(await line.ask('meeting:leave', {})).toMatchObject(refused('notJoined'))
})

test('1.9 who was put out of its place is answered why', async () => {
  const { open, meetings } = await office()
  const { line } = open('chair')
  await line.ask('meeting:join', joinData)
  await meetings.peek(meetingId)?.putOut(participantOf('chair'))
  expect(line.notices.at(-1)).toBe('ejected')
  expect(await line.ask('viewport:set', { tiles: [] })).toMatchObject(refused('forbidden'))
})

test('5.7 in a meeting nothing is prepared, and at the door what needs an endpoint is refused without one', async () => {
  const { open } = await office()
  const { line } = open('chair')
  const prepare = () => line.ask('media:prepare', { meetingId, rtpCapabilities })
  expect(await prepare(), 'without a media node').toEqual({ ok: true, data: { prepared: null } })
  expect(await line.ask('consumer:resume', { consumerIds: ['c.1'] })).toMatchObject(refused('notJoined'))
  await line.ask('meeting:join', joinData)
  expect(await prepare()).toEqual({ ok: true, data: { prepared: null } })
})

test('a meeting that there is not is answered as such, and changes nothing', async () => {
  const { open } = await office()
  const { line, client } = open('chair')
  await line.ask('meeting:join', joinData)
  const other = { ...joinData, meetingId: MeetingId.parse('m.none') }
  expect(await line.ask('meeting:join', other)).toMatchObject(refused('notFound'))
  expect(client.isJoined).toBe(true)
})

test('1.5 who goes on flooding is told once, then cut', async () => {
  const now = { at: NOON }
  const { open } = await office(() => now.at)
  const { line } = open('chair')
  for (let second = 0; second < 8 && line.connected; second += 1) {
    for (let n = 0; n < 300 && line.connected; n += 1) void line.ask('meeting:resync', { seq: 0 })
    now.at += 1_000
  }
  expect(line.connected).toBe(false)
  expect(line.notices.filter((name) => name === 'slowDown').length).toBeGreaterThan(0)
})

test('what is logged for a request has its id', async () => {
  const lines: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const { open } = await office(undefined, logger)
  await open('chair').line.ask('meeting:resync', { seq: 0 }, RequestId.parse('r-of-a-click'))
  expect(lines.find((line) => line.includes('request refused'))).toContain('"requestId":"r-of-a-click"')
})
