import { DAY_MS } from '@diem-cau/signaling-contract'
import { Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { BEFORE, id, MONDAY, planOffice, refused, unit } from '../../testing/planOffice.ts'
import { HOUR, create, edit, view, sequenceOf, actions } from '../../testing/planSteps.ts'
import { describeStores } from '../../testing/temporaryStore.ts'

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
})
