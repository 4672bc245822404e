import { Plan, type PlanInput, PlanPage, type Scope } from '@diem-cau/signaling-contract/office'
import nodeIcal, { type VEvent } from 'node-ical'
import { expect, test, vi } from 'vitest'
import { CalendarProgram } from '../../testing/CalendarProgram.ts'
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

/** Edits of a series, each from one of its meetings on or all over. */
const edits: readonly { readonly name: string; readonly scope: Scope; readonly n: number; readonly change: (start: number) => Partial<PlanInput> }[] = [
  { name: 'an hour later from the third on', scope: 'following', n: 2, change: (start) => ({ startsAt: start + HOUR, endsAt: start + 2 * HOUR, recurrence: null }) },
  { name: 'every other week from the third on', scope: 'following', n: 2, change: (start) => ({ startsAt: start, endsAt: start + HOUR, recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6', except: [] } }) },
  { name: 'fewer from the second on', scope: 'following', n: 1, change: (start) => ({ startsAt: start, endsAt: start + HOUR, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3', except: [] } }) },
  { name: 'only one more from the last but one on', scope: 'following', n: 4, change: (start) => ({ startsAt: start + DAY, endsAt: start + DAY + HOUR, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=1', except: [] } }) },
  { name: 'all of them every other week', scope: 'all', n: 0, change: (start) => ({ startsAt: start, endsAt: start + HOUR, recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6', except: [] } }) },
  { name: 'more of them', scope: 'all', n: 0, change: (start) => ({ startsAt: start, endsAt: start + HOUR, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=8', except: [] } }) },
]

test.each(edits)('a calendar program that takes every mail shows the meetings of the series and no other: $name', async ({ scope, n, change }) => {
  const office = await startPostOffice('sqlite')
  const program = new CalendarProgram()
  const read = async () => {
    for (const mail of await office.sendAll()) if (mail.to === 'ward@example.vn' && mail.calendar) program.take(mail.calendar.text)
  }
  const planned = async () => {
    const { items } = PlanPage.parse(await office.ask('GET', '/api/schedule/meetings?limit=100', 'chair'))
    return items.filter(({ phase }) => phase === 'scheduled').map(({ startsAt, title }) => ({ at: startsAt, title })).toSorted((a, b) => a.at - b.at)
  }
  const nth = async (n: number) => {
    const { items } = PlanPage.parse(await office.ask('GET', '/api/schedule/meetings?limit=100', 'chair'))
    return Plan.parse(await office.ask('GET', `/api/schedule/meetings/${items.filter(({ phase }) => phase === 'scheduled')[n]?.meetingId}`, 'chair'))
  }
  await office.plan({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', except: [] } })
  await read()
  expect(program.shown()).toEqual(await planned())
  // One of them has gone its own way several times before: its SEQUENCE is ahead of the others'.
  for (const hours of [3, 4, 5]) {
    const fourth = await nth(3)
    const day = NOON + 22 * DAY
    await office.edit(fourth, { startsAt: day + hours * HOUR, endsAt: day + (hours + 1) * HOUR, recurrence: null })
    await read()
  }
  expect(program.shown()).toEqual(await planned())

  const edited = await nth(n)
  const saved = await office.edit(edited, change(edited.startsAt), scope)
  await read()
  expect(program.shown()).toEqual(await planned())

  await office.cancel(saved, '', 'following')
  await read()
  expect(program.shown()).toEqual(await planned())
})
