import { UnitCode } from '@diem-cau/signaling-contract'
import { InviteMore, InvitedMore, type Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { planInput, planOffice, type PlanOffice, refused, unit } from '../../testing/planOffice.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { inviteMore } from './inviteMore.ts'

const HOUR = 3_600_000

const create = (office: PlanOffice, changes: Partial<PlanInput> = {}, draft = false) =>
  office.planner.create(office.as('secretary'), {
    draft,
    plan: planInput({ invite: [{ type: 'unit', code: unit('o-mon.a') }], ...changes }),
  })
const add = (office: PlanOffice, { meetingId }: Plan, asked: z.input<typeof InviteMore>, who = 'secretary') =>
  inviteMore(office.inviting, office.as(who), meetingId, InviteMore.parse(asked))
const view = (office: PlanOffice, { meetingId }: Plan) =>
  office.planner.desk.view(office.store.db, office.as('secretary').account, meetingId)
const guest = { name: 'Ông Võ Văn Tư', organisation: 'Sở Tài chính', email: 'tu@example.vn' }

describeStores((open) => {
  const start = async () => planOffice(await open())

  test('11.7 units and guests are added to a meeting that is held just now; they alone are told, with a link for the guest, and it is on record by whom', async () => {
    const office = await start()
    const plan = await create(office, { guests: [{ guestId: null, name: 'Khách cũ', organisation: '', email: null }] })
    office.told.length = 0
    office.now = plan.startsAt + HOUR
    const added = await add(office, plan, { units: [unit('o-mon.b'), unit('khac')], guests: [guest] })
    expect(InvitedMore.parse(added)).toEqual(added)
    expect(added).toMatchObject({
      units: [{ name: 'Phường Bình' }, { name: 'Quận Khác' }],
      guests: [{ name: 'Ông Võ Văn Tư', organisation: 'Sở Tài chính' }],
    })
    const [invited] = added.guests
    expect(invited?.link).toContain(invited?.guestId)

    const after = await view(office, plan)
    expect(after).toMatchObject({
      version: 2,
      phase: 'open',
      units: [{ name: 'Phường An' }, { name: 'Phường Bình' }, { name: 'Quận Khác' }],
      guests: [{ name: 'Khách cũ' }, { name: 'Ông Võ Văn Tư' }],
    })
    expect(office.told).toMatchObject([
      {
        kind: 'changed',
        fields: ['units', 'guests'],
        removed: [],
        added: ['u:o-mon.b', 'u:khac', `a:${invited?.guestId}`],
      },
    ])
    const record = await office.store.db
      .selectFrom('audit')
      .select(['action', 'actor_name', 'details'])
      .where('action', '=', 'meeting.invitedMore')
      .execute()
    expect(record.map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) }))).toEqual([
      {
        action: 'meeting.invitedMore',
        actor_name: 'secretary',
        details: { units: ['Phường Bình', 'Quận Khác'], guests: ['Ông Võ Văn Tư'] },
      },
    ])
    expect(await office.schedules.invitation(plan.meetingId, office.as('stranger').account)).toMatchObject({
      seat: 'delegate',
      unit: { code: 'khac' },
    })
    // The plan that is saved after it keeps them.
    const saved = await office.planner.edit(office.as('secretary'), plan.meetingId, {
      version: 2,
      scope: 'this',
      draft: false,
      plan: planInput({ invite: after.invite, guests: after.guests }),
    })
    expect(saved.units.map(({ code }) => code).toSorted()).toEqual(['khac', 'o-mon.a', 'o-mon.b'])
  })

  test('11.7 who is invited already is left out, and then nothing happens', async () => {
    const office = await start()
    const plan = await create(office)
    office.told.length = 0
    expect(await add(office, plan, { units: [unit('o-mon.a')] })).toEqual({ units: [], guests: [] })
    expect(await add(office, plan, { units: [unit('o-mon')] }), '15.6 nor is the unit that holds it').toEqual({
      units: [],
      guests: [],
    })
    expect([(await view(office, plan)).version, office.told]).toEqual([1, []])
  })

  test('11.7 two who add at once both do', async () => {
    const office = await start()
    const plan = await create(office)
    await Promise.all([
      add(office, plan, { units: [unit('o-mon.b')] }, 'secretary'),
      add(office, plan, { units: [unit('o-mon.c')], guests: [guest] }, 'boss'),
    ])
    const after = await view(office, plan)
    expect(after.units.map(({ code }) => code).toSorted()).toEqual(['o-mon.a', 'o-mon.b', 'o-mon.c'])
    expect(after.version).toBe(3)
  })

  test('11.7 who manages or leads it adds, nobody else; nothing is added to a draft or to what is over', async () => {
    const office = await start()
    const plan = await create(office, { deputyId: office.as('deputy').account.accountId })
    const more = { units: [unit('o-mon.b')] }
    for (const who of ['officialA', 'technician', 'admin'])
      expect((await refused(add(office, plan, more, who))).code, who).toBe('forbidden')
    for (const who of ['otherSecretary', 'stranger'])
      expect((await refused(add(office, plan, more, who))).code, who).toBe('notFound')
    // The deputy has no role anywhere.
    expect((await add(office, plan, more, 'deputy')).units).toHaveLength(1)
    expect((await refused(add(office, await create(office, {}, true), more))).code).toBe('badRequest')
    office.now = plan.endsAt + 3 * HOUR
    expect((await refused(add(office, plan, { units: [unit('o-mon.c')] }))).code).toBe('meetingEnded')
  })

  test('11.7 units that are not there or closed, and too many guests, are refused with the field, and nothing is kept', async () => {
    const office = await start()
    const plan = await create(office)
    await office.store.db.updateTable('unit').set({ status: 'closed' }).where('code', '=', unit('o-mon.c')).execute()
    for (const code of [unit('o-mon.c'), UnitCode.parse('nowhere')]) {
      expect(await refused(add(office, plan, { units: [unit('o-mon.b'), code], guests: [guest] }))).toMatchObject({
        code: 'invalidInvitation',
        extra: { field: 'units' },
      })
    }
    for (let n = 0; n < 5; n += 1)
      await add(office, plan, { guests: Array.from({ length: 20 }, (_, i) => ({ name: `Khách ${n} ${i}` })) })
    expect(await refused(add(office, plan, { guests: [guest] }))).toMatchObject({
      code: 'tooLarge',
      extra: { field: 'guests' },
    })
    const after = await view(office, plan)
    expect([after.units.length, after.guests.length]).toEqual([1, 100])
    expect(InviteMore.safeParse({}).success).toBe(false)
  })
})
