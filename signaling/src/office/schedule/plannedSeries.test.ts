import { AccountId, DAY_MS } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { MONDAY, planOffice, refused } from '../../testing/planOffice.ts'
import { WEEK, HOUR, weekly, create, edit, view, daysOf, at } from '../../testing/planSteps.ts'
import { describeStores } from '../../testing/temporaryStore.ts'

describeStores((open) => {
  const start = async () => planOffice(await open())

  test('a series is as many meetings as its rule gives, without those left out', async () => {
    const office = await start()
    const first = await create(office, {
      recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4', except: [MONDAY + WEEK] },
    })
    expect(first.series).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4', changed: false, count: 3 })
    expect(await daysOf(office, first.series?.seriesId ?? '')).toEqual(['2026-11-23', '2026-12-07', '2026-12-14'])
    expect(office.told).toMatchObject([{ kind: 'scheduled', seriesId: first.series?.seriesId }])
    expect(office.told[0]?.meetingIds).toHaveLength(3)
  })

  test('"this one" becomes an exception that later changes of all leave alone', async () => {
    const office = await start()
    const first = await create(office, weekly(4))
    const third = await edit(office, await at(office, first, 2), {
      title: 'Riêng',
      startsAt: MONDAY + 2 * WEEK + DAY_MS,
      endsAt: MONDAY + 2 * WEEK + DAY_MS + HOUR,
    })
    expect(third.series).toMatchObject({ changed: true })
    office.told.length = 0
    await edit(
      office,
      first,
      { title: 'Mọi buổi', startsAt: MONDAY + HOUR, endsAt: MONDAY + 2 * HOUR },
      { scope: 'all' },
    )
    const titles = await Promise.all([0, 1, 2, 3].map(async (n) => (await at(office, first, n)).title))
    expect(titles).toEqual(['Mọi buổi', 'Mọi buổi', 'Riêng', 'Mọi buổi'])
    expect(await view(office, 'secretary', third.meetingId)).toMatchObject({ startsAt: MONDAY + 2 * WEEK + DAY_MS })
    expect((await at(office, first, 3)).startsAt).toBe(MONDAY + 3 * WEEK + HOUR)
    expect(office.told).toMatchObject([{ kind: 'changed', fields: ['title', 'time'] }])
    expect(office.told[0]?.meetingIds).toHaveLength(3)
  })

  test('"this and following" splits the series; what was before stays as it was', async () => {
    const office = await start()
    const first = await create(office, weekly(5))
    const third = await at(office, first, 2)
    const moved = await edit(
      office,
      third,
      { title: 'Sang thứ Ba', startsAt: third.startsAt + DAY_MS, endsAt: third.endsAt + DAY_MS },
      { scope: 'following' },
    )
    expect(moved.series?.seriesId).not.toBe(first.series?.seriesId)
    expect(moved).toMatchObject({ title: 'Sang thứ Ba', series: { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', count: 3 } })
    expect(await daysOf(office, first.series?.seriesId ?? '')).toEqual(['2026-11-23', '2026-11-30'])
    expect(await daysOf(office, moved.series?.seriesId ?? '')).toEqual(['2026-12-08', '2026-12-15', '2026-12-22'])
    expect((await view(office, 'secretary', first.meetingId)).series?.rrule).toMatch(/UNTIL=/)
  })

  test('"all" leaves what is over; the rule of what is to come can be changed, shortened and lengthened', async () => {
    const office = await start()
    const first = await create(office, weekly(4))
    office.now = MONDAY + DAY_MS
    const second = await at(office, first, 1)
    office.told.length = 0
    const fewer = await edit(
      office,
      second,
      { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', except: [] } },
      { scope: 'all' },
    )
    expect(await daysOf(office, first.series?.seriesId ?? ''), 'held already').toEqual(['2026-11-23'])
    expect(await daysOf(office, fewer.series?.seriesId ?? '')).toEqual(['2026-11-30', '2026-12-07'])
    expect(office.told).toMatchObject([
      { kind: 'shortened', meetingIds: [first.meetingId], seriesId: first.series?.seriesId },
      { kind: 'changed', fields: [], isNewEvent: true, seriesId: fewer.series?.seriesId },
      { kind: 'cancelled' },
    ])
    const more = await edit(
      office,
      fewer,
      { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4', except: [] } },
      { scope: 'all' },
    )
    expect(await daysOf(office, more.series?.seriesId ?? '')).toEqual([
      '2026-11-30',
      '2026-12-03',
      '2026-12-07',
      '2026-12-10',
    ])
  })

  test('cancelling "this and following", and the rest of a series', async () => {
    const office = await start()
    const first = await create(office, weekly(5))
    const fourth = await at(office, first, 3)
    await office.planner.cancel(office.as('secretary'), fourth.meetingId, {
      version: fourth.version,
      scope: 'following',
      reason: '',
    })
    expect(await daysOf(office, first.series?.seriesId ?? '')).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
    office.now = MONDAY + DAY_MS
    const second = await at(office, first, 1)
    await office.planner.cancel(office.as('secretary'), second.meetingId, {
      version: second.version,
      scope: 'all',
      reason: '',
    })
    expect(await daysOf(office, first.series?.seriesId ?? ''), 'what was held stays').toEqual(['2026-11-23'])
  })

  test('a single meeting can become a series, and a draft series is sent out as one', async () => {
    const office = await start()
    const one = await create(office, {}, true)
    const series = await edit(office, one, weekly(3), { draft: true })
    expect(series).toMatchObject({ meetingId: one.meetingId, phase: 'draft', series: { count: 3 } })
    await edit(
      office,
      series,
      { recurrence: series.series && { rrule: series.series.rrule, except: [] } },
      { scope: 'all' },
    )
    expect(office.told).toMatchObject([{ kind: 'scheduled', seriesId: series.series?.seriesId }])
    expect(office.told[0]?.meetingIds).toHaveLength(3)
    expect((await at(office, series, 2)).phase).toBe('scheduled')
  })

  test('a series that nobody was told of is written anew by its rule: days go, come back, and move; once it was sent out, days that were left out stay so', async () => {
    const office = await start()
    const draft = await create(
      office,
      { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4', except: [MONDAY + WEEK] } },
      true,
    )
    expect(draft.series).toMatchObject({ count: 3, drafts: 3, except: [MONDAY + WEEK] })
    const seriesId = draft.series?.seriesId ?? ''
    const all = { draft: true, scope: 'all' } as const
    const back = await edit(
      office,
      draft,
      { recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4', except: [MONDAY + 2 * WEEK] } },
      all,
    )
    expect(await daysOf(office, seriesId)).toEqual(['2026-11-23', '2026-11-30', '2026-12-14'])
    const tuesday = { startsAt: MONDAY + DAY_MS, endsAt: MONDAY + DAY_MS + HOUR }
    const moved = await edit(
      office,
      back,
      { ...tuesday, recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', except: [] } },
      all,
    )
    expect(await daysOf(office, seriesId)).toEqual(['2026-11-24', '2026-12-01', '2026-12-08'])
    expect(moved).toMatchObject({ meetingId: draft.meetingId, series: { count: 3, drafts: 3, except: [] } })
    const sent = await edit(
      office,
      moved,
      { ...tuesday, recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', except: [MONDAY + DAY_MS + WEEK] } },
      { scope: 'all' },
    )
    expect(sent.series).toMatchObject({ count: 2, drafts: 0 })
    expect(office.told.map(({ kind, meetingIds }) => [kind, meetingIds.length])).toEqual([['scheduled', 2]])
    await edit(
      office,
      sent,
      { ...tuesday, recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', except: [] } },
      { scope: 'all' },
    )
    expect(await daysOf(office, seriesId)).toEqual(['2026-11-24', '2026-12-08'])
  })

  test('of a series that nobody was told of one meeting may be left, as a single one', async () => {
    const office = await start()
    const draft = await create(office, weekly(4), true)
    const single = await edit(office, draft, {}, { draft: true, dissolve: true })
    expect(single).toMatchObject({ meetingId: draft.meetingId, series: null, phase: 'draft' })
    const { count } = await office.store.db
      .selectFrom('meeting')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('title', '=', draft.title)
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
    expect(await office.store.db.selectFrom('series').select('id').execute()).toEqual([])
    const told = await create(office, weekly(2))
    expect((await refused(edit(office, told, {}, { dissolve: true }))).extra.field).toBe('dissolve')
  })

  test('a guest keeps one way in for a whole series; whoever is taken off it has none', async () => {
    const office = await start()
    const first = await create(office, {
      ...weekly(2),
      guests: [{ guestId: null, name: 'Khách', organisation: 'Viện', email: null }],
    })
    const [guest] = first.guests
    expect((await at(office, first, 1)).guests).toEqual(first.guests)
    const account = {
      accountId: AccountId.parse(guest?.guestId),
      kind: 'guest',
      login: '',
      name: 'Khách',
      unit: first.hostUnit,
    } as const
    expect(await office.schedules.invitation(first.meetingId, account)).toEqual({
      name: 'Khách',
      seat: 'guest',
      unit: null,
      organisation: 'Viện',
    })
    const units = await office.schedules.invitedUnits(first.meetingId)
    expect(
      units.find(({ code }) => code === first.hostUnit.code),
      'SPEC 3.9: the host unit keeps its name',
    ).toEqual(first.hostUnit)
    await edit(office, first, { guests: [] }, { scope: 'all' })
    const row = await office.store.db
      .selectFrom('account')
      .select('disabled')
      .where('kind', '=', 'guest')
      .executeTakeFirst()
    expect(row?.disabled).toBe(1)
  })
})
