import { expect, onTestFinished, test, vi } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { asks } from '../../testing/conduct.ts'
import { joinAsk } from '../../testing/joinAsk.ts'
import { deviceOf, meetingId, NOON, participantOf, schedule } from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { testClient } from '../../testing/testClient.ts'
import { MediaNodes } from '../media/nodes/MediaNodes.ts'
import { ConductStore } from './ConductStore.ts'
import type { Client } from './Member.ts'
import { MeetingHost, type Place } from './MeetingHost.ts'

const capabilities = { codecs: [], headerExtensions: [] }

/** The meeting in a process of its own, without a media node. */
async function hostOf(plan = schedule, given?: Awaited<ReturnType<typeof temporaryStore>>) {
  const store = given ?? (await temporaryStore())
  const log = new MeetingLogTable(store.db)
  const host = await MeetingHost.open({
    schedule: plan,
    log,
    store: new ConductStore(store.db),
    mediaNodes: new MediaNodes([], silent),
    logger: silent,
    clock: () => NOON,
    lineGraceMs: 50,
    onTaken: () => undefined,
  })
  onTestFinished(() => host.close())
  /** Lets the person come in, and waits for the answer. */
  const enter = async (name: string, client: Client = testClient()): Promise<Place> => {
    const admitted = await host.join(client, joinAsk(name))
    if (admitted.kind !== 'joined') throw new Error(`${name} has to wait`)
    const { member, endpointId } = admitted
    member.release(client)
    return { host, member, endpointId }
  }
  /** Asks as the chair. */
  const chairAsks = (place: Place, [command]: readonly [Command, unknown]) =>
    host.meeting.execute(command, {
      actor: { kind: 'endpoint', participantId: participantOf('chair'), endpointId: place.endpointId },
    })
  /** The types of all events on record. */
  const happened = async () => (await log.read(meetingId, 0)).map(({ event }) => event.type)
  return { host, store, enter, chairAsks, happened }
}

test('2.2 everybody in the meeting is told what happens, the one who joins by the state of its answer', async () => {
  const { enter } = await hostOf()
  const [chair, ward] = [testClient(), testClient()]
  await enter('chair', chair)
  chair.told.length = 0
  await enter('ward', ward)
  expect([chair.told, ward.told]).toEqual([['events'], []])
})

test('3.3 whoever takes over from another device is there instead, and what the first lets go of then is nobody', async () => {
  const { host, enter } = await hostOf()
  const first = testClient()
  const place = await enter('ward', first)
  const second = testClient()
  await host.join(second, joinAsk('ward', { deviceId: deviceOf('ward', 2), data: { takeover: true } }))
  expect(first.told.at(-1)).toBe('ejected replaced')
  host.onDisconnected(place, first)
  expect(host.clients).toEqual([second])
  expect(host.state.participants[participantOf('ward')]?.line).toBe('online')
})

test('6.1 a place is kept when its socket is gone, and given up after a while', async () => {
  const { host, enter, happened } = await hostOf()
  await enter('chair')
  const client = testClient()
  const place = await enter('ward', client)
  host.onDisconnected(place, client)
  await vi.waitFor(() => expect(host.state.participants[participantOf('ward')]).toBeUndefined())
  const types = await happened()
  expect(types.filter((type) => type === 'lineLost' || type === 'participantLeft')).toEqual([
    'lineLost',
    'participantLeft',
  ])
})

test('3.7 who has to wait is told when the chair lets them in, and comes in then', async () => {
  const { host, enter, chairAsks } = await hostOf({ ...schedule, waitingRoom: true })
  const chair = await enter('chair')
  const ward = testClient()
  expect(await host.join(ward, joinAsk('ward'))).toEqual({ kind: 'waiting', because: 'waitingRoom' })
  await chairAsks(chair, [{ type: 'admit', participantIds: null }, null])
  expect(ward.told).toEqual(['admitted'])
  await enter('ward', ward)
})

test('3.8 when the plan has no waiting room any more all who wait are let in', async () => {
  const { host, enter } = await hostOf({ ...schedule, waitingRoom: true })
  await enter('chair')
  const ward = testClient()
  await host.join(ward, joinAsk('ward'))
  await host.reschedule(schedule)
  await vi.waitFor(() => expect(ward.told).toEqual(['admitted']))
})

test('3.10 who is put out is told why on every device, in the meeting and at its door', async () => {
  const { host, enter, chairAsks } = await hostOf()
  const chair = await enter('chair')
  const [ward, waits] = [testClient(), testClient()]
  await enter('ward', ward)
  await chairAsks(chair, asks('chair', 'door:lock', { locked: true }))
  await host.join(waits, joinAsk('other'))
  for (const name of ['ward', 'other'])
    await chairAsks(
      chair,
      asks('chair', 'participant:remove', { participantId: participantOf(name), barred: true, reason: '' }),
    )
  expect([ward.told.at(-1), waits.told.at(-1)]).toEqual(['ejected barred', 'ejected barred'])
  await expect(host.join(testClient(), joinAsk('ward'))).rejects.toMatchObject({ code: 'barred' })
})

test('5.7 nothing is prepared for who would be refused, or would have to wait, and nothing without a media node', async () => {
  const { host } = await hostOf({ ...schedule, waitingRoom: true })
  await expect(host.prepare(testClient(), joinAsk('ward', { invitation: null }), capabilities)).rejects.toMatchObject({
    code: 'forbidden',
  })
  for (const name of ['ward', 'chair']) expect(await host.prepare(testClient(), joinAsk(name), capabilities)).toBeNull()
})

test('7.6 with the end of the meeting everybody in it and at its door is told', async () => {
  const { host, enter, chairAsks } = await hostOf()
  const [one, waits] = [testClient(), testClient()]
  const chair = await enter('chair', one)
  await chairAsks(chair, asks('chair', 'door:lock', { locked: true }))
  await host.join(waits, joinAsk('ward'))
  await host.end()
  expect([one.told.at(-1), waits.told.at(-1)]).toEqual(['ejected meetingEnded', 'ejected meetingEnded'])
  expect(host.clients).toEqual([])
})

test('6.4 the next process waits for all who were there, and takes off who waited and does not come back', async () => {
  const { host, store, enter } = await hostOf({ ...schedule, waitingRoom: true })
  await enter('chair')
  await host.join(testClient(), joinAsk('ward'))
  await host.close()
  const { host: next, happened } = await hostOf({ ...schedule, waitingRoom: true }, store)
  await vi.waitFor(() => expect([next.state.door.waiting, next.state.participants]).toEqual([[], {}]))
  expect((await happened()).filter((type) => type === 'lineLost' || type === 'visitorLeft')).toEqual([
    'lineLost',
    'visitorLeft',
  ])
})
