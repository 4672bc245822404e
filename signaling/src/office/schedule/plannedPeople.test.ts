import { DAY_MS, localDate, meetingLimits } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { id, MONDAY, planInput, planOffice, refused, unit } from '../../testing/planOffice.ts'
import { WEEK, HOUR, weekly, create, edit, view } from '../../testing/planSteps.ts'
import { UnitStore } from '../units/UnitStore.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { busyTimes, findConflicts } from './findConflicts.ts'

describeStores((open) => {
  const start = async () => planOffice(await open())

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
