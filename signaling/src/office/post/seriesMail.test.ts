import { Plan, type PlanInput, PlanPage, type Scope } from '@diem-cau/signaling-contract/office'
import nodeIcal, { type VEvent } from 'node-ical'
import { expect, test, vi } from 'vitest'
import { CalendarProgram } from '../../testing/CalendarProgram.ts'
import { HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 24 * HOUR
const eventOf = (text: string) =>
  Object.values(nodeIcal.sync.parseICS(text)).find((item): item is VEvent => item?.type === 'VEVENT')

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
  const moved = await office.edit(plan, {
    startsAt: NOON + DAY + 14 * DAY + HOUR,
    endsAt: NOON + DAY + 14 * DAY + 2 * HOUR,
    recurrence: null,
  })
  expect(moved.startsAt).toBe(NOON + 15 * DAY + HOUR)
  const [update] = (await office.sendAll()).filter(({ to }) => to === 'ward@example.vn')
  const text = (update?.calendar?.text ?? '').replaceAll('\r\n ', '')
  expect(text).toContain(`UID:${first.series?.seriesId}@diem-cau`)
  expect(text).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261208T120000')
  expect(text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261208T130000')
})

/** A weekly series of four that the ward and a guest know, and its n-th meeting as it is on record. */
async function startSeries() {
  const office = await startPostOffice('sqlite')
  const guests: PlanInput['guests'] = [
    { guestId: null, name: 'Ông Khách', organisation: 'Sở X', email: 'guest@example.vn' },
  ]
  const first = await office.plan({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] }, guests })
  // Mails are told apart by when they were written.
  let now = NOON
  const sendAll = async () => {
    office.setNow((now += 1000))
    return office.sendAll()
  }
  await sendAll()
  const ids = (await office.db.selectFrom('meeting').select('id').orderBy('starts_at').execute()).map(({ id }) => id)
  const nth = async (n: number) => Plan.parse(await office.ask('GET', `/api/schedule/meetings/${ids[n]}`, 'chair'))
  return { ...office, first, nth, sendAll }
}

test('who is taken off a series of which one date was cancelled before is told, a unit as well as a guest', async () => {
  const office = await startSeries()
  await office.cancel(await office.nth(1), '')
  expect((await office.sendAll()).map(({ to, calendar }) => `${to} ${calendar?.method}`).toSorted()).toEqual([
    'chair@example.vn CANCEL',
    'guest@example.vn CANCEL',
    'ward@example.vn CANCEL',
  ])
  await office.edit(await office.nth(0), { invite: [], guests: [], recurrence: null }, 'all')
  const mails = await office.sendAll()
  expect(mails.map(({ to, calendar }) => `${to} ${calendar?.method}`).toSorted()).toEqual([
    'guest@example.vn CANCEL',
    'ward@example.vn CANCEL',
  ])
  for (const { calendar } of mails) {
    expect(calendar?.text).toContain(`UID:${office.first.series?.seriesId}@diem-cau`)
    expect(calendar?.text).not.toContain('RECURRENCE-ID')
  }
  // They know it now: nothing is said twice.
  await office.cancel(await office.nth(0), '', 'all')
  expect((await office.sendAll()).map(({ to }) => to)).toEqual(['chair@example.vn'])
})

test('who is taken off one date is told when the others are cancelled, and hears of that date no more', async () => {
  const office = await startSeries()
  const { startsAt, endsAt, ...second } = await office.nth(1)
  await office.edit({ startsAt, endsAt, ...second }, { startsAt, endsAt, invite: [], guests: [], recurrence: null })
  expect((await office.sendAll()).map(({ to, calendar }) => `${to} ${calendar?.method}`).toSorted()).toEqual([
    'guest@example.vn CANCEL',
    'ward@example.vn CANCEL',
  ])
  await office.cancel(await office.nth(1), '')
  expect((await office.sendAll()).map(({ to }) => to)).toEqual(['chair@example.vn'])
  await office.cancel(await office.nth(2), '')
  expect((await office.sendAll()).map(({ to }) => to).toSorted()).toEqual([
    'chair@example.vn',
    'guest@example.vn',
    'ward@example.vn',
  ])
})

test('changes of two dates that wait together are both told', async () => {
  const office = await startSeries()
  for (const n of [1, 2]) {
    const plan = await office.nth(n)
    await office.edit(plan, { startsAt: plan.startsAt + HOUR, endsAt: plan.endsAt + HOUR, recurrence: null })
  }
  const texts = (await office.sendAll())
    .filter(({ to }) => to === 'ward@example.vn')
    .map(({ calendar }) => (calendar?.text ?? '').replaceAll('\r\n ', ''))
  expect(texts.map((text) => /RECURRENCE-ID[^:]*:(\S+)/.exec(text)?.[1] ?? '').toSorted()).toEqual([
    '20261201T120000',
    '20261208T120000',
  ])
})

/** Edits of a series, each from one of its meetings on or all over. */
const edits: readonly {
  readonly name: string
  readonly scope: Scope
  readonly n: number
  readonly change: (start: number) => Partial<PlanInput>
}[] = [
  {
    name: 'an hour later from the third on',
    scope: 'following',
    n: 2,
    change: (start) => ({ startsAt: start + HOUR, endsAt: start + 2 * HOUR, recurrence: null }),
  },
  {
    name: 'every other week from the third on',
    scope: 'following',
    n: 2,
    change: (start) => ({
      startsAt: start,
      endsAt: start + HOUR,
      recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6', except: [] },
    }),
  },
  {
    name: 'fewer from the second on',
    scope: 'following',
    n: 1,
    change: (start) => ({
      startsAt: start,
      endsAt: start + HOUR,
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3', except: [] },
    }),
  },
  {
    name: 'only one more from the last but one on',
    scope: 'following',
    n: 4,
    change: (start) => ({
      startsAt: start + DAY,
      endsAt: start + DAY + HOUR,
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=1', except: [] },
    }),
  },
  {
    name: 'all of them every other week',
    scope: 'all',
    n: 0,
    change: (start) => ({
      startsAt: start,
      endsAt: start + HOUR,
      recurrence: { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6', except: [] },
    }),
  },
  {
    name: 'more of them',
    scope: 'all',
    n: 0,
    change: (start) => ({
      startsAt: start,
      endsAt: start + HOUR,
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=8', except: [] },
    }),
  },
]

test.each(edits)(
  'a calendar program that takes every mail shows the meetings of the series and no other: $name',
  async ({ scope, n, change }) => {
    const office = await startPostOffice('sqlite')
    const program = new CalendarProgram()
    const read = async () => {
      for (const mail of await office.sendAll())
        if (mail.to === 'ward@example.vn' && mail.calendar) program.take(mail.calendar.text)
    }
    const planned = async () => {
      const { items } = PlanPage.parse(await office.ask('GET', '/api/schedule/meetings?limit=100', 'chair'))
      return items
        .filter(({ phase }) => phase === 'scheduled')
        .map(({ startsAt, title }) => ({ at: startsAt, title }))
        .toSorted((a, b) => a.at - b.at)
    }
    const nth = async (n: number) => {
      const { items } = PlanPage.parse(await office.ask('GET', '/api/schedule/meetings?limit=100', 'chair'))
      return Plan.parse(
        await office.ask(
          'GET',
          `/api/schedule/meetings/${items.filter(({ phase }) => phase === 'scheduled')[n]?.meetingId}`,
          'chair',
        ),
      )
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
  },
)
