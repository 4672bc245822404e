import { DeviceId, ErrorBody } from '@diem-cau/signaling-contract'
import { ENDPOINT_METRICS, type Resource, RoomMoved } from '@diem-cau/signaling-contract/operations'
import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { OperationsFeed } from '../../web-client/src/features/operations/feed/OperationsFeed.ts'
import { SignalingSocket, type SocketState } from '../../web-client/src/live/socket/SignalingSocket.ts'
import { Farm } from '../load/farm/Farm.ts'
import { FloorRoom } from '../load/floor/FloorRoom.ts'
import { OperationsPage } from './support/OperationsPage.ts'
import { ProcessOffice } from './support/ProcessOffice.ts'
import type { Official } from './support/seed.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A sample in which the round trip was read, the first of the figures. */
const rttOf42 = ENDPOINT_METRICS.map((_, index) => (index === 0 ? 42 : null))

/** Two rooms in a meeting that the first process conducts, with real sound over one of two media nodes. */
async function meet() {
  const office = await ProcessOffice.open(2, 2)
  closing.push(() => office[Symbol.asyncDispose]())
  const [conducting, other] = office.urls.keys()
  if (conducting === undefined || other === undefined) throw new Error('two processes')
  const farm = await Farm.start()
  closing.push(() => farm.close())
  const { officials, meetingId } = office.seeded
  const url = urlOf(office, conducting)
  const rooms: FloorRoom[] = []
  for (const { token } of officials)
    rooms.push(await FloorRoom.enter(farm, { url, token, meetingId, heedsDemand: false }))
  closing.push(() => rooms.forEach((room) => room.close()))
  const [first, second] = rooms
  if (!first || !second) throw new Error('two rooms')
  return { office, conducting, other, first, second, meetingId }
}

const urlOf = ({ urls }: ProcessOffice, process: string): string => {
  const url = urls.get(process)
  if (url === undefined) throw new Error(`no process ${process}`)
  return url
}

/** The feed of the page itself, on a socket of the page. */
function watchAsPage(url: string, { token }: Official) {
  const states: SocketState[] = []
  const processes: string[] = []
  const feed = new OperationsFeed(() => {
    const socket = new SignalingSocket({
      deviceId: DeviceId.parse(randomUUID()),
      token: async () => token,
      line: (options) => io(url, { ...options, forceNew: true }),
    })
    socket.state$.on((state) => states.push(state))
    socket.notice$.on((notice) => {
      if (notice.name === 'welcome') processes.push(notice.serverId)
    })
    return socket
  })
  closing.push(() => feed.close())
  const resource = (): Resource | undefined => feed.store.getState().watched?.resources.values().next().value
  return { feed, states, processes, resource }
}

test('16.8, 16.11 a page at another process than the one that conducts is led there, and told what page and media node say of the room', async () => {
  const { office, conducting, other, first, second, meetingId } = await meet()
  const { participantId } = first
  const reporting = setInterval(() => {
    void first.ask('endpoint:report', { samples: [rttOf42] }).catch(() => undefined)
  }, 1000)
  closing.push(() => clearInterval(reporting))
  const { feed, states, processes, resource } = watchAsPage(urlOf(office, other), office.seeded.admin)

  feed.watch({ kind: 'meeting', meetingId })
  await expect.poll(() => feed.store.getState().watched?.resources.size, { timeout: 20_000 }).toBe(2)
  expect(processes, 'a meeting is watched where the page is').toEqual([other])

  feed.watch({ kind: 'endpoint', meetingId, participantId })
  await expect.poll(() => resource()?.sample[0], { timeout: 20_000 }).toBe(42)
  await expect
    .poll(() => resource()?.nodeSide, { timeout: 20_000 })
    .toMatchObject({
      send: { way: { protocol: 'udp', address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) } },
      producers: [{ source: 'mic' }],
      consumers: { count: expect.any(Number) },
    })
  expect(processes).toEqual([other, conducting])
  expect(states, 'the page shows nothing of it').not.toContain('down')

  await office.processes.get(conducting)?.kill()
  // Rooms of the test do not come back; the page does, at the process that is left.
  await expect.poll(() => processes.at(-1), { timeout: 20_000 }).toBe(other)
  await expect.poll(() => feed.store.getState().line.kind, { timeout: 20_000 }).toBe('live')
  second.close()
}, 120_000)

test('16.8, 16.12 nodes are shown whole at either process, and a room is moved to another one from a page that is elsewhere', async () => {
  const { office, conducting, other, first, second, meetingId } = await meet()
  const { participantId } = first
  const { admin } = office.seeded
  const [page, beside] = await Promise.all(
    [other, conducting].map((process) => OperationsPage.open(urlOf(office, process), admin, { kind: 'servers' })),
  )
  if (!page || !beside) throw new Error('two pages')
  closing.push(() => [page, beside].forEach(({ socket }) => socket.close()))
  for (const each of [page, beside]) {
    const nodes = () => [...each.resources.values()].filter(({ kind, report }) => kind === 'node' && report !== null)
    await each.socket.until('two nodes, with what empties them', () => nodes().length === 2, 20_000)
  }
  await page.watch({ kind: 'meeting', meetingId })
  const isFirst = (one: Resource) => one.participantId === participantId
  const { node: from } = await page.until('the room with its node', (one) => isFirst(one) && one.node !== null)
  const to = await beside.until('the other node', ({ kind, node }) => kind === 'node' && node !== from)
  const ask = (query: string) =>
    fetch(`${urlOf(office, other)}/api/operations/meetings/${meetingId}/rooms/${participantId}/move${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ nodeId: to.node }),
    })
  const led = ErrorBody.parse(await (await ask('')).json())
  expect(led).toMatchObject({ code: 'elsewhere', process: conducting })
  const before = await second.standsBy(participantId)
  await second.packets(before, 20)
  expect(RoomMoved.parse(await (await ask(`?process=${led.process}`)).json())).toEqual({
    outcome: 'moved',
    node: to.node,
  })
  await page.until('the room on the other node', (one) => isFirst(one) && one.node === to.node)
  await second.hearsAnew(participantId, before)
}, 120_000)
