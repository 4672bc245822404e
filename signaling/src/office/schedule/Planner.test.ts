import { AccountId, DAY_MS, localDate, type MeetingId, meetingLimits } from '@diem-cau/signaling-contract'
import { type EditPlan, Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { BEFORE, id, MONDAY, planInput, planOffice, type PlanOffice, refused, unit } from '../../testing/planOffice.ts'
import { UnitStore } from '../units/UnitStore.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { seriesRows } from './editSeries.ts'
import { busyTimes, findConflicts } from './findConflicts.ts'

const WEEK = 7 * DAY_MS
const HOUR = 3_600_000

const weekly = (count: number) => ({ recurrence: { rrule: `FREQ=WEEKLY;BYDAY=MO;COUNT=${count}`, except: [] } })
const create = (office: PlanOffice, plan: Partial<PlanInput> = {}, draft = false) =>
  office.planner.create(office.as('secretary'), { draft, plan: planInput(plan) })
const edit = (office: PlanOffice, plan: Plan, changes: Partial<PlanInput>, options: Partial<EditPlan> = {}) =>
  office.planner.edit(office.as('secretary'), plan.meetingId, {
    version: plan.version,
    scope: 'this',
    draft: false,
    plan: planInput({ startsAt: plan.startsAt, endsAt: plan.endsAt, ...changes }),
    ...options,
  })
const view = (office: PlanOffice, name: string, meetingId: MeetingId) =>
  office.planner.desk.view(office.store.db, office.as(name).account, meetingId)
const sequenceOf = async (office: PlanOffice, meetingId: MeetingId) =>
  (await office.store.db.selectFrom('meeting').select('sequence').where('id', '=', meetingId).executeTakeFirstOrThrow())
    .sequence
const actions = async (office: PlanOffice) =>
  (await office.store.db.selectFrom('audit').select('action').orderBy('id').execute()).map(({ action }) => action)
/** Days of those meetings of a series that are not cancelled. */
const daysOf = async (office: PlanOffice, seriesId: string) =>
  (await seriesRows(office.store.db, seriesId))
    .filter(({ phase }) => phase !== 'cancelled')
    .map(({ startsAt }) => localDate(startsAt))
const at = async (office: PlanOffice, first: Plan, n: number): Promise<Plan> => {
  const row = (await seriesRows(office.store.db, first.series?.seriesId ?? ''))[n]
  if (!row) throw new Error(`no meeting ${n}`)
  return view(office, 'secretary', row.meetingId)
}

describeStores((open) => {
  const start = async () => planOffice(await open())

  test('a meeting is planned with its units by the names of its day, told once, and on record', async () => {
    const office = await start()
    const plan = await create(office, {
      guests: [{ guestId: null, name: 'Chuyên gia', organisation: 'Viện', email: 'cg@example.vn' }],
      people: [{ accountId: id('guestSpeaker'), seat: 'observer' }],
    })
    expect(Plan.parse(plan)).toEqual(plan)
    expect(plan).toMatchObject({
      phase: 'scheduled',
      version: 1,
      hostUnit: { name: 'Quận Ô Môn' },
      units: [{ name: 'Phường An' }, { name: 'Phường Bình' }, { name: 'Phường Cát' }],
      people: [{ accountId: 'a.guestSpeaker', seat: 'observer', unit: { name: 'Quận Khác' } }],
      guests: [{ name: 'Chuyên gia', organisation: 'Viện', email: 'cg@example.vn' }],
      agenda: [{ itemId: 'i1' }],
      series: null,
      mayManage: true,
    })
    expect(plan.guests[0]?.link).toContain(plan.guests[0]?.guestId)
    expect(office.told).toMatchObject([
      { kind: 'scheduled', meetingIds: [plan.meetingId], seriesId: null, removed: [] },
    ])
    expect(office.told[0]?.added).toContain('u:o-mon.b')
    expect(await actions(office)).toEqual(['meeting.created'])
  })

  test('15.6 the unit that holds a meeting is not invited to it, whichever rule means it, and its people have their seats all the same', async () => {
    const office = await start()
    const { db } = office.store
    const host = unit('o-mon')
    await db
      .insertInto('unit_group')
      .values({
        id: 'g.all',
        name: 'Tất cả',
        owner_unit_code: host,
        rules: JSON.stringify([{ type: 'branch', code: host }]),
      })
      .execute()
    for (const rule of [
      { type: 'branch', code: host },
      { type: 'group', groupId: 'g.all' },
    ] as const) {
      expect(
        (await create(office, { invite: [rule] })).units.map(({ name }) => name),
        rule.type,
      ).toEqual(['Phường An', 'Phường Bình', 'Phường Cát'])
    }
    const plan = await create(office, {
      invite: [
        { type: 'unit', code: host },
        { type: 'unit', code: unit('o-mon.a') },
      ],
    })
    expect(plan.units).toMatchObject([{ code: 'o-mon.a' }])
    expect(office.told.flatMap(({ added }) => added)).not.toContain('u:o-mon')

    // Earlier versions stored it so, and a merger leaves it so.
    await db
      .insertInto('meeting_unit')
      .values({ meeting_id: plan.meetingId, unit_code: host, unit_name: 'Quận Ô Môn', position: -1 })
      .execute()
    expect((await view(office, 'boss', plan.meetingId)).units).toMatchObject([{ code: 'o-mon.a' }])
    expect(
      (await office.schedules.invitedUnits(plan.meetingId)).map(({ code }) => code),
      'expected, after the invited: the chair is of it',
    ).toEqual(['o-mon.a', 'o-mon'])
    office.told.length = 0
    await edit(office, plan, { title: 'Giao ban', invite: plan.invite })
    expect(office.told, 'nobody is told that they are invited no more').toMatchObject([
      { fields: ['title'], removed: [], added: [] },
    ])

    await db.updateTable('account').set({ kind: 'room' }).where('id', '=', id('deputy')).execute()
    const room = { ...office.as('deputy').account, kind: 'room' as const }
    // A person who also acts for an invited ward comes for their own unit.
    await db
      .insertInto('account_role')
      .values({ account_id: id('boss'), role: 'official', unit_code: unit('o-mon.a') })
      .execute()
    const other = await create(office, {
      chairId: id('secretary'),
      secretaryId: null,
      invite: [{ type: 'branch', code: host }],
    })
    for (const account of [room, office.as('boss').account]) {
      expect(await office.schedules.invitation(other.meetingId, account)).toMatchObject({
        seat: 'delegate',
        unit: { code: 'o-mon' },
      })
      expect(
        (await office.schedules.listFor(account, office.now)).find(
          ({ planned }) => planned.meetingId === other.meetingId,
        ),
      ).toMatchObject({ seat: 'delegate', invitedUnits: 4 })
      expect((await office.planner.desk.view(db, account, other.meetingId)).title).toBe(other.title)
    }
  })

  test('13.7 a plan of more units than a meeting holds is refused with a word, whichever rule means them', async () => {
    const office = await start()
    const wards = Array.from({ length: meetingLimits.units }, (_, n) => ({
      code: unit(`khac.${n}`),
      parentCode: unit('khac'),
      kind: 'ward' as const,
      name: `Phường ${n}`,
    }))
    await new UnitStore(office.store.db).add(wards)
    const branch = { type: 'branch' as const, code: unit('khac') }
    expect(await refused(create(office, { invite: [branch] }))).toMatchObject({
      code: 'tooManyUnits',
      extra: { field: 'invite' },
    })
    expect((await create(office, { invite: [branch, { type: 'except', code: unit('khac.7') }] })).units).toHaveLength(
      meetingLimits.units,
    )
  })

  test('only who may manage the meetings of the unit plans them; the invited read it without the ways in of guests', async () => {
    const office = await start()
    for (const name of ['officialA', 'technician', 'admin', 'otherSecretary']) {
      expect(
        (await refused(office.planner.create(office.as(name), { draft: false, plan: planInput() }))).code,
        name,
      ).toBe('forbidden')
    }
    const plan = await create(office, {
      guests: [{ guestId: null, name: 'Chuyên gia', organisation: '', email: 'cg@example.vn' }],
    })
    for (const name of ['officialA', 'roomB', 'technician', 'admin']) {
      expect(await view(office, name, plan.meetingId), name).toMatchObject({
        mayManage: false,
        guests: [{ email: null, link: null }],
      })
    }
    expect((await refused(view(office, 'stranger', plan.meetingId))).code).toBe('notFound')
    const ask = { version: 1, scope: 'this', draft: false, plan: planInput() } as const
    expect((await refused(office.planner.edit(office.as('officialA'), plan.meetingId, ask))).code).toBe('forbidden')
    expect((await refused(office.planner.edit(office.as('stranger'), plan.meetingId, ask))).code).toBe('notFound')
    expect(
      (
        await refused(
          office.planner.cancel(office.as('admin'), plan.meetingId, { version: 1, scope: 'this', reason: '' }),
        )
      ).code,
    ).toBe('forbidden')
    expect(
      (
        await refused(
          office.planner.rehearse(office.as('officialA'), plan.meetingId, {
            startsAt: MONDAY - DAY_MS,
            endsAt: MONDAY,
          }),
        )
      ).code,
    ).toBe('forbidden')
    expect((await refused(edit(office, plan, { hostUnitCode: unit('khac') }))).code).toBe('forbidden')
  })

  test('a time that does not exist, an end before the start, a recurrence without end, whoever is not there: refused with the field that is wrong, and nothing is kept', async () => {
    const office = await start()
    await office.store.db.updateTable('account').set({ disabled: 1 }).where('id', '=', id('deputy')).execute()
    await office.store.db.updateTable('unit').set({ status: 'closed' }).where('code', '=', unit('o-mon.c')).execute()
    const cases: [changes: Partial<PlanInput>, code: string, field: string][] = [
      [{ endsAt: MONDAY }, 'invalidTime', 'endsAt'],
      [{ endsAt: MONDAY - 1 }, 'invalidTime', 'endsAt'],
      [{ endsAt: MONDAY + DAY_MS + 1 }, 'invalidTime', 'endsAt'],
      [{ startsAt: BEFORE - HOUR, endsAt: BEFORE + HOUR }, 'invalidTime', 'startsAt'],
      [{ startsAt: -1 }, 'invalidTime', 'startsAt'],
      [{ startsAt: Number.MAX_SAFE_INTEGER - 1, endsAt: Number.MAX_SAFE_INTEGER }, 'invalidTime', 'startsAt'],
      [{ recurrence: { rrule: 'FREQ=WEEKLY', except: [] } }, 'invalidRecurrence', 'recurrence.rrule'],
      [{ recurrence: { rrule: 'FREQ=DAILY;COUNT=1', except: [MONDAY] } }, 'recurrenceEmpty', 'recurrence.except'],
      [{ recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', except: [] } }, 'recurrenceDay', 'recurrence.rrule'],
      [{ deputyId: id('deputy') }, 'invalidInvitation', 'deputyId'],
      [{ deputyId: id('boss') }, 'invalidInvitation', 'deputyId'],
      [{ chairId: id('roomA') }, 'invalidInvitation', 'chairId'],
      [{ chairId: id('nobody') }, 'invalidInvitation', 'chairId'],
      [{ people: [{ accountId: id('nobody'), seat: 'delegate' }] }, 'invalidInvitation', 'people'],
      [{ invite: [{ type: 'unit', code: unit('khong-co') }] }, 'invalidInvitation', 'invite'],
      [{ invite: [{ type: 'unit', code: unit('o-mon.c') }] }, 'invalidInvitation', 'invite'],
      [
        { guests: [{ guestId: id('boss'), name: 'Kẻ lạ', organisation: '', email: null }] },
        'invalidInvitation',
        'guests',
      ],
      [
        { agenda: [1, 2].map((n) => ({ itemId: 'i', title: `Mục ${n}`, presenter: '', minutes: 1 })) },
        'badRequest',
        'agenda',
      ],
    ]
    for (const [changes, code, field] of cases) {
      const error = await refused(create(office, changes))
      expect([error.code, error.extra.field], JSON.stringify(changes)).toEqual([code, field])
    }
    const { count } = await office.store.db
      .selectFrom('meeting')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count, 'the one of the store').toBe(1)
    expect(office.told).toEqual([])
    expect(await actions(office)).toEqual([])
  })

  test('markup in a plan is text: it comes back as it was typed', async () => {
    const office = await start()
    const evil = '<img src=x onerror="alert(1)">'
    const plan = await create(office, {
      title: evil,
      description: evil,
      place: evil,
      agenda: [{ itemId: 'i', title: evil, presenter: evil, minutes: 1 }],
    })
    expect(await view(office, 'officialA', plan.meetingId)).toMatchObject({
      title: evil,
      description: evil,
      place: evil,
      agenda: [{ title: evil, presenter: evil }],
    })
  })

  test('a draft is seen by those who manage alone, tells nobody, and can be deleted or sent out', async () => {
    const office = await start()
    const draft = await create(office, { startsAt: BEFORE - HOUR, endsAt: BEFORE + HOUR }, true)
    expect(draft.phase).toBe('draft')
    expect(office.told).toEqual([])
    expect((await refused(view(office, 'officialA', draft.meetingId))).code).toBe('notFound')
    expect((await refused(edit(office, draft, {}))).code, 'its time is over').toBe('invalidTime')
    const sent = await edit(office, draft, { startsAt: MONDAY, endsAt: MONDAY + HOUR })
    expect(sent).toMatchObject({ phase: 'scheduled', version: 2 })
    expect(office.told).toMatchObject([{ kind: 'scheduled', meetingIds: [draft.meetingId] }])
    expect((await refused(edit(office, sent, {}, { draft: true }))).code, 'never a draft again').toBe('badRequest')
    expect((await refused(office.planner.remove(office.as('secretary'), sent.meetingId, 2, 'this'))).code).toBe(
      'badRequest',
    )

    const other = await create(
      office,
      { guests: [{ guestId: null, name: 'Khách', organisation: '', email: null }] },
      true,
    )
    await office.planner.remove(office.as('secretary'), other.meetingId, 1, 'this')
    expect((await refused(view(office, 'secretary', other.meetingId))).code).toBe('notFound')
    const guest = await office.store.db
      .selectFrom('account')
      .select('disabled')
      .where('kind', '=', 'guest')
      .executeTakeFirst()
    expect(guest?.disabled).toBe(1)
  })

  test('an edit tells what changed, whom it adds and whom it leaves out; what the invited do not see tells nothing', async () => {
    const office = await start()
    const plan = await create(office)
    office.told.length = 0
    const edited = await edit(office, plan, {
      startsAt: MONDAY + HOUR,
      endsAt: MONDAY + 2 * HOUR,
      invite: [{ type: 'unit', code: unit('o-mon.a') }],
      people: [{ accountId: id('guestSpeaker'), seat: 'delegate' }],
    })
    expect(edited).toMatchObject({ version: 2, startsAt: MONDAY + HOUR, units: [{ name: 'Phường An' }] })
    expect(office.told).toEqual([
      {
        kind: 'changed',
        meetingIds: [plan.meetingId],
        seriesId: null,
        fields: ['time', 'units', 'people'],
        removed: ['u:o-mon.b', 'u:o-mon.c'],
        added: ['a.guestSpeaker'].map((a) => `a:${a}`),
        was: new Map([[plan.meetingId, { startsAt: plan.startsAt, endsAt: plan.endsAt, place: plan.place }]]),
        by: id('secretary'),
      },
    ])
    expect(await sequenceOf(office, plan.meetingId)).toBe(1)
    const again = await edit(office, edited, {
      invite: edited.invite,
      people: [{ accountId: id('guestSpeaker'), seat: 'delegate' }],
      settings: { ...edited.settings, recording: true },
    })
    expect(again).toMatchObject({ version: 3, settings: { recording: true } })
    expect(office.told).toHaveLength(1)
    expect(await sequenceOf(office, plan.meetingId)).toBe(1)
  })

  test('an edit over a newer one is refused with that one; of two at once exactly one wins', async () => {
    const office = await start()
    const plan = await create(office)
    await edit(office, plan, { title: 'Của người kia' })
    const error = await refused(edit(office, plan, { title: 'Của tôi' }))
    expect(error.code).toBe('editConflict')
    expect(Plan.parse(error.extra.current)).toMatchObject({ title: 'Của người kia', version: 2 })

    const current = await view(office, 'secretary', plan.meetingId)
    const results = await Promise.allSettled(['Một', 'Hai'].map((title) => edit(office, current, { title })))
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'editConflict' })
    expect(await view(office, 'secretary', plan.meetingId)).toMatchObject({ version: 3 })
  })

  test('a meeting that began is not moved, one that is over is not changed at all', async () => {
    const office = await start()
    const plan = await create(office)
    office.now = MONDAY + HOUR
    expect(
      (await refused(edit(office, plan, { startsAt: MONDAY + HOUR, endsAt: MONDAY + 2 * HOUR }))).extra.field,
    ).toBe('startsAt')
    const longer = await edit(office, plan, { endsAt: MONDAY + 3 * HOUR })
    office.now = MONDAY + DAY_MS
    expect((await refused(edit(office, longer, { title: 'Muộn' }))).code).toBe('meetingStarted')
  })

  test('cancelling says why, once, and takes the rehearsal along', async () => {
    const office = await start()
    const plan = await create(office)
    const rehearsal = await office.planner.rehearse(office.as('secretary'), plan.meetingId, {
      startsAt: MONDAY - DAY_MS,
      endsAt: MONDAY - DAY_MS + HOUR,
    })
    expect(rehearsal).toMatchObject({
      title: 'Kiểm tra đường truyền: Giao ban đầu tuần',
      rehearsalOf: { meetingId: plan.meetingId },
      units: plan.units,
    })
    expect(await view(office, 'officialA', plan.meetingId)).toMatchObject({
      rehearsals: [{ meetingId: rehearsal.meetingId }],
    })
    expect(
      (
        await refused(
          office.planner.rehearse(office.as('secretary'), rehearsal.meetingId, {
            startsAt: MONDAY - DAY_MS,
            endsAt: MONDAY,
          }),
        )
      ).code,
    ).toBe('badRequest')
    expect(
      (
        await refused(
          office.planner.rehearse(office.as('secretary'), plan.meetingId, { startsAt: MONDAY, endsAt: MONDAY + 1 }),
        )
      ).code,
    ).toBe('invalidTime')
    const narrower = await edit(office, plan, { invite: [{ type: 'unit', code: unit('o-mon.a') }] })
    expect((await view(office, 'secretary', rehearsal.meetingId)).units, 'the same invited').toEqual(narrower.units)
    office.told.length = 0
    const cancelled = await office.planner.cancel(office.as('boss'), plan.meetingId, {
      version: 2,
      scope: 'this',
      reason: 'Bão số 9',
    })
    expect(cancelled).toMatchObject({ phase: 'cancelled', cancelReason: 'Bão số 9' })
    expect(office.told).toMatchObject([
      { kind: 'cancelled', meetingIds: [plan.meetingId] },
      { kind: 'cancelled', meetingIds: [rehearsal.meetingId] },
    ])
    expect(
      (
        await refused(
          office.planner.cancel(office.as('boss'), plan.meetingId, {
            version: cancelled.version,
            scope: 'this',
            reason: '',
          }),
        )
      ).code,
    ).toBe('meetingStarted')
  })

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

  test('who is in another meeting at that time is told, the chair first; touching times and drafts are no conflict', async () => {
    const office = await start()
    const other = await create(office, {
      title: 'Họp khác',
      startsAt: MONDAY + WEEK + HOUR,
      endsAt: MONDAY + WEEK + 3 * HOUR,
      invite: [{ type: 'unit', code: unit('o-mon.a') }],
    })
    await create(office, { title: 'Nháp', startsAt: MONDAY, endsAt: MONDAY + HOUR }, true)
    await create(office, { title: 'Ngay sau', startsAt: MONDAY + 2 * HOUR, endsAt: MONDAY + 3 * HOUR })
    const ask = {
      times: [MONDAY, MONDAY + WEEK].map((startsAt) => ({ startsAt, endsAt: startsAt + 2 * HOUR })),
      chairId: id('boss'),
      deputyId: null,
      secretaryId: id('officialA'),
      people: [],
      units: [unit('o-mon.a'), unit('o-mon.b')],
      hostUnitCode: unit('o-mon'),
      own: null,
    }
    expect(await findConflicts(office.store.db, ask)).toMatchObject([
      { kind: 'chair', name: 'Nguyễn Thị Đẹp', title: 'Họp khác', at: MONDAY + WEEK },
      { kind: 'room', name: 'roomA', meetingId: other.meetingId, startsAt: MONDAY + WEEK + HOUR },
    ])
    const own = { meetingId: other.meetingId, seriesId: null, mainId: null }
    expect(await findConflicts(office.store.db, { ...ask, own })).toEqual([])
    const windows = [{ startsAt: MONDAY + WEEK, endsAt: MONDAY + WEEK + DAY_MS }]
    expect(await busyTimes(office.store.db, ask, windows)).toEqual([
      { startsAt: other.startsAt, endsAt: other.endsAt, at: MONDAY + WEEK },
    ])
  })

  test('seats: by name first, then by unit', async () => {
    const office = await start()
    const { meetingId } = await create(office, {
      deputyId: id('deputy'),
      invite: [{ type: 'unit', code: unit('o-mon.a') }],
      people: [{ accountId: id('stranger'), seat: 'observer' }],
    })
    const seats = await Promise.all(
      [
        'boss',
        'deputy',
        'secretary',
        'officialA',
        'roomA',
        'officialB',
        'roomB',
        'technician',
        'admin',
        'stranger',
        'otherSecretary',
        'guestSpeaker',
      ].map(async (name): Promise<[string, string | null]> => [
        name,
        (await office.schedules.invitation(meetingId, office.as(name).account))?.seat ?? null,
      ]),
    )
    expect(Object.fromEntries(seats)).toEqual({
      boss: 'chair',
      deputy: 'deputy',
      secretary: 'secretary',
      officialA: 'delegate',
      roomA: 'delegate',
      officialB: null,
      roomB: null,
      technician: 'technician',
      admin: 'observer',
      stranger: 'observer',
      otherSecretary: null,
      guestSpeaker: null,
    })
    const mine = async (name: string) =>
      (await office.schedules.listFor(office.as(name).account, MONDAY))
        .filter(({ planned }) => planned.meetingId === meetingId)
        .map(({ seat }) => seat)
    for (const [name, seat] of seats) expect(await mine(name), name).toEqual(seat === null ? [] : [seat])
  })

  test('my meetings are of today and to come, soonest first, without drafts', async () => {
    const office = await start()
    await create(office, weekly(3))
    await create(office, {}, true)
    const days = async (now: number) =>
      (await office.schedules.listFor(office.as('officialA').account, now)).map(({ planned }) =>
        localDate(planned.startsAt),
      )
    expect(await days(MONDAY + 10 * HOUR)).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
    expect(await days(MONDAY + DAY_MS)).toEqual(['2026-11-30', '2026-12-07'])
  })
})
