import { ErrorBody } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { officeOn } from '../../testing/officeOn.ts'

const recurrence = {
  startsAt: 4_000_000_000_000,
  endsAt: 4_000_003_600_000,
  recurrence: { rrule: 'FREQ=DAILY;COUNT=400', except: [] },
}

test('1.10 an account that asks too often is told to wait; others, and sign-ins at the same address, go on', async () => {
  const office = await officeOn('sqlite', { requestsPerSec: 2 })
  const answers = await Promise.all(Array.from({ length: 80 }, () => office.ask('ward', 'GET', '/me')))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(ErrorBody.parse(JSON.parse(refused[0]?.text ?? ''))).toMatchObject({
    code: 'rateLimited',
    category: 'limit',
    retryAfterSec: 1,
  })
  expect(refused[0]?.headers.get('retry-after')).toBe('1')
  expect(answers.filter(({ status }) => status === 200).length, 'a page loads many things at once').toBeGreaterThan(30)
  expect((await office.ask('chair', 'GET', '/me')).status).toBe(200)
  expect((await office.ask(null, 'POST', '/token')).status, 'nobody is signed in: another budget').toBe(401)
})

test('1.10 without a sign-in the address has a budget; a forged token buys none', async () => {
  const office = await officeOn('sqlite', { requestsPerSec: 1 })
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      office.ask(null, 'GET', '/me', undefined, { authorization: `Bearer forged-${n}` }),
    ),
  )
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  expect((await office.ask('chair', 'GET', '/me')).status, 'who is signed in has one of their own').toBe(200)
})

test('1.10 what takes much computing takes more of the budget, and what a recurrence gives is for those who plan', async () => {
  const office = await officeOn('sqlite', { requestsPerSec: 4 })
  const ask = (who: string) => office.ask(who, 'POST', '/schedule/recurrence', recurrence)
  expect((await ask('ward')).status, 'a guest or a ward plans nothing').toBe(403)
  await office.grant('chair', 'chair', 'o-mon')
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask('chair')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(6)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(6)
})
