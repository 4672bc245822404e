import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OwnerId } from '@diem-cau/sfu-contract'
import { AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { pino } from 'pino'
import { AccessTokens } from '../auth/AccessTokens.ts'
import { AccountStore } from '../auth/AccountStore.ts'
import { createAuthenticate } from '../auth/authenticate.ts'
import { folderKeys } from '../auth/folderKeys.ts'
import { openSqliteStore } from '../db/engine/openSqliteStore.ts'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import type { Schema } from '../db/schema.ts'
import { PATIENCE } from '../edge/http/Patience.ts'
import { createHandlers } from '../edge/socket/handlers.ts'
import { SocketServer } from '../edge/socket/SocketServer.ts'
import { LocalDirectory } from '../live/directory/LocalDirectory.ts'
import { MediaNodes } from '../live/media/nodes/MediaNodes.ts'
import { SfuClient } from '../live/media/nodes/SfuClient.ts'
import { ConductStore } from '../live/meeting/ConductStore.ts'
import { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { nothingMeasured } from '../operations/desk/OperationsDesk.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import { MadeUpNode } from './MadeUpNode.ts'
import { MadeUpRoom } from './MadeUpRoom.ts'

/** Rooms of a made-up meeting, and how many there are: code that ran so often has been compiled well. */
const ROOMS = 12
const MEETINGS = 4

const PROCESS = 'made-up'
const HOUR = 3_600_000

const logger = pino({ level: 'silent' })
const accountOf = (room: number) => AccountId.parse(`a.made-up-${room}`)
const meetingOf = (n: number) => MeetingId.parse(`m.made-up-${n}`)

/**
 * Holds made-up meetings, so that the code of joins has been compiled when rooms come: the first ones would take twice as long. They are
 * those of an office of its own, with a store in a temporary folder, a media node that there is not, and a port that nobody else knows.
 */
export async function warmUp(): Promise<void> {
  await using closing = new AsyncDisposableStack()
  const folder = closing.adopt(await mkdtemp(join(tmpdir(), 'diem-cau-warm-up-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const { db, raw } = closing.adopt(await openSqliteStore(join(folder, 'made-up.sqlite')), (store) => store.close())
  // Nothing of it has to outlive this process.
  raw.exec('PRAGMA synchronous = OFF')
  await makeUp(db)
  const tokens = await AccessTokens.open(folderKeys(folder))
  const url = await open(db, tokens, closing)
  for (let n = 0; n < MEETINGS; n += 1) await hold(url, tokens, meetingOf(n))
}

/** An office with its rooms, all of which are invited to each of the meetings, which are open. */
async function makeUp(db: Kysely<Schema>): Promise<void> {
  const now = Date.now()
  const host = { code: UnitCode.parse(PROCESS), name: PROCESS }
  const rooms = Array.from({ length: ROOMS }, (_, room) => ({
    code: UnitCode.parse(`${PROCESS}.${room}`),
    name: PROCESS,
  }))
  await new UnitStore(db).add([
    { ...host, parentCode: null, kind: 'city' },
    ...rooms.map((room) => ({ ...room, parentCode: host.code, kind: 'ward' as const })),
  ])
  await new AccountStore(db).add(
    rooms.map(({ code }, n) => ({
      id: accountOf(n),
      login: `made-up-${n}`,
      name: `made-up ${n}`,
      unitCode: code,
      passwordHash: '-',
    })),
    now,
  )
  const schedules = new ScheduleStore(db)
  for (let n = 0; n < MEETINGS; n += 1)
    await schedules.add({
      meetingId: meetingOf(n),
      title: PROCESS,
      hostUnit: host,
      startsAt: now,
      endsAt: now + HOUR,
      phase: 'open',
      chairAccountId: accountOf(0),
      demo: false,
      seats: rooms.map((unit, room) => ({ accountId: accountOf(room), seat: room === 0 ? 'chair' : 'delegate', unit })),
      units: rooms,
    })
}

/** @returns where its sockets are */
async function open(db: Kysely<Schema>, tokens: AccessTokens, closing: AsyncDisposableStack): Promise<string> {
  const clock = Date.now
  const accounts = new AccountStore(db)
  const schedules = new ScheduleStore(db)
  const owner = OwnerId.parse(PROCESS)
  const node = new SfuClient({ url: 'http://made-up', secret: '', owner, logger, open: () => new MadeUpNode() })
  const mediaNodes = closing.adopt(new MediaNodes([node], logger), (nodes) => nodes.close())
  mediaNodes.connect()
  const meetings = closing.adopt(
    new MeetingRegistry({
      log: new MeetingLogTable(db),
      leases: new LocalDirectory().leases(PROCESS),
      store: new ConductStore(db),
      find: (meetingId) => schedules.find(meetingId),
      mayStay: async (_, ids) => new Set(ids),
      mediaNodes,
      logger,
      clock,
      lineGraceMs: HOUR,
    }),
    (registry) => registry.close(),
  )
  const guestStays = async () => true
  const sockets = new SocketServer({
    ...createAuthenticate({
      tokens,
      keys: { verify: async () => null },
      accounts,
      clock,
      requireTotp: false,
      guestStays,
    }),
    accounts,
    guestStays,
    handlers: createHandlers({
      meetings,
      schedules,
      mediaNodes,
      operations: nothingMeasured,
      cameraOf: async () => null,
      clock,
    }),
    serverId: PROCESS,
    patience: PATIENCE,
    logger,
    clock,
  })
  const server = createServer()
  sockets.attach(server)
  closing.defer(() => sockets.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The chair comes first, the rooms after it, all at once. */
async function hold(url: string, tokens: AccessTokens, meetingId: MeetingId): Promise<void> {
  const [chair, ...rooms] = await Promise.all(
    Array.from({ length: ROOMS }, async (_, n) =>
      MadeUpRoom.connect(url, (await tokens.issue(accountOf(n), Date.now())).token),
    ),
  )
  await chair?.enter(meetingId)
  await chair?.begin()
  await Promise.all(rooms.map((room) => room.enter(meetingId)))
  for (const room of [chair, ...rooms]) room?.close()
}
