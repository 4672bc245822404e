import { Plan, PlanPage } from '@diem-cau/signaling-contract/office'
import nodeIcal, { type VEvent } from 'node-ical'
import { expect, test, vi } from 'vitest'
import { HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 24 * HOUR
const eventOf = (text: string) => Object.values(nodeIcal.sync.parseICS(text)).find((item): item is VEvent => item?.type === 'VEVENT')

test('a series is one mail; a change of one meeting names it; an answer by its link counts for all to come', async () => {
  const office = await startPostOffice('sqlite')
  const first = await office.plan({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] } })
  const mails = (await office.sendAll()).filter(({ to }) => to === 'ward@example.vn')
  expect(mails).toHaveLength(1)
  const event = eventOf(mails[0]?.calendar?.text ?? '')
  expect(event?.uid).toBe(`${first.series?.seriesId}@diem-cau`)
  expect(event?.rrule?.all()).toHaveLength(4)
  expect(mails[0]?.parsed.text).toContain('4 buổi')

  const link = office.answerLink(mails, 'ward@example.vn')
  await office.ask('POST', link, null, { unitCode: WARD, answer: 'attending' })
  const answers = await office.db.selectFrom('meeting_answer').select('answer').execute()
  expect(answers.map(({ answer }) => answer)).toEqual(Array.from({ length: 4 }, () => 'attending'))

  const { items } = PlanPage.parse(await office.ask('GET', '/api/schedule/meetings', 'chair'))
  const third = items.toSorted((a, b) => a.startsAt - b.startsAt)[2]
  const plan = Plan.parse(await office.ask('GET', `/api/schedule/meetings/${third?.meetingId}`, 'chair'))
  const moved = await office.edit(plan, { startsAt: NOON + DAY + 14 * DAY + HOUR, endsAt: NOON + DAY + 14 * DAY + 2 * HOUR, recurrence: null })
  expect(moved.startsAt).toBe(NOON + 15 * DAY + HOUR)
  const [update] = (await office.sendAll()).filter(({ to }) => to === 'ward@example.vn')
  const text = (update?.calendar?.text ?? '').replaceAll('\r\n ', '')
  expect(text).toContain(`UID:${first.series?.seriesId}@diem-cau`)
  expect(text).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261208T120000')
  expect(text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261208T130000')
})
