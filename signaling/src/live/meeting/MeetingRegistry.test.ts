import type { MeetingId } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { StoreError } from '../../db/engine/StoreError.ts'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import { asks } from '../../testing/conduct.ts'
import { joinAsk } from '../../testing/joinAsk.ts'
import { account, joinCommand, meetingId, NOON, participantOf } from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { testClient } from '../../testing/testClient.ts'
import { DirectoryUnavailable, type Leases } from '../directory/Leases.ts'
import { LocalDirectory } from '../directory/LocalDirectory.ts'
import { MediaNodes } from '../media/nodes/MediaNodes.ts'
import { ConductStore } from './ConductStore.ts'
import { MeetingRegistry } from './MeetingRegistry.ts'

/** Two processes that share a store and a directory. */
async function processes() {
  const { db } = await temporaryStore()
  const schedules = new ScheduleStore(db)
  const directory = new LocalDirectory()
  const ended: MeetingId[] = []
  const gone = new Set<string>()
  const start = (name: string, leases: Leases = directory.leases(name), log = new MeetingLogTable(db)) => {
    const registry = new MeetingRegistry({
      log,
      leases,
      hasEnded: async (id) => gone.has(id),
      store: new ConductStore(db),
      find: (id) => schedules.find(id),
      mayStay: async (_, ids) => new Set(ids),
      mediaNodes: new MediaNodes([], silent),
      logger: silent,
      clock: () => NOON,
      lineGraceMs: 60_000,
      onEnded: (id) => ended.push(id),
    })
    onTestFinished(() => registry.close())
    return registry
  }
  return { db, schedules, ended, gone, start, one: start('one'), two: start('two') }
}

async function withSomebodyIn(registry: MeetingRegistry) {
  const host = await registry.open(meetingId)
  if (!host) throw new Error('no such meeting')
  await host.meeting.execute(joinCommand('chair'), { actor: account('chair') })
  return host
}

test('2.1 a meeting that one process conducts is not opened by another, which would mark every line lost', async () => {
  const { one, two } = await processes()
  const host = await withSomebodyIn(one)
  await expect(two.open(meetingId)).rejects.toMatchObject({ code: 'elsewhere', extra: { process: 'one' } })
  await two.start()
  expect(two.hosts).toEqual([])
  expect(host.state.participants[participantOf('chair')]).toMatchObject({ line: 'online' })
})

test('6.4 once a process has let its meetings go, another goes on from the log', async () => {
  const { one, two } = await processes()
  await withSomebodyIn(one)
  await one.close()
  const host = await two.open(meetingId)
  expect(host?.state.participants[participantOf('chair')]).toBeDefined()
  await vi.waitFor(() => expect(host?.state.participants[participantOf('chair')]).toMatchObject({ line: 'lost' }))
})

test('6.4 a meeting of a process that has ended is taken up by the one that is asked for it, before its lease runs out', async () => {
  const { one, two, gone } = await processes()
  await withSomebodyIn(one)
  gone.add('one')
  const host = await two.open(meetingId)
  expect(host?.state.participants[participantOf('chair')]).toBeDefined()
})

test('2.5 a process whose lease another took cuts its clients and lets the meeting go', async () => {
  const { start } = await processes()
  const lease = { fence: 1, release: vi.fn<() => Promise<void>>(async () => undefined) }
  let lose = () => undefined as void
  const one = start('one', {
    claim: async (_, onLost) => {
      lose = onLost
      return { kind: 'held', lease }
    },
    holderOf: async () => 'one',
  })
  const host = await one.open(meetingId)
  const client = testClient()
  await host?.join(client, joinAsk('chair'))
  lose()
  await vi.waitFor(() => expect(one.peek(meetingId)).toBeNull())
  expect(client.told.at(-1)).toBe('disconnect')
  await vi.waitFor(() => expect(lease.release).toHaveBeenCalled())
  await expect(host?.end()).rejects.toMatchObject({ code: 'elsewhere' })
})

test('2.5 a meeting that another process writes while it is opened here is let go of, and can be opened again', async () => {
  const { db, one, start } = await processes()
  await withSomebodyIn(one)
  await one.close()
  const log = new MeetingLogTable(db)
  const append = vi.spyOn(log, 'append').mockRejectedValueOnce(new StoreError('collision', 'another writer'))
  const two = start('two', undefined, log)
  const first = await two.open(meetingId)
  await vi.waitFor(() => expect(append).toHaveBeenCalled())
  await vi.waitFor(() => expect(two.peek(meetingId)).toBeNull())
  await expect(first?.end()).rejects.toMatchObject({ code: 'elsewhere' })
  const host = await two.open(meetingId)
  expect(host).not.toBe(first)
  await vi.waitFor(() => expect(host?.state.participants[participantOf('chair')]).toMatchObject({ line: 'lost' }))
})

test('2.5 a host that was let go of, and learns late that another one writes, does not end the one that is there now', async () => {
  const { start } = await processes()
  const losers: (() => void)[] = []
  const one = start('one', {
    claim: async (_, onLost) => {
      losers.push(onLost)
      return { kind: 'held', lease: { fence: losers.length, release: async () => undefined } }
    },
    holderOf: async () => 'one',
  })
  await one.open(meetingId)
  losers[0]?.()
  await vi.waitFor(() => expect(one.peek(meetingId)).toBeNull())
  const host = await one.open(meetingId)
  losers[0]?.()
  expect(one.peek(meetingId)).toBe(host)
})

test('2.7 while it cannot be known who conducts a meeting it is not opened, and what is open goes on', async () => {
  const { start } = await processes()
  const isAway = { yes: false }
  const leases = new LocalDirectory().leases('one')
  const one = start('one', {
    claim: async (name, onLost) => {
      if (isAway.yes) throw new DirectoryUnavailable(null)
      return leases.claim(name, onLost)
    },
    holderOf: async () => null,
  })
  isAway.yes = true
  await expect(one.open(meetingId)).rejects.toMatchObject({ code: 'placementUnavailable' })
  isAway.yes = false
  const host = await withSomebodyIn(one)
  isAway.yes = true
  expect(await one.open(meetingId)).toBe(host)
  await host.meeting.execute(joinCommand('ward'), { actor: account('ward') })
})

test('6.4 what a process leaves behind is taken up by another, although nobody comes back to it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { one, two } = await processes()
  await withSomebodyIn(one)
  await one.close()
  vi.advanceTimersByTime(60_000)
  await vi.waitFor(() => expect(two.peek(meetingId)?.state.participants[participantOf('chair')]).toBeDefined())
})

test('2.5 a process that finds another writer lets the meeting go, and opens it anew for whoever comes back', async () => {
  const { db, one } = await processes()
  const host = await withSomebodyIn(one)
  const entry = {
    seq: host.meeting.seq + 1,
    at: NOON,
    event: { type: 'lineLost', participantId: participantOf('chair') },
    actor: null,
    requestId: null,
  } as const
  await new MeetingLogTable(db).append(meetingId, [entry])
  await expect(
    host.meeting.execute(
      { type: 'leave' },
      {
        actor: { kind: 'endpoint', participantId: participantOf('chair'), endpointId: joinCommand('chair').endpointId },
      },
    ),
  ).rejects.toMatchObject({ code: 'elsewhere' })
  await vi.waitFor(() => expect(one.peek(meetingId)).toBeNull())
  const again = await one.open(meetingId)
  expect(again).not.toBe(host)
  expect(again?.state.participants[participantOf('chair')]).toMatchObject({ line: 'lost' })
})

test('2.5 everybody who is connected comes back to the process that conducts the meeting now, also whoever waits at its door', async () => {
  const { db, one } = await processes()
  const host = await one.open(meetingId)
  const [inside, waits] = [testClient(), testClient()]
  const chair = await host?.join(inside, joinAsk('chair'))
  if (!host || chair?.kind !== 'joined') throw new Error('not in the meeting')
  const [lock] = asks('chair', 'door:lock', { locked: true })
  const { endpointId } = chair
  await host.meeting.execute(lock, {
    actor: { kind: 'endpoint', participantId: participantOf('chair'), endpointId },
  })
  await host.join(waits, joinAsk('ward'))
  const log = new MeetingLogTable(db)
  // The plan is taken over by itself once the meeting is open.
  const types = async () => (await log.read(meetingId, 0)).map((logged) => logged.event.type)
  await vi.waitFor(async () => expect(await types()).toContain('programmeSet'))
  const event = { type: 'lineLost', participantId: participantOf('chair') } as const
  const entry = { seq: host.meeting.seq + 1, at: NOON, event, actor: null, requestId: null }
  await log.append(meetingId, [entry])
  await expect(host.end()).rejects.toMatchObject({ code: 'elsewhere' })
  await vi.waitFor(() => expect(one.peek(meetingId)).toBeNull())
  expect([inside.told.at(-1), waits.told.at(-1)]).toEqual(['disconnect', 'disconnect'])
})

test('a meeting that has ended is let go of, and is answered for from its log and its plan', async () => {
  const { schedules, ended, one, two } = await processes()
  const host = await withSomebodyIn(one)
  await host.end()
  await vi.waitFor(() => expect(one.hosts).toEqual([]))
  expect(ended).toEqual([meetingId])
  expect((await schedules.find(meetingId))?.phase).toBe('ended')
  const again = await two.open(meetingId)
  await expect(again?.meeting.execute(joinCommand('chair'), { actor: account('chair') })).rejects.toMatchObject({
    code: 'meetingEnded',
  })
})

test('until the plan says that it has ended a meeting is kept, and asked for again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { db, ended, one } = await processes()
  const host = await withSomebodyIn(one)
  const broken = vi.spyOn(ConductStore.prototype, 'ended').mockRejectedValue(new Error('disk full'))
  await host.end()
  await vi.waitFor(() => expect(ended).toEqual([meetingId]))
  expect(one.hosts).toHaveLength(1)
  broken.mockRestore()
  vi.advanceTimersByTime(60_000)
  await vi.waitFor(() => expect(one.hosts).toEqual([]))
  expect(await db.selectFrom('meeting').select('phase').where('id', '=', meetingId).executeTakeFirst()).toEqual({
    phase: 'ended',
  })
})
