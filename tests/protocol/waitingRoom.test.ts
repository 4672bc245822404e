import { MeetingSettings, Plan } from '@diem-cau/signaling-contract/office'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

let office: TestOffice
const settings = (waitingRoom: boolean) => MeetingSettings.parse({ waitingRoom })
beforeAll(async () => void (office = await TestOffice.open({ seats: [...seatsOf(9), 'secretary'] })))
afterEach(() => office.empty())
afterAll(() => office?.[Symbol.asyncDispose]())

const SECRETARY = 9
const WARDS = [1, 2, 3]

test('3.7, 3.8 a ward waits at the door, hears nothing, is let in by the secretary without asking twice, and need not wait again', async () => {
  await office.replan({ settings: settings(true) })
  const [chair, secretary] = await Promise.all([office.join(0), office.join(SECRETARY)])
  const mic = await chair.produce('mic')
  const wards = await Promise.all(WARDS.map((n) => office.connect(n)))
  for (const ward of wards) await expect(ward.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  const [first, second, third] = wards
  if (!first || !second || !third) throw new Error('three wards')

  const waiting = await secretary.until('all three wait', (c) =>
    c.state.door.waiting.length === 3 ? c.state.door.waiting : undefined,
  )
  expect(waiting.map(({ accountId }) => accountId)).toEqual(WARDS.map((n) => office.official(n).accountId))
  expect(Object.keys(secretary.state.participants)).toHaveLength(2)
  // The one who waits gets neither events nor sound, and no transports either.
  expect(first.socket.notices.filter(({ name }) => name !== 'welcome')).toEqual([])
  await expect(first.socket.request('viewport:set', { tiles: [] })).rejects.toMatchObject({ code: 'notJoined' })
  const { routerRtpCapabilities: rtpCapabilities } = await first.socket.request('media:describe', {})
  if (!rtpCapabilities) throw new Error('no media node')
  expect(await first.socket.request('media:prepare', { meetingId: office.meetingId, rtpCapabilities })).toEqual({
    prepared: null,
  })
  // Asking again changes nothing: the same place at the door.
  await expect(first.join()).rejects.toMatchObject({ code: 'waitingRoom' })

  const one = waiting[0]
  if (!one) throw new Error('nobody waits')
  await expect(first.socket.request('door:admit', { participantIds: null })).rejects.toMatchObject({
    code: 'notJoined',
  })
  await secretary.socket.request('door:admit', { participantIds: [one.participantId] })
  await first.socket.notice('admitted')
  await first.join()
  expect(first.producerOf(chair.participantId, 'mic')?.producerId).toBe(mic)
  // Those who are let in may let nobody in themselves.
  await expect(first.socket.request('door:admit', { participantIds: null })).rejects.toMatchObject({
    code: 'forbidden',
  })

  await second.socket.request('door:leave', {})
  await secretary.until('one is left', (c) => (c.state.door.waiting.length === 1 ? true : undefined))
  await chair.socket.request('door:admit', { participantIds: null })
  await third.socket.notice('admitted')
  await third.join()
  expect(second.socket.notices.some(({ name }) => name === 'admitted')).toBe(false)

  await first.socket.request('meeting:leave', {})
  await first.join()
  expect(chair.events.filter(({ event }) => event.type === 'visitorsAdmitted').map(({ event }) => event)).toMatchObject(
    [
      { participantIds: [one.participantId], by: secretary.participantId },
      { participantIds: [third.participantId], by: chair.participantId },
    ],
  )
})

test('3.8 whoever stopped waiting is not told when others are let in, and goes in by their own click only', async () => {
  await office.replan({ settings: settings(true) })
  const [chair, ward, other] = [await office.join(0), await office.connect(7), await office.connect(8)]
  for (const waits of [ward, other]) await expect(waits.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  await ward.socket.request('door:leave', {})
  await chair.socket.request('door:admit', { participantIds: null })
  await other.socket.notice('admitted')
  expect(ward.socket.notices.some(({ name }) => name === 'admitted')).toBe(false)
  await expect(ward.join()).rejects.toMatchObject({ code: 'waitingRoom' })
})

test('3.8 who waits and loses its line waits no more; without a waiting room all who wait are let in', async () => {
  await office.replan({ settings: settings(true) })
  const chair = await office.join(0)
  const [gone, patient] = await Promise.all([office.connect(4), office.connect(5)])
  await expect(gone.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  await expect(patient.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  gone.socket.breakLine()
  await chair.until('one waits', (c) => (c.state.door.waiting.length === 1 ? true : undefined))
  await office.replan({ settings: settings(false) })
  await patient.socket.notice('admitted')
  await patient.join()
  await office.join(6)
})

test('3.7, 3.8, 6.4 after signaling died who was let in comes back, and who waits still does', async () => {
  await office.replan({ settings: settings(true) })
  const ward = await office.connect(6)
  await expect(ward.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  await office.killSignaling()
  await office.startSignaling()
  const admitted = await office.join(5)
  expect(admitted.state.door.waiting.map(({ accountId }) => accountId)).toEqual([office.official(6).accountId])
  const back = await office.connect(6)
  await expect(back.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  const chair = await office.join(0)
  await chair.socket.request('door:admit', { participantIds: null })
  await back.socket.notice('admitted')
  await back.join()
})

test('3.6 who waits and is taken off the plan is turned away', async () => {
  const plan = Plan.parse(await office.ask('GET', `/schedule/meetings/${office.meetingId}`))
  const people = plan.people
    .map(({ accountId, seat }) => ({ accountId, seat }))
    .filter(({ accountId }) => accountId !== office.official(4).accountId)
  await office.replan({ settings: settings(true) })
  const [chair, ward] = [await office.join(0), await office.connect(4)]
  await expect(ward.join()).rejects.toMatchObject({ code: 'waitingRoom' })
  await office.replan({ settings: settings(true), people })
  expect((await ward.socket.notice('ejected')).error.code).toBe('forbidden')
  await chair.until('nobody waits', (c) => c.state.door.waiting.length === 0)
})
