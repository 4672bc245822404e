import { AccountId, DAY_MS, ErrorBody, MeetingDetail, MeetingList } from '@diem-cau/signaling-contract'
import {
  AnswerBoard,
  Conflicts,
  InvitationPage,
  PaperList,
  Plan,
  type PlanInput,
  PlanPage,
  RecurrencePreview,
  ResolvedUnits,
} from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { BEFORE, MONDAY, planInput, unit } from '../../testing/planOffice.ts'
import { askedOffice, codeOf, okOf } from '../../testing/askedOffice.ts'
import { readFeed } from '../invitations/readFeed.ts'

const HOUR = 3_600_000

test('a plan goes through the routes: made, read, edited, rehearsed, cancelled', async () => {
  const { ask } = await askedOffice()
  const plan = okOf(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  expect(okOf(Plan, await ask('officialA', 'GET', `/schedule/meetings/${plan.meetingId}`))).toMatchObject({
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
  const rehearsal = okOf(
    Plan,
    await ask('boss', 'POST', `/schedule/meetings/${plan.meetingId}/rehearsal`, {
      startsAt: MONDAY - HOUR,
      endsAt: MONDAY - HOUR / 2,
    }),
  )
  expect(rehearsal.rehearsalOf?.meetingId).toBe(plan.meetingId)
  expect(
    okOf(Plan, await ask('boss', 'POST', `/schedule/meetings/${plan.meetingId}/cancel`, { version: 2, reason: 'Bão' }))
      .phase,
  ).toBe('cancelled')
  expect(okOf(Plan, await ask('boss', 'GET', `/schedule/meetings/${rehearsal.meetingId}`)).phase).toBe('cancelled')
})

test('who may not is refused by every route, and who may not know of a meeting does not learn of it', async () => {
  const { ask } = await askedOffice()
  const { meetingId } = okOf(
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
    expect(codeOf(await ask('stranger', method, path, body)), `${method} ${path}`).toBe('notFound')
    if (method !== 'GET')
      expect(codeOf(await ask('officialB', method, path, body)), `${method} ${path}`).toBe('forbidden')
  }
  expect(codeOf(await ask('officialA', 'POST', '/schedule/meetings', { draft: true, plan: planInput() }))).toBe(
    'forbidden',
  )
  expect(codeOf(await ask('officialA', 'POST', '/schedule/conflicts', { meetingId: null, plan: planInput() }))).toBe(
    'forbidden',
  )
  expect(codeOf(await ask('roomA', 'POST', '/schedule/resolve', { rules: [] }))).toBe('forbidden')
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
  const { ask } = await askedOffice()
  const { meetingId } = okOf(
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
    for (const path of reads) expect([who, path, codeOf(await ask(who, 'GET', path))]).toEqual([who, path, 'notFound'])
    expect(
      codeOf(await ask(who, 'PUT', `/meetings/${meetingId}/answer`, { unitCode: 'o-mon.a', answer: 'attending' })),
    ).toBe('notFound')
    expect(
      okOf(MeetingList, await ask(who, 'GET', '/meetings')).meetings.map((meeting) => meeting.meetingId),
    ).not.toContain(meetingId)
  }
})

test('the groups of another office mean nothing, in questions and in plans', async () => {
  const { office, ask } = await askedOffice()
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
    okOf(ResolvedUnits, await ask(who, 'POST', '/schedule/resolve', { rules: invite })).units.map((u) => u.code)
  expect(await units('otherSecretary')).toEqual(['o-mon.a', 'o-mon.b'])
  expect(await units('secretary')).toEqual(['o-mon.a'])
  expect(
    ErrorBody.parse(
      (await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput({ invite }) })).body,
    ),
  ).toMatchObject({ code: 'invalidInvitation', issues: ['g.khac'] })
  const plan = okOf(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  expect(
    codeOf(
      await ask('secretary', 'PUT', `/schedule/meetings/${plan.meetingId}`, {
        version: 1,
        draft: false,
        plan: planInput({ invite }),
      }),
    ),
  ).toBe('invalidInvitation')
})

test('what is asked before saving: recurrence, conflicts, who is meant', async () => {
  const { ask } = await askedOffice()
  const preview = (rrule: string, times = { startsAt: MONDAY, endsAt: MONDAY + HOUR }) =>
    ask('secretary', 'POST', '/schedule/recurrence', { ...times, recurrence: { rrule, except: [MONDAY] } })
  expect(okOf(RecurrencePreview, await preview('FREQ=DAILY;COUNT=3')).starts).toEqual([
    MONDAY + DAY_MS,
    MONDAY + 2 * DAY_MS,
  ])
  expect(codeOf(await preview('FREQ=DAILY'))).toBe('invalidRecurrence')
  expect(codeOf(await preview('FREQ=DAILY;COUNT=2', { startsAt: MONDAY, endsAt: MONDAY }))).toBe('invalidTime')
  okOf(Plan, await ask('secretary', 'POST', '/schedule/meetings', { draft: false, plan: planInput() }))
  const { groups, total, free } = okOf(
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
    okOf(
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
  const { ask } = await askedOffice()
  const total = async () => okOf(PlanPage, await ask('secretary', 'GET', '/schedule/meetings')).total
  const before = await total()
  for (const day of ['2026-02-30', '2026-13-01', '2027-02-29', '2026-11-31', '0000-00-00', '2026-1-1', 'tomorrow']) {
    expect(codeOf(await ask('boss', 'GET', `/schedule/calendar?from=${day}&to=2027-03-01`)), day).toBe('badRequest')
    expect(codeOf(await ask('boss', 'GET', `/schedule/meetings?to=${day}`)), day).toBe('badRequest')
  }
  for (const startsAt of [1.5, '2026-11-30T07:30', null, -1, Number.MAX_SAFE_INTEGER, 1e300]) {
    const body = { draft: false, plan: { ...planInput(), startsAt } }
    expect(codeOf(await ask('secretary', 'POST', '/schedule/meetings', body)), String(startsAt)).toMatch(
      /^(badRequest|invalidTime)$/,
    )
  }
  expect(await total(), 'nothing was planned').toBe(before)
})

test('conflicts of a series are those of every meeting that the edit would write', async () => {
  const { ask } = await askedOffice()
  const week = 7 * DAY_MS
  const later = 3 * HOUR
  const series = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/meetings', {
      draft: false,
      plan: planInput({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', except: [] } }),
    }),
  )
  okOf(
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
    const found = okOf(
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

test('15.6 the unit that holds a meeting is on no list of the invited, gets no invitation, and its people read all of it', async () => {
  const { ask, office } = await askedOffice()
  const plan = okOf(
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
  expect(okOf(AnswerBoard, await ask('secretary', 'GET', `/meetings/${meetingId}/answers`))).toMatchObject({
    rows: [{ id: 'o-mon.a' }, { id: 'o-mon.b' }, { id: 'o-mon.c' }],
    open: 3,
  })
  for (const query of ['', '?open=true', `?meetingId=${meetingId}`])
    expect(okOf(InvitationPage, await ask('secretary', 'GET', `/invitations${query}`)), query).toMatchObject({
      items: [],
      total: 0,
    })
  expect(okOf(InvitationPage, await ask('officialA', 'GET', '/invitations'))).toMatchObject({
    items: [{ dates: [{ meeting: { units: 3 } }] }],
  })
  expect(
    codeOf(
      await ask('secretary', 'PUT', `/meetings/${meetingId}/answer`, {
        unitCode: 'o-mon',
        answer: 'attending',
        people: [],
      }),
    ),
  ).toBe('forbidden')
  expect(
    okOf(PlanPage, await ask('boss', 'GET', '/schedule/meetings')).items.find((item) => item.meetingId === meetingId),
  ).toMatchObject({ units: 3, invited: true })
  await office.db.updateTable('account').set({ kind: 'room' }).where('id', '=', AccountId.parse('a.deputy')).execute()
  expect(okOf(PaperList, await ask('deputy', 'GET', `/meetings/${meetingId}/papers`))).toEqual({
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
  const { ask, clock } = await askedOffice()
  const invite = [{ type: 'branch', code: 'o-mon', kinds: ['ward'] }]
  const body = { title: 'Họp đột xuất về mưa bão', hostUnitCode: 'o-mon', invite }
  const plan = okOf(Plan, await ask('boss', 'POST', '/schedule/now', body))
  expect(plan).toMatchObject({
    phase: 'open',
    startsAt: clock.now,
    endsAt: clock.now + HOUR,
    chair: { accountId: 'a.boss' },
    secretary: null,
    units: [{}, {}, {}],
    settings: { reminderMinutes: [] },
  })
  expect(okOf(MeetingDetail, await ask('boss', 'GET', `/meetings/${plan.meetingId}`))).toMatchObject({
    phase: 'open',
    seat: 'chair',
  })
  expect(okOf(MeetingDetail, await ask('officialA', 'GET', `/meetings/${plan.meetingId}`))).toMatchObject({
    phase: 'open',
    seat: 'delegate',
  })
  const forBoss = okOf(
    Plan,
    await ask('secretary', 'POST', '/schedule/now', { ...body, chairId: 'a.boss', minutes: 30 }),
  )
  expect(forBoss).toMatchObject({
    chair: { accountId: 'a.boss' },
    secretary: { accountId: 'a.secretary' },
    endsAt: clock.now + HOUR / 2,
  })
  expect(codeOf(await ask('officialA', 'POST', '/schedule/now', body))).toBe('forbidden')
  expect(codeOf(await ask('otherSecretary', 'POST', '/schedule/now', body))).toBe('forbidden')
  expect(codeOf(await ask(null, 'POST', '/schedule/now', body))).toBe('unauthenticated')
  expect(codeOf(await ask('boss', 'POST', '/schedule/now', { ...body, invite: [] })), 'nobody is called').toBe(
    'badRequest',
  )
})
