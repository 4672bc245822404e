import { Plan, ArrivalLink, Arrived, SeatedPeople } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { planInput } from '../../testing/planOffice.ts'
import { askedOffice, codeOf, okOf } from '../../testing/askedOffice.ts'

test('who sits in a room is said by the room, an official of its unit, or who manages the meeting', async () => {
  const { ask } = await askedOffice()
  const { meetingId } = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }),
  )
  const path = `/meetings/${meetingId}/rooms/a.roomA/people`
  expect(okOf(SeatedPeople, await ask('officialB', 'GET', path)).people).toEqual([])
  for (const who of ['roomA', 'officialA', 'secretary']) {
    const people = [{ name: `${who} <b>`, position: 'Chủ tịch' }]
    okOf(SeatedPeople, await ask(who, 'PUT', path, { people }))
    expect(okOf(SeatedPeople, await ask('boss', 'GET', path)).people).toEqual(people)
  }
  expect(codeOf(await ask('roomB', 'PUT', path, { people: [] }))).toBe('forbidden')
  expect(codeOf(await ask('boss', 'GET', `/meetings/${meetingId}/rooms/a.officialA/people`)), 'no room').toBe(
    'notFound',
  )
})

test('19.8 who comes to a room says so by the code on its screen, for that meeting alone, and once', async () => {
  const { ask, clock } = await askedOffice()
  const { meetingId } = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }),
  )
  const { token, expiresAt } = okOf(ArrivalLink, await ask('roomA', 'GET', `/meetings/${meetingId}/arrival-link`))
  expect(codeOf(await ask('officialA', 'GET', `/meetings/${meetingId}/arrival-link`)), 'no room').toBe('forbidden')
  // An official of another ward, who is not invited here.
  expect(okOf(Arrived, await ask('officialB', 'POST', '/arrivals', { token })).name).toBe('officialB')
  okOf(Arrived, await ask('officialB', 'POST', '/arrivals', { token }))
  const path = `/meetings/${meetingId}/rooms/a.roomA/people`
  expect(okOf(SeatedPeople, await ask('secretary', 'GET', path)).people.map(({ name }) => name)).toEqual(['officialB'])
  expect(codeOf(await ask('roomA', 'POST', '/arrivals', { token })), 'a room is nobody').toBe('forbidden')
  expect(codeOf(await ask('officialA', 'POST', '/arrivals', { token: `${token}x` }))).toBe('linkExpired')
  clock.now = expiresAt
  expect(codeOf(await ask('officialA', 'POST', '/arrivals', { token })), 'read ten minutes ago').toBe('linkExpired')
})
