import { Person, Plan } from '@diem-cau/signaling-contract/office'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seatsOf, TestOffice } from './support/TestOffice.ts'
import type { TestClient } from './support/TestClient.ts'

let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: seatsOf(4) })))
afterEach(() => office.empty())
afterAll(() => office?.[Symbol.asyncDispose]())

/** Sees them go, with all that they sent, and who stays has their place still. */
async function expectPutOut(chair: TestClient, gone: TestClient, staying: TestClient): Promise<void> {
  const { error } = await gone.socket.notice('ejected')
  expect(error.code).toBe('forbidden')
  await chair.until('it left', (c) => c.state.participants[gone.participantId] === undefined)
  expect(chair.events.findLast(({ event }) => event.type === 'participantLeft')?.event).toMatchObject({
    participantId: gone.participantId,
    reason: 'removed',
  })
  expect(chair.producerOf(gone.participantId, 'camera')).toBeUndefined()
  expect(chair.state.participants[staying.participantId]?.line).toBe('online')
}

test('3.6 who is taken off the plan is put out of the meeting, told why, and does not come in again; the others stay', async () => {
  const [chair, ward, other] = await Promise.all([office.join(0), office.join(1), office.join(2)])
  await ward.produce('camera')
  const plan = Plan.parse(await office.ask('GET', `/schedule/meetings/${office.meetingId}`))
  const people = plan.people.map(({ accountId, seat }) => ({ accountId, seat }))
  await office.replan({ people: people.filter(({ accountId }) => accountId !== office.official(1).accountId) })
  await expectPutOut(chair, ward, other)
  await expect(ward.socket.request('viewport:set', { tiles: [] })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(ward.join()).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|notFound/) })

  await office.replan({ people })
  await ward.join()
  await chair.until('back', (c) => c.state.participants[ward.participantId])
})

test('3.6 an account that is disabled in the meeting is put out of it before its socket is cut', async () => {
  const [chair, ward, other] = await Promise.all([office.join(0), office.join(3), office.join(2)])
  await ward.produce('camera')
  const { accountId } = office.official(3)
  const { version } = Person.parse(await office.ask('GET', `/accounts/${accountId}`))
  await office.ask('PATCH', `/accounts/${accountId}`, { version, disabled: true })
  await expectPutOut(chair, ward, other)
  await expect.poll(() => ward.socket.closed).not.toBeNull()
})
