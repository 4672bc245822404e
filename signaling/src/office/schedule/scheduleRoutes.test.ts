import { AccountId, DAY_MS, ErrorBody, MeetingDetail, MeetingList } from '@diem-cau/signaling-contract'
import {
  AnswerBoard,
  Calendar,
  Conflicts,
  InvitationPage,
  PaperList,
  Plan,
  type PlanInput,
  PlanPage,
  RecurrencePreview,
  ResolvedUnits,
  ArrivalLink,
  Arrived,
  SeatedPeople,
  Todo,
} from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { addPlanPeople, BEFORE, MONDAY, planInput, unit } from '../../testing/planOffice.ts'
import { type Office, startOffice } from '../../testing/startOffice.ts'
import { readFeed } from '../invitations/readFeed.ts'

const HOUR = 3_600_000

type Asked = {
  office: Office
  clock: { now: number }
  ask: (who: string | null, method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>
}

async function start(): Promise<Asked> {
  const clock = { now: BEFORE }
  const office = await startOffice({ clock: () => clock.now })
  await addPlanPeople(office.units, office.accounts)
  const ask: Asked['ask'] = async (who, method, path, body) => {
    const answer = await fetch(`${office.url}/api${path}`, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${await office.tokenOf(who)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  return { office, clock, ask }
}

const ok = <T extends z.ZodType>(schema: T, { status, body }: { status: number; body: unknown }): z.infer<T> => {
  expect(status, JSON.stringify(body)).toBe(200)
  return schema.parse(body)
}
const code = ({ body }: { body: unknown }) => ErrorBody.parse(body).code

test('a plan goes through the routes: made, read, edited, rehearsed, cancelled', async () => {
  const { ask } = await start()
  const plan = ok(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  expect(ok(Plan, await ask('officialA', 'GET', `/schedule/meetings/${plan.meetingId}`))).toMatchObject({
    mayManage: false,
    title: plan.title,
  })
  const put = (title: string) =>
    ask('secretary', 'PUT', `/schedule/meetings/${plan.meetingId}`, {
      version: 1,
      draft: false,
      plan: planInput({ title }),
    })
  const [a, b] = await Promise.all([put('Một'), put('Hai')])
  expect([a.status, b.status].toSorted((x, y) => x - y)).toEqual([200, 409])
  const lost = ErrorBody.parse((a.status === 409 ? a : b).body)
  expect(lost.code).toBe('editConflict')
  expect(Plan.parse(lost.current).version, 'with the other version, of the same form').toBe(2)
  const rehearsal = ok(
    Plan,
    await ask('boss', 'POST', `/schedule/meetings/${plan.meetingId}/rehearsal`, {
      startsAt: MONDAY - HOUR,
      endsAt: MONDAY - HOUR / 2,
    }),
  )
  expect(rehearsal.rehearsalOf?.meetingId).toBe(plan.meetingId)
  expect(
    ok(Plan, await ask('boss', 'POST', `/schedule/meetings/${plan.meetingId}/cancel`, { version: 2, reason: 'Bão' }))
      .phase,
  ).toBe('cancelled')
  expect(ok(Plan, await ask('boss', 'GET', `/schedule/meetings/${rehearsal.meetingId}`)).phase).toBe('cancelled')
})

test('who may not is refused by every route, and who may not know of a meeting does not learn of it', async () => {
  const { ask } = await start()
  const { meetingId } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }),
  )
  const edit = { version: 1, draft: false, plan: planInput() }
  const routes: [method: string, path: string, body: unknown][] = [
    ['GET', `/schedule/meetings/${meetingId}`, undefined],
    ['PUT', `/schedule/meetings/${meetingId}`, edit],
    ['POST', `/schedule/meetings/${meetingId}/cancel`, { version: 1 }],
    ['DELETE', `/schedule/meetings/${meetingId}?version=1`, undefined],
    ['POST', `/schedule/meetings/${meetingId}/rehearsal`, { startsAt: MONDAY - HOUR, endsAt: MONDAY }],
    ['GET', `/meetings/${meetingId}/rooms/a.roomA/people`, undefined],
    ['PUT', `/meetings/${meetingId}/rooms/a.roomA/people`, { people: [] }],
  ]
  for (const [method, path, body] of routes) {
    expect((await ask(null, method, path, body)).status, path).toBe(401)
    expect(code(await ask('stranger', method, path, body)), `${method} ${path}`).toBe('notFound')
    if (method !== 'GET')
      expect(code(await ask('officialB', method, path, body)), `${method} ${path}`).toBe('forbidden')
  }
  expect(code(await ask('officialA', 'POST', '/schedule/meetings', { draft: true, plan: planInput() }))).toBe(
    'forbidden',
  )
  expect(code(await ask('officialA', 'POST', '/schedule/conflicts', { meetingId: null, plan: planInput() }))).toBe(
    'forbidden',
  )
  expect(code(await ask('roomA', 'POST', '/schedule/resolve', { rules: [] }))).toBe('forbidden')
  for (const path of ['/schedule/calendar?from=2026-11-01&to=2026-11-30', '/schedule/meetings'])
    expect((await ask(null, 'GET', path)).status).toBe(401)
  expect(
    (
      await ask(null, 'POST', '/schedule/recurrence', {
        startsAt: MONDAY,
        endsAt: MONDAY + 1,
        recurrence: { rrule: 'FREQ=DAILY;COUNT=1' },
      })
    ).status,
  ).toBe(401)
})

test('a draft is nobody’s yet: whoever would be invited learns of it by no way', async () => {
  const { ask } = await start()
  const { meetingId } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: true, plan: planInput() }),
  )
  const reads = [
    `/meetings/${meetingId}`,
    `/schedule/meetings/${meetingId}`,
    `/meetings/${meetingId}/papers`,
    `/meetings/${meetingId}/answers`,
    `/meetings/${meetingId}/invitation.ics`,
    `/meetings/${meetingId}/invitation.pdf`,
    `/meetings/${meetingId}/rooms/a.roomA/people`,
    `/minutes/${meetingId}`,
  ]
  for (const who of ['officialA', 'roomA', 'technician', 'admin', 'stranger']) {
    for (const path of reads) expect([who, path, code(await ask(who, 'GET', path))]).toEqual([who, path, 'notFound'])
    expect(
      code(await ask(who, 'PUT', `/meetings/${meetingId}/answer`, { unitCode: 'o-mon.a', answer: 'attending' })),
    ).toBe('notFound')
    expect(
      ok(MeetingList, await ask(who, 'GET', '/meetings')).meetings.map((meeting) => meeting.meetingId),
    ).not.toContain(meetingId)
  }
})

test('the groups of another office mean nothing, in questions and in plans', async () => {
  const { office, ask } = await start()
  await office.db
    .insertInto('unit_group')
    .values({
      id: 'g.khac',
      name: 'Riêng',
      owner_unit_code: unit('khac'),
      rules: JSON.stringify([{ type: 'unit', code: 'o-mon.b' }]),
    })
    .execute()
  const invite: PlanInput['invite'] = [
    { type: 'unit', code: unit('o-mon.a') },
    { type: 'group', groupId: 'g.khac' },
  ]
  const units = async (who: string) =>
    ok(ResolvedUnits, await ask(who, 'POST', '/schedule/resolve', { rules: invite })).units.map((u) => u.code)
  expect(await units('otherSecretary')).toEqual(['o-mon.a', 'o-mon.b'])
  expect(await units('secretary')).toEqual(['o-mon.a'])
  expect(
    ErrorBody.parse(
      (await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput({ invite }) })).body,
    ),
  ).toMatchObject({ code: 'invalidInvitation', issues: ['g.khac'] })
  const plan = ok(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  expect(
    code(
      await ask('secretary', 'PUT', `/schedule/meetings/${plan.meetingId}`, {
        version: 1,
        draft: false,
        plan: planInput({ invite }),
      }),
    ),
  ).toBe('invalidInvitation')
})

test('the calendar shows what concerns me, found without accents, with drafts for those who manage alone', async () => {
  const { ask } = await start()
  const series = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=6', except: [] } }),
    }),
  )
  ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: true, plan: planInput({ title: 'Bản nháp' }) }),
  )
  ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ title: 'Riêng phường Bình', invite: [{ type: 'unit', code: unit('o-mon.b') }] }),
    }),
  )
  const calendar = async (who: string, query = '') =>
    ok(Calendar, await ask(who, 'GET', `/schedule/calendar?from=2026-11-23&to=2026-11-30${query}`))
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
  const [shown] = ok(
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
    expect(code(await ask('boss', 'GET', `/schedule/calendar?${days}`))).toBe('invalidTime')
  expect(
    code(await ask('boss', 'GET', '/schedule/calendar?from=2026-02-30&to=2026-03-01')),
    'a day that does not exist',
  ).toBe('badRequest')
})

test('the list has pages, counts, and phases by the clock', async () => {
  const { ask, clock } = await start()
  await ask('secretary', 'POST', '/schedule/meetings', {
    draft: false,
    plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5', except: [] } }),
  })
  const list = async (query: string) => ok(PlanPage, await ask('officialA', 'GET', `/schedule/meetings?${query}`))
  const first = await list('limit=2')
  expect(first).toMatchObject({ total: 5 })
  const second = await list(`limit=2&cursor=${first.next}`)
  const third = await list(`limit=2&cursor=${second.next}`)
  expect(third.next).toBeNull()
  const starts = [first, second, third].flatMap(({ items }) => items.map(({ startsAt }) => startsAt))
  expect(starts).toEqual([0, 1, 2, 3, 4].map((n) => MONDAY + n * 7 * DAY_MS))
  expect(code(await ask('officialA', 'GET', '/schedule/meetings?cursor=xyz'))).toBe('badRequest')
  clock.now = MONDAY + 7 * DAY_MS - HOUR / 2
  const phases = await Promise.all(
    ['ended', 'open', 'scheduled', 'live', 'cancelled', 'draft'].map(
      async (phase) => (await list(`phase=${phase}`)).total,
    ),
  )
  expect(phases).toEqual([1, 1, 3, 0, 0, 0])
})

test('what is asked before saving: recurrence, conflicts, who is meant', async () => {
  const { ask } = await start()
  const preview = (rrule: string, times = { startsAt: MONDAY, endsAt: MONDAY + HOUR }) =>
    ask('secretary', 'POST', '/schedule/recurrence', { ...times, recurrence: { rrule, except: [MONDAY] } })
  expect(ok(RecurrencePreview, await preview('FREQ=DAILY;COUNT=3')).starts).toEqual([
    MONDAY + DAY_MS,
    MONDAY + 2 * DAY_MS,
  ])
  expect(code(await preview('FREQ=DAILY'))).toBe('invalidRecurrence')
  expect(code(await preview('FREQ=DAILY;COUNT=2', { startsAt: MONDAY, endsAt: MONDAY }))).toBe('invalidTime')
  ok(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  const { groups, total, free } = ok(
    Conflicts,
    await ask('boss', 'POST', '/schedule/conflicts', {
      meetingId: null,
      plan: planInput({
        startsAt: MONDAY - DAY_MS,
        endsAt: MONDAY - DAY_MS + HOUR,
        recurrence: { rrule: 'FREQ=DAILY;COUNT=2', except: [] },
      }),
    }),
  )
  expect(groups).toMatchObject([
    {
      title: 'Giao ban đầu tuần',
      startsAt: MONDAY,
      meetings: 1,
      who: [
        { kind: 'chair', count: 1 },
        { kind: 'secretary', count: 1 },
        { kind: 'room', count: 2, names: ['roomA', 'roomB'] },
        { kind: 'unit', count: 1 },
      ],
    },
  ])
  expect(total).toBe(1)
  expect(free.length, 'at other hours of those days').toBe(3)
  expect(
    ok(
      ResolvedUnits,
      await ask('officialA', 'POST', '/schedule/resolve', {
        rules: [
          { type: 'branch', code: 'o-mon' },
          { type: 'except', code: 'o-mon.a' },
        ],
      }),
    ).units.map((u) => u.code),
  ).toEqual(['o-mon', 'o-mon.b', 'o-mon.c'])
})

test('days and times that do not exist are refused wherever they are sent', async () => {
  const { ask } = await start()
  const total = async () => ok(PlanPage, await ask('secretary', 'GET', '/schedule/meetings')).total
  const before = await total()
  for (const day of ['2026-02-30', '2026-13-01', '2027-02-29', '2026-11-31', '0000-00-00', '2026-1-1', 'tomorrow']) {
    expect(code(await ask('boss', 'GET', `/schedule/calendar?from=${day}&to=2027-03-01`)), day).toBe('badRequest')
    expect(code(await ask('boss', 'GET', `/schedule/meetings?to=${day}`)), day).toBe('badRequest')
  }
  for (const startsAt of [1.5, '2026-11-30T07:30', null, -1, Number.MAX_SAFE_INTEGER, 1e300]) {
    const body = { draft: false, plan: { ...planInput(), startsAt } }
    expect(code(await ask('secretary', 'POST', '/schedule/meetings', body)), String(startsAt)).toMatch(
      /^(badRequest|invalidTime)$/,
    )
  }
  expect(await total(), 'nothing was planned').toBe(before)
})

test('conflicts of a series are those of every meeting that the edit would write', async () => {
  const { ask } = await start()
  const week = 7 * DAY_MS
  const later = 3 * HOUR
  const series = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] } }),
    }),
  )
  ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({
        title: 'Họp khác',
        startsAt: MONDAY + 2 * week + later,
        endsAt: MONDAY + 2 * week + later + HOUR,
      }),
    }),
  )
  const conflicts = async (scope: string, changes: Parameters<typeof planInput>[0]) => {
    const found = ok(
      Conflicts,
      await ask('secretary', 'POST', '/schedule/conflicts', {
        meetingId: series.meetingId,
        scope,
        plan: planInput({ recurrence: null, ...changes }),
      }),
    )
    return found.groups.map(({ startsAt }) => startsAt)
  }
  const moved = { startsAt: MONDAY + later, endsAt: MONDAY + later + HOUR }
  expect(await conflicts('this', moved)).toEqual([])
  expect(await conflicts('following', moved)).toEqual([MONDAY + 2 * week + later])
  expect(await conflicts('all', moved)).toEqual([MONDAY + 2 * week + later])
  expect(await conflicts('all', {}), 'with themselves they have none').toEqual([])
  // A rule that goes past the other meeting makes no conflict.
  expect(await conflicts('all', { ...moved, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2', except: [] } })).toEqual([])
})

test('who sits in a room is said by the room, an official of its unit, or who manages the meeting', async () => {
  const { ask } = await start()
  const { meetingId } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }),
  )
  const path = `/meetings/${meetingId}/rooms/a.roomA/people`
  expect(ok(SeatedPeople, await ask('officialB', 'GET', path)).people).toEqual([])
  for (const who of ['roomA', 'officialA', 'secretary']) {
    const people = [{ name: `${who} <b>`, position: 'Chủ tịch' }]
    ok(SeatedPeople, await ask(who, 'PUT', path, { people }))
    expect(ok(SeatedPeople, await ask('boss', 'GET', path)).people).toEqual(people)
  }
  expect(code(await ask('roomB', 'PUT', path, { people: [] }))).toBe('forbidden')
  expect(code(await ask('boss', 'GET', `/meetings/${meetingId}/rooms/a.officialA/people`)), 'no room').toBe('notFound')
})

test('19.8 who comes to a room says so by the code on its screen, for that meeting alone, and once', async () => {
  const { ask, clock } = await start()
  const { meetingId } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }),
  )
  const { token, expiresAt } = ok(ArrivalLink, await ask('roomA', 'GET', `/meetings/${meetingId}/arrival-link`))
  expect(code(await ask('officialA', 'GET', `/meetings/${meetingId}/arrival-link`)), 'no room').toBe('forbidden')
  // An official of another ward, who is not invited here.
  expect(ok(Arrived, await ask('officialB', 'POST', '/arrivals', { token })).name).toBe('officialB')
  ok(Arrived, await ask('officialB', 'POST', '/arrivals', { token }))
  const path = `/meetings/${meetingId}/rooms/a.roomA/people`
  expect(ok(SeatedPeople, await ask('secretary', 'GET', path)).people.map(({ name }) => name)).toEqual(['officialB'])
  expect(code(await ask('roomA', 'POST', '/arrivals', { token })), 'a room is nobody').toBe('forbidden')
  expect(code(await ask('officialA', 'POST', '/arrivals', { token: `${token}x` }))).toBe('linkExpired')
  clock.now = expiresAt
  expect(code(await ask('officialA', 'POST', '/arrivals', { token })), 'read ten minutes ago').toBe('linkExpired')
})

test('my meetings follow the same invitations: the room of an invited unit gets in, others do not', async () => {
  const { ask, clock } = await start()
  const { meetingId } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ invite: [{ type: 'unit', code: unit('o-mon.a') }] }),
    }),
  )
  clock.now = MONDAY - 2 * HOUR
  const phase = async (who: string) =>
    ok(MeetingList, await ask(who, 'GET', '/meetings')).meetings.find((m) => m.meetingId === meetingId)?.phase
  expect(await phase('roomA')).toBe('scheduled')
  expect(await phase('boss'), 'the chair comes first').toBe('open')
  expect(await phase('roomB')).toBeUndefined()
  const detail = ok(MeetingDetail, await ask('roomA', 'GET', `/meetings/${meetingId}`))
  expect(detail).toMatchObject({
    seat: 'delegate',
    invitedUnits: 2,
    invited: [{ name: 'Phường An' }, { name: 'Quận Ô Môn' }],
  })
  expect(code(await ask('roomB', 'GET', `/meetings/${meetingId}`))).toBe('notFound')
})

test('15.6 the unit that holds a meeting is on no list of the invited, gets no invitation, and its people read all of it', async () => {
  const { ask, office } = await start()
  const plan = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ secretaryId: null, invite: [{ type: 'branch', code: unit('o-mon') }] }),
    }),
  )
  const { meetingId } = plan
  // An earlier version stored it.
  await office.db
    .insertInto('meeting_unit')
    .values({ meeting_id: meetingId, unit_code: unit('o-mon'), unit_name: 'Quận Ô Môn', position: -1 })
    .execute()
  expect(ok(AnswerBoard, await ask('secretary', 'GET', `/meetings/${meetingId}/answers`))).toMatchObject({
    rows: [{ id: 'o-mon.a' }, { id: 'o-mon.b' }, { id: 'o-mon.c' }],
    open: 3,
  })
  for (const query of ['', '?open=true', `?meetingId=${meetingId}`])
    expect(ok(InvitationPage, await ask('secretary', 'GET', `/invitations${query}`)), query).toMatchObject({
      items: [],
      total: 0,
    })
  expect(ok(InvitationPage, await ask('officialA', 'GET', '/invitations'))).toMatchObject({
    items: [{ dates: [{ meeting: { units: 3 } }] }],
  })
  expect(
    code(
      await ask('secretary', 'PUT', `/meetings/${meetingId}/answer`, {
        unitCode: 'o-mon',
        answer: 'attending',
        people: [],
      }),
    ),
  ).toBe('forbidden')
  expect(
    ok(PlanPage, await ask('boss', 'GET', '/schedule/meetings')).items.find((item) => item.meetingId === meetingId),
  ).toMatchObject({ units: 3, invited: true })
  await office.db.updateTable('account').set({ kind: 'room' }).where('id', '=', AccountId.parse('a.deputy')).execute()
  expect(ok(PaperList, await ask('deputy', 'GET', `/meetings/${meetingId}/papers`))).toEqual({
    papers: [],
    mayManage: false,
  })
  const { feed_generation } = await office.db
    .selectFrom('account')
    .select('feed_generation')
    .where('id', '=', AccountId.parse('a.deputy'))
    .executeTakeFirstOrThrow()
  const feed = await readFeed(office.db, AccountId.parse('a.deputy'), feed_generation, BEFORE)
  expect(
    feed?.meetings.find((facts) => facts.meetingId === meetingId)?.units,
    'it stays in the calendar of its room',
  ).toHaveLength(3)
})

test('họp ngay: one request, by the clock of the server, and the meeting is open, its invited are told; only who plans may', async () => {
  const { ask, clock } = await start()
  const invite = [{ type: 'branch', code: 'o-mon', kinds: ['ward'] }]
  const body = { title: 'Họp đột xuất về mưa bão', hostUnitCode: 'o-mon', invite }
  const plan = ok(Plan, await ask('boss', 'POST', '/schedule/now', body))
  expect(plan).toMatchObject({
    phase: 'open',
    startsAt: clock.now,
    endsAt: clock.now + HOUR,
    chair: { accountId: 'a.boss' },
    secretary: null,
    units: [{}, {}, {}],
    settings: { reminderMinutes: [] },
  })
  expect(ok(MeetingDetail, await ask('boss', 'GET', `/meetings/${plan.meetingId}`))).toMatchObject({
    phase: 'open',
    seat: 'chair',
  })
  expect(ok(MeetingDetail, await ask('officialA', 'GET', `/meetings/${plan.meetingId}`))).toMatchObject({
    phase: 'open',
    seat: 'delegate',
  })
  const forBoss = ok(Plan, await ask('secretary', 'POST', '/schedule/now', { ...body, chairId: 'a.boss', minutes: 30 }))
  expect(forBoss).toMatchObject({
    chair: { accountId: 'a.boss' },
    secretary: { accountId: 'a.secretary' },
    endsAt: clock.now + HOUR / 2,
  })
  expect(code(await ask('officialA', 'POST', '/schedule/now', body))).toBe('forbidden')
  expect(code(await ask('otherSecretary', 'POST', '/schedule/now', body))).toBe('forbidden')
  expect(code(await ask(null, 'POST', '/schedule/now', body))).toBe('unauthenticated')
  expect(code(await ask('boss', 'POST', '/schedule/now', { ...body, invite: [] })), 'nobody is called').toBe(
    'badRequest',
  )
})

test('what waits: answers of a series as one line, drafts for who plans, nothing for who has nothing to do', async () => {
  const { ask } = await start()
  const recurrence = { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] }
  const series = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ title: 'Giao ban tuần', recurrence }),
    }),
  )
  const draft = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: true,
      plan: planInput({ title: 'Dự thảo', recurrence }),
    }),
  )
  const todo = async (who: string) => ok(Todo, await ask(who, 'GET', '/todo')).items
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
  expect(code(await ask(null, 'GET', '/todo'))).toBe('unauthenticated')
})

test('my meetings say how many points and papers there are to read, and of which series they are', async () => {
  const { ask } = await start()
  const { meetingId, series } = ok(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=2', except: [] } }),
    }),
  )
  const mine = ok(MeetingList, await ask('officialA', 'GET', '/meetings')).meetings.find(
    (meeting) => meeting.meetingId === meetingId,
  )
  expect(mine).toMatchObject({ seriesId: series?.seriesId, agenda: 1, papers: 0 })
})
