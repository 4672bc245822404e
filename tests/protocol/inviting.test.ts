import { InvitedMore, GuestSignedIn, Person } from '@diem-cau/signaling-contract/office'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seatsOf, TestOffice } from './support/TestOffice.ts'
import type { Official } from './support/seed.ts'

let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: [...seatsOf(2), 'secretary'] })))
afterEach(() => office.empty())
afterAll(() => office?.[Symbol.asyncDispose]())

const SECRETARY = 2

/** Invites as this person, whose seat alone gives the right: none of them has a role. */
async function invite({ token }: Official, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${office.url}/api/schedule/meetings/${office.meetingId}/invited`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

test('11.7 the secretary of a running meeting adds a unit and a guest: all are told by whom, the unit is expected, and both join at once', async () => {
  const { stranger } = office.seeded
  const { version } = Person.parse(await office.ask('GET', `/accounts/${stranger.accountId}`))
  await office.ask('PATCH', `/accounts/${stranger.accountId}`, {
    version,
    grants: [{ role: 'official', unitCode: stranger.unit.code }],
  })
  const [chair, secretary] = await Promise.all([office.join(0), office.join(SECRETARY)])
  await expect(office.connect(stranger).then((client) => client.join())).rejects.toMatchObject({ code: 'notFound' })
  const before = chair.state.conduct.units.length

  const asked = { units: [stranger.unit.code], guests: [{ name: 'Bà Đỗ Thị Sáu', organisation: 'Sở Y tế' }] }
  expect((await invite(office.official(1), asked)).status).toBe(403)
  const answer = await invite(office.official(SECRETARY), asked)
  expect(answer.status).toBe(200)
  const added = InvitedMore.parse(answer.body)
  const noted = await chair.until('it is told', (c) => c.events.find(({ event }) => event.type === 'invitedMore'))
  expect(noted.event).toMatchObject({
    units: [{ code: stranger.unit.code }],
    guests: [{ name: 'Bà Đỗ Thị Sáu' }],
    by: secretary.participantId,
  })
  const unit = await chair.until('it is expected', (c) =>
    c.state.conduct.units.find(({ code }) => code === stranger.unit.code),
  )
  expect(unit.addedAt).toBeGreaterThan(0)
  expect(chair.state.conduct.units).toHaveLength(before + 1)

  const ward = await office.connect(stranger)
  await ward.join()
  const link = new URL(added.guests[0]?.link ?? '', office.url)
  const signedIn = await fetch(`${office.url}/api/guests/${link.pathname.split('/').at(-1)}`, { method: 'POST' })
  const { token } = GuestSignedIn.parse(await signedIn.json())
  const guest = await office.connect({ ...stranger, token })
  await guest.join()
  await chair.until(
    'both are there',
    (c) =>
      c.state.participants[ward.participantId] !== undefined &&
      c.state.participants[guest.participantId]?.seat === 'guest',
  )
})

test('11.7 who was made secretary in the meeting adds too, as long as they are', async () => {
  const [chair, ward] = await Promise.all([office.join(0), office.join(1)])
  const more = (n: number) => ({ guests: [{ name: `Khách ${n}` }] })
  expect((await invite(office.official(1), more(1))).status).toBe(403)
  await chair.socket.request('seat:set', { participantId: ward.participantId, seat: 'secretary' })
  expect((await invite(office.official(1), more(2))).status).toBe(200)
  await chair.socket.request('seat:set', { participantId: ward.participantId, seat: 'delegate' })
  expect((await invite(office.official(1), more(3))).status).toBe(403)
})
