import { Notice, type ParticipantId, requests, UnitCode } from '@diem-cau/signaling-contract'
import {
  type EndpointFacts,
  History,
  indexOfMetric,
  METRICS,
  OperationEventList,
  type OperationsChange,
  OperationsSnapshot,
  ResourceList,
} from '@diem-cau/signaling-contract/operations'
import { describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { accountOf, schedule } from '../testing/people.ts'
import { connect, joinData, type Office, startOffice, type TestSocket } from '../testing/startOffice.ts'
import { endpointKey } from './journal/endpointKey.ts'

const host = schedule.hostUnit.code
const servers = { kind: 'servers' } as const
const meeting = { kind: 'meeting', meetingId: schedule.meetingId } as const
const rtt = indexOfMetric('endpoint', 'rtt')
const sample = (value: number) => METRICS.endpoint.map((_, index) => (index === rtt ? value : null))
const facts: EndpointFacts = {
  browser: 'Chrome 141',
  system: 'Windows 11',
  camera: 'Logitech C920',
  microphone: null,
  loudspeaker: null,
  path: 'udp',
  address: null,
  codecs: 'VP8, Opus',
  cores: 4,
  screen: '1920x1080',
}

/** Gives `colleague` a role at a unit. */
async function grant({ db }: Office, role: 'itAdmin' | 'technician' | 'official', unit = host): Promise<void> {
  await inTransaction(db, (tx) =>
    tx
      .insertInto('account_role')
      .values({ account_id: accountOf('colleague'), role, unit_code: unit })
      .execute(),
  )
}

async function join(office: Office, name: string): Promise<{ socket: TestSocket; participantId: ParticipantId }> {
  const socket = await connect(office, name)
  const answer = await socket.send('meeting:join', joinData)
  if (!answer.ok) throw new Error(answer.error.code)
  return { socket, participantId: requests['meeting:join'].response.parse(answer.data).participantId }
}

async function watch(socket: TestSocket, view: object): Promise<OperationsSnapshot> {
  const answer = await socket.send('operations:watch', { view })
  if (!answer.ok) throw new Error(answer.error.code)
  return OperationsSnapshot.parse(answer.data)
}

/** What a socket was told since it watches. */
const told = ({ notices }: TestSocket): OperationsChange[] =>
  notices
    .map((notice) => Notice.parse(notice))
    .flatMap((each) => (each.name === 'operationsChanged' ? [each.change] : []))

const get = async (office: Office, who: string, path: string) => {
  const answer = await fetch(`${office.url}/api/operations/${path}`, {
    headers: { authorization: `Bearer ${await office.tokenOf(who)}` },
  })
  const body: unknown = await answer.json()
  return { status: answer.status, body }
}

describe('16.4 rights', () => {
  test('without the role nobody watches, and nobody reads what was', async () => {
    const office = await startOffice()
    await grant(office, 'official')
    const socket = await connect(office, 'colleague')
    expect(await socket.send('operations:watch', { view: servers })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
    for (const path of [
      'resources?from=0',
      'events?from=0',
      'history?resource=service:database&from=0&to=1',
      'upgrade',
    ])
      expect((await get(office, 'colleague', path)).status, path).toBe(403)
  })

  test('a technician of a unit below sees no server, and no meeting that none of its rooms is in', async () => {
    const office = await startOffice()
    const ward = UnitCode.parse('o-mon.ward')
    await office.units.add([{ code: ward, parentCode: host, kind: 'ward', name: 'Phường' }])
    await grant(office, 'technician', ward)
    await join(office, 'ward')
    const socket = await connect(office, 'colleague')
    expect(await watch(socket, servers)).toMatchObject({ resources: [], meetings: [] })
    expect((await get(office, 'colleague', 'history?resource=service:database&from=0&to=1')).status).toBe(404)
    expect((await get(office, 'colleague', 'upgrade')).status, 'no upgrade of servers either').toBe(403)
  })
})

test('16.1 16.3 what a room reports is told to who watches; a line that breaks is told too; what a room says of others counts for nobody else', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const watcher = await connect(office, 'colleague')
  const { socket, participantId } = await join(office, 'ward')
  const key = endpointKey(schedule.meetingId, participantId)
  expect((await watch(watcher, meeting)).resources.every(({ health }) => health === 'unknown')).toBe(true)

  expect(await socket.send('endpoint:report', { samples: [sample(31), sample(32)], facts })).toMatchObject({ ok: true })
  await vi.waitFor(() => {
    const now = told(watcher).flatMap(({ added, changed }) => [...added, ...changed])
    expect(now.find(({ id, health }) => id === key && health === 'good')).toMatchObject({ facts })
  }, 5000)
  socket.raw.disconnect()
  await vi.waitFor(
    () =>
      expect(told(watcher).flatMap(({ changed }) => changed)).toContainEqual(
        expect.objectContaining({ id: key, health: 'bad', findings: [expect.objectContaining({ code: 'cut' })] }),
      ),
    5000,
  )
  const seen = told(watcher).length
  expect(await watcher.send('operations:unwatch', {})).toMatchObject({ ok: true })
  const { socket: back } = await join(office, 'ward')
  await back.send('endpoint:report', { samples: [sample(900)] })
  await watch(await connect(office, 'colleague'), meeting)
  expect(told(watcher).length).toBe(seen)
})

test('where nothing is measured rooms may say what they like, and nobody can watch', async () => {
  const office = await startOffice({ hasStatistics: false })
  await grant(office, 'itAdmin')
  const { socket } = await join(office, 'ward')
  expect(await socket.send('endpoint:report', { samples: [sample(31)] })).toMatchObject({ ok: true })
  expect(await (await connect(office, 'colleague')).send('operations:watch', { view: servers })).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  })
  expect((await get(office, 'colleague', 'resources?from=0')).status).toBe(200)
})

test('16.2 a report of any shape harms nothing: it is refused, or cut to what can be kept', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const { socket, participantId } = await join(office, 'ward')
  const refused = [
    {},
    { samples: [] },
    { samples: [['x']] },
    { samples: Array.from({ length: 6 }, () => []) },
    { samples: [Array.from({ length: 65 }, () => 1)] },
    { samples: [[]], facts: { ...facts, browser: 'a\u0000' } },
    { samples: [[]], facts: { ...facts, browser: 'x'.repeat(1000) } },
  ]
  for (const report of refused)
    expect(await socket.send('endpoint:report', report), JSON.stringify(report)).toMatchObject({
      ok: false,
      error: { code: 'badRequest' },
    })
  expect(await socket.send('endpoint:report', { samples: [[1e300, -1e300, null]] })).toMatchObject({ ok: true })
  const watcher = await connect(office, 'colleague')
  const { resources } = await watch(watcher, { kind: 'endpoint', meetingId: schedule.meetingId, participantId })
  expect(resources[0]?.sample.slice(0, 3)).toEqual([1e9, -1e9, null])
  expect(await socket.send('endpoint:event', { what: 'exploded', device: null })).toMatchObject({ ok: false })
})

test('16.3 servers: this process, the database, the disk; a media node that does not answer is bad and not well', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const watcher = await connect(office, 'colleague')
  await join(office, 'ward')
  await watch(watcher, servers)
  await vi.waitFor(async () => {
    const { resources, meetings } = await watch(watcher, servers)
    const health = Object.fromEntries(
      resources.map(({ id, health }) => [id.replace(/^(process:signaling).*/, '$1'), health]),
    )
    expect(health).toMatchObject({
      'process:signaling': 'good',
      'service:database': 'good',
      'service:mail': 'good',
      'node:127.0.0.1:9': 'bad',
    })
    expect(health['service:disk']).not.toBe('unknown')
    expect(meetings).toMatchObject([{ meetingId: schedule.meetingId, title: 'Giao ban', rooms: 1, connected: 1 }])
  }, 8000)
})

test('16.7 what was is found, read and named: the resource, its figures, its events', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const since = Date.now()
  const { socket, participantId } = await join(office, 'ward')
  const key = endpointKey(schedule.meetingId, participantId)
  await socket.send('endpoint:report', { samples: [sample(31), sample(32)], facts })
  await socket.send('endpoint:event', { what: 'cameraLost', device: 'Logitech C920' })
  await socket.send('complaint:send', { about: null, what: 'noSound' })
  await vi.waitFor(async () => {
    const { body } = await get(office, 'colleague', `history?resource=${key}&from=${since - 5000}&to=${since + 60_000}`)
    const history = History.parse(body)
    expect(history.seconds).toBe(1)
    expect(history.mean[rtt]).toEqual([31, 32])
  }, 5000)
  const { body: list } = await get(office, 'colleague', `resources?from=${since}&to=${since + 60_000}&q=WARD`)
  expect(ResourceList.parse(list).resources).toMatchObject([{ id: key, title: 'Giao ban', participantId, facts }])
  const { body: events } = await get(office, 'colleague', `events?meeting=${schedule.meetingId}&from=${since - 1000}`)
  expect(
    new Set(OperationEventList.parse(events).events.map(({ kind, detail }) => `${kind} ${detail}`.trim())),
  ).toEqual(new Set(['complaint noSound', 'device cameraLost Logitech C920', 'joined Máy thử', 'meetingOpened']))
  expect((await get(office, 'colleague', 'history?resource=endpoint:none/none&from=0&to=1')).status).toBe(404)
})
