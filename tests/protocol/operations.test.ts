import {
  ENDPOINT_METRICS,
  History,
  indexOfMetric,
  type MetricKey,
  OperationEventList,
} from '@diem-cau/signaling-contract/operations'
import { afterEach, expect, test } from 'vitest'
import { Farm } from '../load/farm/Farm.ts'
import { FloorRoom } from '../load/floor/FloorRoom.ts'
import { OperationsPage } from './support/OperationsPage.ts'
import { ProcessOffice } from './support/ProcessOffice.ts'
import { Room } from './support/Room.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A sample in which these were read. */
const sample = (values: Partial<Record<MetricKey<'endpoint'>, number>>) =>
  ENDPOINT_METRICS.map(({ key }) => values[key] ?? null)

/** A room's page: says each second how its line is, as long as it can. */
function reports(ask: (values: (number | null)[]) => Promise<unknown>, read: () => (number | null)[]): () => void {
  const timer = setInterval(() => void ask(read()).catch(() => undefined), 1000)
  const stop = () => clearInterval(timer)
  closing.push(stop)
  return stop
}

test('16.1-16.7 three rooms are watched: one loses packets, one says nothing more and is cut; servers are there; what was is read', async () => {
  const office = await TestOffice.open({ seats: seatsOf(3), mediaNode: 'process' })
  closing.push(() => office[Symbol.asyncDispose]())
  const farm = await Farm.start()
  closing.push(() => farm.close())
  const { meetingId } = office
  const since = Date.now()
  const page = await OperationsPage.open(office.url, office.seeded.admin, { kind: 'meeting', meetingId })
  closing.push(() => page.socket.close())
  const rooms: FloorRoom[] = []
  for (const { token } of office.seeded.officials)
    rooms.push(await FloorRoom.enter(farm, { url: office.url, token, meetingId, heedsDemand: true }))
  const [good, lossy, cut] = rooms as [FloorRoom, FloorRoom, FloorRoom]
  closing.push(() => rooms.forEach((room) => room.close()))
  const report = (room: FloorRoom) => (values: (number | null)[]) => room.ask('endpoint:report', { samples: [values] })
  const is = (room: FloorRoom, health: string, code?: string) =>
    page.until(
      `${health} ${code ?? ''}`,
      (one) =>
        one.participantId === room.participantId &&
        one.health === health &&
        (code === undefined || one.findings.some((finding) => finding.code === code)),
    )

  await is(good, 'unknown')
  reports(report(good), () => sample({ rtt: 20, upLoss: 0 }))
  reports(report(lossy), () => sample({ rtt: 40, upLoss: 18 }))
  const silence = reports(report(cut), () => sample({ rtt: 20 }))
  await Promise.all([is(good, 'good'), is(cut, 'good'), is(lossy, 'bad', 'lossUp')])
  expect((await is(good, 'good')).node, 'the node that carries it').not.toBeNull()
  silence()
  await is(cut, 'unknown')
  cut.close()
  await is(cut, 'bad', 'cut')
  expect(page.meetings.get(meetingId)).toMatchObject({
    rooms: 3,
    connected: 2,
    health: 'bad',
    counts: { good: 1, bad: 2 },
  })

  await page.watch({ kind: 'endpoint', meetingId, participantId: good.participantId })
  const measured = await page.until('what its media node reads', ({ nodeSide }) => nodeSide !== null)
  expect(measured.nodeSide, '16.11').toMatchObject({
    send: { way: { protocol: 'udp', address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) } },
    producers: [{ source: 'mic' }],
    consumers: { count: expect.any(Number) },
  })
  const nodeDown = indexOfMetric('endpoint', 'nodeDownKbit')
  await page.until('its figures beside those of the page', ({ sample }) => (sample[nodeDown] ?? null) !== null)

  await page.watch({ kind: 'servers' })
  const endpoints = indexOfMetric('worker', 'endpoints')
  const worker = await page.until('the worker', ({ kind, sample }) => kind === 'worker' && (sample[endpoints] ?? 0) > 0)
  expect(worker.sample[indexOfMetric('worker', 'kbitIn')]).toBeGreaterThan(0)
  const node = await page.until('the node', ({ kind, health }) => kind === 'node' && health !== 'unknown')
  for (const key of ['cpu', 'memory', 'loopLag', 'machineMemory'] as const)
    expect(node.sample[indexOfMetric('node', key)], key).not.toBeNull()
  const offset = indexOfMetric('node', 'clockOffset')
  const timed = await page.until(
    'its clock',
    ({ kind, sample }) => kind === 'node' && (sample[offset] ?? null) !== null,
  )
  expect(Math.abs(timed.sample[offset] ?? 1e9), 'both are on this machine').toBeLessThan(1000)
  for (const service of ['database', 'disk', 'mail'])
    await page.until(service, ({ id, sampledAt }) => id === `service:${service}` && sampledAt !== null)

  const resource = `endpoint:${meetingId}/${lossy.participantId}`
  const time = `from=${since - 1000}&to=${Date.now() + 1000}`
  const history = History.parse(await office.ask('GET', `/operations/history?resource=${resource}&${time}`))
  const loss = history.mean[indexOfMetric('endpoint', 'upLoss')] ?? []
  expect(history.seconds).toBe(1)
  expect(loss.filter((each) => each === 18).length).toBeGreaterThan(5)
  const { events } = OperationEventList.parse(
    await office.ask('GET', `/operations/events?meeting=${meetingId}&${time}`),
  )
  const kinds = events.map(({ kind, detail }) => `${kind} ${detail}`.trim())
  for (const kind of ['lineLost', 'found lossUp bad 18', 'found cut bad']) expect(kinds).toContain(kind)
}, 90_000)

test('16.8 watched at another process; the one that conducts is killed: its rooms are watched on, and no sample that was acknowledged 2 s before is lost', async () => {
  const office = await ProcessOffice.open(3)
  closing.push(() => office[Symbol.asyncDispose]())
  const { officials, meetingId, admin } = office.seeded
  const rooms = officials.map((official) => new Room(office.balancer.url, official, meetingId))
  closing.push(() => rooms.forEach((room) => room.socket.close()))
  await Promise.all(rooms.map((room) => room.open()))
  const conducting = rooms[0]?.process ?? ''
  // A balancer gives each connection to the next process: of two pages one is at the other.
  const pages = await Promise.all(
    [1, 2].map(() => OperationsPage.open(office.balancer.url, admin, { kind: 'meeting', meetingId })),
  )
  for (const page of pages) closing.push(() => page.socket.close())
  const welcomes = await Promise.all(pages.map(({ socket }) => socket.notice('welcome')))
  const page = pages[welcomes.findIndex(({ serverId }) => serverId !== conducting)]
  if (!page) throw new Error('both pages are at the process that conducts')

  const acknowledged: { at: number; value: number }[] = []
  let count = 0
  for (const [index, room] of rooms.entries())
    reports(
      async (values) => {
        await room.ask('endpoint:report', { samples: [values] })
        if (index === 0) acknowledged.push({ at: Date.now(), value: values[0] ?? 0 })
      },
      () => sample({ rtt: index === 0 ? (count += 1) : 5 }),
    )
  const all = (health: string) =>
    page.socket.until(
      `three that are ${health}`,
      () => page.resources.size === 3 && [...page.resources.values()].every((one) => one.health === health),
      40_000,
    )
  await all('good')
  await page.socket.until('reports of some seconds', () => acknowledged.length > 5, 40_000)
  const killedAt = Date.now()
  await office.processes.get(conducting)?.kill()
  // Taken up within a second they are never unknown; that they are watched on is seen by what they say since.
  const told = count + 3
  await page.until('what was said after that', ({ sample: [rtt] }) => (rtt ?? 0) >= told, 40_000)
  await all('good')

  const [first] = [...page.resources.keys()].filter((id) => page.resources.get(id)?.name === officials[0]?.name)
  const answer = await fetch(
    `${office.balancer.url}/api/operations/history?resource=${first}&from=${killedAt - 60_000}&to=${Date.now() + 1000}`,
    { headers: { authorization: `Bearer ${admin.token}` } },
  )
  const kept = History.parse(await answer.json()).mean[indexOfMetric('endpoint', 'rtt')] ?? []
  const due = acknowledged.filter(({ at }) => at < killedAt - 2000).map(({ value }) => value)
  expect(due.length).toBeGreaterThan(0)
  expect(due.filter((value) => !kept.includes(value))).toEqual([])
}, 180_000)
