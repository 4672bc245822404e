import { DAY_MS, MeetingDetail, MeetingList } from '@diem-cau/signaling-contract'
import { Calendar, Plan, PlanPage, Todo } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { MONDAY, planInput, unit } from '../../testing/planOffice.ts'
import { askedOffice, codeOf, okOf } from '../../testing/askedOffice.ts'

const HOUR = 3_600_000

test('the calendar shows what concerns me, found without accents, with drafts for those who manage alone', async () => {
  const { ask } = await askedOffice()
  const series = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', except: [] } }),
    }),
  )
  okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: true, plan: planInput({ title: 'Bản nháp' }) }),
  )
  okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ title: 'Riêng phường Bình', invite: [{ type: 'unit', code: unit('o-mon.b') }] }),
    }),
  )
  const calendar = async (who: string, query = '') =>
    okOf(Calendar, await ask(who, 'GET', `/schedule/calendar?from=2026-11-23&to=2026-11-30${query}`))
      .meetings.map(({ title }) => title)
      .toSorted()
  expect(await calendar('secretary')).toEqual([
    'Bản nháp',
    'Giao ban đầu tuần',
    'Giao ban đầu tuần',
    'Riêng phường Bình',
  ])
  expect(await calendar('officialB')).toEqual(['Giao ban đầu tuần', 'Giao ban đầu tuần', 'Riêng phường Bình'])
  expect(await calendar('officialA')).toEqual(['Giao ban đầu tuần', 'Giao ban đầu tuần'])
  expect(await calendar('roomA')).toEqual(['Giao ban đầu tuần', 'Giao ban đầu tuần'])
  expect(await calendar('technician')).toHaveLength(3)
  expect(await calendar('stranger')).toEqual([])
  expect(await calendar('secretary', '&q=RIENG%20BINH')).toEqual(['Riêng phường Bình'])
  expect(await calendar('secretary', '&q=o%20mon%20dep'), 'host unit and chair').toHaveLength(4)
  expect(await calendar('secretary', '&q=%25')).toEqual([])
  expect(await calendar('secretary', '&unit=o-mon.a')).toHaveLength(3)
  const [shown] = okOf(
    Calendar,
    await ask('admin', 'GET', '/schedule/calendar?from=2026-11-23&to=2026-11-23&q=giao'),
  ).meetings
  expect(shown).toMatchObject({
    chairName: 'Nguyễn Thị Đẹp',
    seriesId: series.series?.seriesId,
    units: 3,
    mayManage: false,
    invited: true,
    isRehearsal: false,
  })
  for (const days of ['from=2026-11-30&to=2026-11-01', 'from=2026-01-01&to=2027-12-31'])
    expect(codeOf(await ask('boss', 'GET', `/schedule/calendar?${days}`))).toBe('invalidTime')
  expect(
    codeOf(await ask('boss', 'GET', '/schedule/calendar?from=2026-02-30&to=2026-03-01')),
    'a day that does not exist',
  ).toBe('badRequest')
})

test('the list has pages, counts, and phases by the clock', async () => {
  const { ask, clock } = await askedOffice()
  await ask('secretary', 'POST', '/schedule/meetings', {
    draft: false,
    plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5', except: [] } }),
  })
  const list = async (query: string) => okOf(PlanPage, await ask('officialA', 'GET', `/schedule/meetings?${query}`))
  const first = await list('limit=2')
  expect(first).toMatchObject({ total: 5 })
  const second = await list(`limit=2&cursor=${first.next}`)
  const third = await list(`limit=2&cursor=${second.next}`)
  expect(third.next).toBeNull()
  const starts = [first, second, third].flatMap(({ items }) => items.map(({ startsAt }) => startsAt))
  expect(starts).toEqual([0, 1, 2, 3, 4].map((n) => MONDAY + n * 7 * DAY_MS))
  expect(codeOf(await ask('officialA', 'GET', '/schedule/meetings?cursor=xyz'))).toBe('badRequest')
  clock.now = MONDAY + 7 * DAY_MS - HOUR / 2
  const phases = await Promise.all(
    ['ended', 'open', 'scheduled', 'live', 'cancelled', 'draft'].map(
      async (phase) => (await list(`phase=${phase}`)).total,
    ),
  )
  expect(phases).toEqual([1, 1, 3, 0, 0, 0])
})

test('my meetings follow the same invitations: the room of an invited unit gets in, others do not', async () => {
  const { ask, clock } = await askedOffice()
  const { meetingId } = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ invite: [{ type: 'unit', code: unit('o-mon.a') }] }),
    }),
  )
  clock.now = MONDAY - 2 * HOUR
  const phase = async (who: string) =>
    okOf(MeetingList, await ask(who, 'GET', '/meetings')).meetings.find((m) => m.meetingId === meetingId)?.phase
  expect(await phase('roomA')).toBe('scheduled')
  expect(await phase('boss'), 'the chair comes first').toBe('open')
  expect(await phase('roomB')).toBeUndefined()
  const detail = okOf(MeetingDetail, await ask('roomA', 'GET', `/meetings/${meetingId}`))
  expect(detail).toMatchObject({
    seat: 'delegate',
    invitedUnits: 2,
    invited: [{ name: 'Phường An' }, { name: 'Quận Ô Môn' }],
  })
  expect(codeOf(await ask('roomB', 'GET', `/meetings/${meetingId}`))).toBe('notFound')
})

test('what waits: answers of a series as one line, drafts for who plans, nothing for who has nothing to do', async () => {
  const { ask } = await askedOffice()
  const recurrence = { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] }
  const series = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ title: 'Giao ban tuần', recurrence }),
    }),
  )
  const draft = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: true,
      plan: planInput({ title: 'Dự thảo', recurrence }),
    }),
  )
  const todo = async (who: string) => okOf(Todo, await ask(who, 'GET', '/todo')).items
  expect(await todo('officialA')).toEqual([
    {
      kind: 'answer',
      meetingId: series.meetingId,
      title: 'Giao ban tuần',
      startsAt: MONDAY,
      seriesId: series.series?.seriesId,
      meetings: 4,
    },
  ])
  expect(await todo('secretary')).toMatchObject([{ kind: 'draft', meetingId: draft.meetingId, meetings: 4 }])
  expect(await todo('stranger')).toEqual([])
  await ask('officialA', 'PUT', `/meetings/${series.meetingId}/answer`, {
    unitCode: 'o-mon.a',
    answer: 'attending',
    people: [],
  })
  expect(await todo('officialA')).toMatchObject([{ kind: 'answer', startsAt: MONDAY + 7 * DAY_MS, meetings: 3 }])
  expect(codeOf(await ask(null, 'GET', '/todo'))).toBe('unauthenticated')
})

test('my meetings say how many points and papers there are to read, and of which series they are', async () => {
  const { ask } = await askedOffice()
  const { meetingId, series } = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2', except: [] } }),
    }),
  )
  const mine = okOf(MeetingList, await ask('officialA', 'GET', '/meetings')).meetings.find(
    (meeting) => meeting.meetingId === meetingId,
  )
  expect(mine).toMatchObject({ seriesId: series?.seriesId, agenda: 1, papers: 0 })
})
