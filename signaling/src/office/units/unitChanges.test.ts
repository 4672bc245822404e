import { DAY_MS, MeetingId, startOfDay, UnitCode } from '@diem-cau/signaling-contract'
import { NewUnitChange, type UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { AccountStore } from '../../auth/AccountStore.ts'
import { ScheduleStore } from '../schedule/ScheduleStore.ts'
import type { Schema } from '../../db/schema.ts'
import { UnitStore } from './UnitStore.ts'
import { accountOf, HOUR, schedule } from '../../testing/people.ts'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { AuditLog, SYSTEM_ACTOR } from '../../audit/AuditLog.ts'
import { namesAt } from './namesAt.ts'
import { planChange, withdrawChange } from './planChange.ts'
import { UnitChangeJob } from './UnitChangeJob.ts'
import { unitDetail } from './unitDetail.ts'
import { UnitReach } from './UnitReach.ts'

const TODAY = '2026-11-23'
const LATER = '2027-01-01'
const code = (text: string) => UnitCode.parse(text)

/** A city with two districts, three wards and a ward's people, and somebody who administers it all. */
async function cityOf(db: Kysely<Schema>) {
  let now = startOfDay(TODAY) + 9 * HOUR
  const audit = new AuditLog(() => now)
  const office = { db, audit, clock: () => now, logger: silent }
  await new UnitStore(db).add(
    [
      ['city', null],
      ['north', 'city'],
      ['south', 'city'],
      ['n1', 'north'],
      ['n2', 'north'],
      ['s1', 'south'],
    ].map(([own, parent]) => ({
      code: code(own ?? ''),
      parentCode: parent === null || parent === undefined ? null : code(parent),
      kind: 'ward',
      name: `Đơn vị ${own}`,
    })),
  )
  await new AccountStore(db).add(
    ['admin', 'n1.person', 'n1.room'].map((name) => ({
      id: accountOf(name),
      login: name,
      name,
      unitCode: code(name === 'admin' ? 'city' : 'n1'),
      passwordHash: '-',
    })),
    0,
  )
  await db.updateTable('account').set({ kind: 'room' }).where('id', '=', accountOf('n1.room')).execute()
  await db
    .insertInto('account_role')
    .values({ account_id: accountOf('admin'), role: 'itAdmin', unit_code: code('city') })
    .execute()
  const reach = await UnitReach.of(db, { accountId: accountOf('admin') })
  const version = async (unit: string) => (await unitDetail(db, code(unit))).version
  return {
    office,
    reach,
    job: new UnitChangeJob(office),
    goTo: (day: string) => {
      now = startOfDay(day)
    },
    change: async (unit: string, effectiveOn: string, what: UnitChangeWhat, at?: number) =>
      planChange(
        office,
        SYSTEM_ACTOR,
        reach,
        code(unit),
        NewUnitChange.parse({ version: at ?? (await version(unit)), effectiveOn, what }),
      ),
    withdraw: (unit: string, changeId: string) => withdrawChange(office, SYSTEM_ACTOR, reach, code(unit), changeId),
    unit: (unit: string) => unitDetail(db, code(unit)),
    path: async (unit: string) =>
      (await db.selectFrom('unit').select('path').where('code', '=', code(unit)).executeTakeFirstOrThrow()).path,
    meetingOn: async (day: string, host: string, invited: readonly string[]) => {
      const id = MeetingId.parse(`m.${host}.${day}`)
      const startsAt = startOfDay(day) + 8 * HOUR
      const name = async (unit: string) => (await namesAt(db, day, [code(unit)])).get(code(unit)) ?? ''
      const seats = await Promise.all(
        invited.map(async (unit) => ({
          accountId: accountOf(`${unit}.person`),
          seat: 'delegate' as const,
          unit: { code: code(unit), name: await name(unit) },
        })),
      )
      await new ScheduleStore(db).add({
        ...schedule,
        meetingId: id,
        hostUnit: { code: code(host), name: await name(host) },
        startsAt,
        endsAt: startsAt + HOUR,
        phase: startsAt < now ? 'ended' : 'scheduled',
        chairAccountId: accountOf('admin'),
        demo: false,
        seats: seats.filter(({ accountId }) => accountId === accountOf('n1.person')),
      })
      const rows = await Promise.all(
        invited.map(async (unit, position) => ({
          meeting_id: id,
          unit_code: code(unit),
          unit_name: await name(unit),
          position,
        })),
      )
      if (rows.length > 0) await db.insertInto('meeting_unit').values(rows).execute()
      return async () => {
        const meeting = await db
          .selectFrom('meeting')
          .select(['host_unit_code', 'host_unit_name'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        const units = await db
          .selectFrom('meeting_unit')
          .select(['unit_code', 'unit_name'])
          .where('meeting_id', '=', id)
          .orderBy('position')
          .execute()
        const seated = await db
          .selectFrom('meeting_seat')
          .select(['unit_code', 'unit_name'])
          .where('meeting_id', '=', id)
          .execute()
        return {
          host: `${meeting.host_unit_code}: ${meeting.host_unit_name}`,
          units: units.map((u) => `${u.unit_code}: ${u.unit_name}`),
          seats: seated.map((u) => `${u.unit_code}: ${u.unit_name}`),
        }
      }
    },
    audited: async () =>
      (await db.selectFrom('audit').select(['action', 'subject_id']).orderBy('id').execute()).map(
        (row) => `${row.action} ${row.subject_id}`,
      ),
  }
}

const rename = (name: string): UnitChangeWhat => ({ kind: 'rename', name })
const move = (parent: string | null): UnitChangeWhat => ({
  kind: 'move',
  parentCode: parent === null ? null : code(parent),
})
const merge = (into: string): UnitChangeWhat => ({ kind: 'merge', into: code(into) })
const close: UnitChangeWhat = { kind: 'close' }

describeStores((open) => {
  const city = async () => {
    const { db } = await open()
    return { db, ...(await cityOf(db)) }
  }

  test('a rename of today holds at once, and the past keeps its name', async () => {
    const { db, change, audited } = await city()
    const detail = await change('n1', TODAY, { kind: 'rename', name: 'Phường Mới', unitKind: 'commune' })
    expect(detail).toMatchObject({
      name: 'Phường Mới',
      kind: 'commune',
      changes: [{ effectiveOn: TODAY, applied: true, failure: null }],
    })
    expect(detail.names).toEqual([
      { since: null, name: 'Đơn vị n1' },
      { since: TODAY, name: 'Phường Mới' },
    ])
    expect(await namesAt(db, '2026-11-22', [code('n1')])).toEqual(new Map([['n1', 'Đơn vị n1']]))
    expect(await namesAt(db, TODAY, [code('n1'), code('n2'), code('nowhere')])).toEqual(
      new Map([
        ['n1', 'Phường Mới'],
        ['n2', 'Đơn vị n2'],
      ]),
    )
    expect(await audited()).toEqual(['unit.renamed n1'])
  })

  test('a rename to come holds from its day: the job takes it then, once', async () => {
    const { db, change, unit, job, goTo, audited } = await city()
    expect(await change('n1', LATER, rename('Phường Mới'))).toMatchObject({
      name: 'Đơn vị n1',
      changes: [{ applied: false }],
    })
    expect((await namesAt(db, '2026-12-31', [code('n1')])).get(code('n1'))).toBe('Đơn vị n1')
    expect((await namesAt(db, LATER, [code('n1')])).get(code('n1'))).toBe('Phường Mới')
    goTo('2026-12-31')
    await job.run()
    expect(await unit('n1')).toMatchObject({ name: 'Đơn vị n1' })
    goTo(LATER)
    await job.run()
    await job.run()
    expect(await unit('n1')).toMatchObject({ name: 'Phường Mới', changes: [{ applied: true }] })
    expect(await audited()).toEqual(['unit.changePlanned n1', 'unit.renamed n1'])
  })

  test('two processes take a change once', async () => {
    const { office, change, job, goTo, audited } = await city()
    await change('n1', LATER, rename('Phường Mới'))
    await change('n2', LATER, move('south'))
    goTo('2027-02-01')
    await Promise.all([job.run(), new UnitChangeJob(office).run()])
    expect((await audited()).slice(2).toSorted()).toEqual(['unit.moved n2', 'unit.renamed n1'])
  })

  test('a server that starts takes what came due while it was off', async () => {
    const { office, change, unit, goTo } = await city()
    await change('n1', LATER, rename('Phường Mới'))
    goTo('2027-03-01')
    const job = new UnitChangeJob(office)
    await job.start()
    await job.close()
    expect(await unit('n1')).toMatchObject({ name: 'Phường Mới', names: [{ since: null }, { since: LATER }] })
  })

  test('a unit moves with its branch', async () => {
    const { change, path, unit } = await city()
    await change('north', TODAY, move('south'))
    expect(await path('n1')).toBe('/city/south/north/n1/')
    expect((await unit('n1')).path.map((ref) => ref.code)).toEqual(['city', 'south', 'north'])
    await change('north', TODAY, move(null))
    expect([await path('north'), await path('n1')]).toEqual(['/north/', '/north/n1/'])
  })

  test.each([
    ['below itself', 'north', move('north')],
    ['below a unit of its branch', 'north', move('n1')],
    ['into itself', 'north', merge('north')],
    ['into a unit of its branch', 'city', merge('n1')],
  ])('a unit put %s is refused, today and for a day to come', async (_, unit, what) => {
    const { change } = await city()
    await expect(change(unit, TODAY, what)).rejects.toMatchObject({ code: 'unitLoop' })
    await expect(change(unit, LATER, what)).rejects.toMatchObject({ code: 'unitLoop' })
  })

  test('a loop out of two changes to come is refused when the second is planned', async () => {
    const { change } = await city()
    await change('north', '2027-01-01', move('s1'))
    await expect(change('south', '2027-02-01', move('n1'))).rejects.toMatchObject({ code: 'unitLoop' })
  })

  test('a loop that only the order of days makes fails visibly on its day, and everything else goes on', async () => {
    const { db, change, job, goTo, unit, path, audited, withdraw } = await city()
    const planned = await change('north', '2027-02-01', move('s1'))
    await change('south', '2027-01-01', move('n1'))
    await change('n2', '2027-02-02', rename('Phường Mới'))
    goTo('2027-02-02')
    await job.run()
    await job.run()
    expect(await path('s1')).toBe('/city/north/n1/south/s1/')
    expect(await unit('north')).toMatchObject({
      parentCode: 'city',
      changes: [{ applied: false, failure: 'unitLoop' }],
    })
    expect(await unit('n2')).toMatchObject({ name: 'Phường Mới' })
    expect((await audited()).slice(3)).toEqual(['unit.moved south', 'unit.changeFailed north', 'unit.renamed n2'])
    const [failed] = planned.changes
    expect((await withdraw('north', failed?.changeId ?? '')).changes).toEqual([])
    expect(
      await db
        .selectFrom('unit')
        .select('code')
        .where('path', 'not like', '/city/%')
        .where('code', '<>', code('o-mon'))
        .execute(),
    ).toEqual([])
  })

  test('a merger hands over people, rooms, roles, groups and units below, and closes the unit', async () => {
    const { db, change, unit, path } = await city()
    await db
      .insertInto('account_role')
      .values([
        { account_id: accountOf('n1.person'), role: 'chair', unit_code: code('n1') },
        { account_id: accountOf('n1.person'), role: 'official', unit_code: code('n1') },
        { account_id: accountOf('n1.person'), role: 'official', unit_code: code('n2') },
      ])
      .execute()
    await db
      .insertInto('unit_group')
      .values({ id: 'g.1', name: 'G', owner_unit_code: code('n1'), rules: '[]' })
      .execute()
    await change('s1', TODAY, move('n1'))
    expect(await change('n1', TODAY, merge('n2'))).toMatchObject({
      status: 'closed',
      successor: { code: 'n2', name: 'Đơn vị n2' },
      accounts: 0,
      rooms: 0,
    })
    expect(await unit('n2')).toMatchObject({ status: 'open', accounts: 1, rooms: 1, children: 1 })
    expect(await path('s1')).toBe('/city/north/n2/s1/')
    expect(
      await db
        .selectFrom('account_role')
        .select(['role', 'unit_code'])
        .where('account_id', '=', accountOf('n1.person'))
        .orderBy('role')
        .execute(),
    ).toEqual([
      { role: 'chair', unit_code: 'n2' },
      { role: 'official', unit_code: 'n2' },
    ])
    expect(await db.selectFrom('unit_group').select('owner_unit_code').execute()).toEqual([{ owner_unit_code: 'n2' }])
    await expect(change('n1', TODAY, rename('X'))).rejects.toMatchObject({ code: 'unitClosed' })
    await expect(change('n2', TODAY, merge('n1'))).rejects.toMatchObject({ code: 'unitClosed' })
  })

  test('meetings of the past keep the names of their time; those to come have the names of their day', async () => {
    const { change, meetingOn, job, goTo, withdraw } = await city()
    const past = await meetingOn('2026-11-01', 'n1', ['n1', 'n2'])
    const soon = await meetingOn('2026-12-01', 'n1', ['n1', 'n2'])
    const late = await meetingOn('2027-06-01', 'n1', ['n1', 'n2'])
    const old = { host: 'n1: Đơn vị n1', units: ['n1: Đơn vị n1', 'n2: Đơn vị n2'], seats: ['n1: Đơn vị n1'] }
    const renamed = { host: 'n1: Phường Mới', units: ['n1: Phường Mới', 'n2: Đơn vị n2'], seats: ['n1: Phường Mới'] }
    const planned = await change('n1', LATER, rename('Phường Mới'))
    expect([await past(), await soon(), await late()]).toEqual([old, old, renamed])
    await withdraw('n1', planned.changes[0]?.changeId ?? '')
    expect([await past(), await soon(), await late()]).toEqual([old, old, old])
    await change('n1', LATER, rename('Phường Mới'))
    goTo('2027-01-02')
    await job.run()
    expect([await past(), await soon(), await late()]).toEqual([old, old, renamed])
  })

  test('a merger moves meetings to come to the successor, which is invited once; the past stays', async () => {
    const { db, change, meetingOn } = await city()
    const past = await meetingOn('2026-11-01', 'n1', ['n1', 'n2'])
    const alone = await meetingOn('2027-06-01', 'n1', ['n1'])
    const both = await meetingOn('2027-06-02', 'n1', ['n1', 'n2'])
    await db
      .insertInto('meeting_answer')
      .values({
        meeting_id: MeetingId.parse('m.n1.2027-06-01'),
        invitee: 'u:n1',
        answer: 'attending',
        people: '[]',
        note: '',
        answered_by: '',
        at: 1,
      })
      .execute()
    await change('n1', TODAY, merge('n2'))
    expect(await past()).toEqual({
      host: 'n1: Đơn vị n1',
      units: ['n1: Đơn vị n1', 'n2: Đơn vị n2'],
      seats: ['n1: Đơn vị n1'],
    })
    const after = { host: 'n2: Đơn vị n2', units: ['n2: Đơn vị n2'], seats: ['n2: Đơn vị n2'] }
    expect([await alone(), await both()]).toEqual([after, after])
    expect(await db.selectFrom('meeting_answer').select('invitee').execute()).toEqual([{ invitee: 'u:n2' }])
  })

  test('a unit with open units, people or rooms is not closed; without them it is', async () => {
    const { db, change } = await city()
    await expect(change('south', TODAY, close)).rejects.toMatchObject({ code: 'unitInUse' })
    await expect(change('n1', TODAY, close)).rejects.toMatchObject({ code: 'unitInUse' })
    await db.updateTable('account').set({ disabled: 1 }).where('id', '=', accountOf('n1.person')).execute()
    await expect(change('n1', TODAY, close)).rejects.toMatchObject({ code: 'unitInUse' })
    await db.updateTable('account').set({ disabled: 1 }).where('id', '=', accountOf('n1.room')).execute()
    expect(await change('n1', TODAY, close)).toMatchObject({ status: 'closed', successor: null })
    expect(await change('s1', TODAY, close)).toMatchObject({ status: 'closed' })
    expect(await change('south', TODAY, close)).toMatchObject({ status: 'closed' })
  })

  test('a closure that is in the way of people on its day fails visibly', async () => {
    const { change, job, goTo, unit } = await city()
    await change('n1', LATER, close)
    goTo(LATER)
    await job.run()
    expect(await unit('n1')).toMatchObject({ status: 'open', changes: [{ applied: false, failure: 'unitInUse' }] })
  })

  test('a change over a newer one is refused with the unit as it is', async () => {
    const { change, unit } = await city()
    const { version } = await unit('n1')
    await change('n1', LATER, rename('Một'), version)
    await expect(change('n1', LATER, rename('Hai'), version)).rejects.toMatchObject({
      code: 'editConflict',
      extra: { current: { code: 'n1', changes: [{ what: { name: 'Một' } }] } },
    })
  })

  test('a change before the newest one of the unit is refused: its history would not be one', async () => {
    const { change } = await city()
    await change('n1', '2026-11-20', rename('Một'))
    await expect(change('n1', '2026-11-19', rename('Không'))).rejects.toMatchObject({
      code: 'badRequest',
      extra: { field: 'effectiveOn' },
    })
    expect(await change('n1', '2026-11-20', rename('Hai'))).toMatchObject({
      names: [{ since: null }, { since: '2026-11-20', name: 'Hai' }],
    })
  })

  test('what has taken effect is not withdrawn', async () => {
    const { change, withdraw } = await city()
    const { changes } = await change('n1', TODAY, rename('Một'))
    await expect(withdraw('n1', changes[0]?.changeId ?? '')).rejects.toMatchObject({ code: 'badRequest' })
    await expect(withdraw('n1', 'c.unknown')).rejects.toMatchObject({ code: 'notFound' })
  })

  test('a store that is gone for a moment does not end the job', async () => {
    const { office, job, change, unit, goTo } = await city()
    await change('n1', LATER, rename('Phường Mới'))
    goTo(LATER)
    const failing = new UnitChangeJob({ ...office, db: office.db.withSchema('nowhere') })
    await failing.run()
    await job.run()
    expect(await unit('n1')).toMatchObject({ name: 'Phường Mới' })
  })

  test('the day begins at midnight in Vietnam', async () => {
    const { office, change, unit } = await city()
    await change('n1', LATER, rename('Phường Mới'))
    const at = async (now: number) => {
      await new UnitChangeJob({ ...office, clock: () => now }).run()
      return (await unit('n1')).name
    }
    expect(await at(Date.UTC(2026, 11, 31, 16, 59, 59, 999))).toBe('Đơn vị n1')
    expect(await at(Date.UTC(2026, 11, 31, 17))).toBe('Phường Mới')
    expect(startOfDay(LATER) % DAY_MS).toBe(17 * HOUR)
  })
})
