import { type Account, AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Role } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { scopeCondition } from '../access.ts'
import { listPlans } from './listPlans.ts'
import { HOUR, NOON } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { membershipOf } from './invitationRule.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Store } from '../../db/engine/openStore.ts'
import { unitsOutside } from '../../db/sql/unitsOutside.ts'
import { visibleMeetings } from './visibleMeetings.ts'

const unit = (code: string) => UnitCode.parse(code)
/** Two branches of 500 units, one whose name begins like another's, one of 30, below one root. */
const BRANCHES = { t1: 500, t2: 500, 't2-a': 20, t10: 30 }
const PEOPLE: Record<string, readonly [Role, string][]> = {
  nearlyAll: [
    ['itAdmin', 't1'],
    ['itAdmin', 't2'],
  ],
  technician: [
    ['technician', 't1'],
    ['technician', 't2'],
  ],
  half: [['itAdmin', 't1']],
  small: [
    ['itAdmin', 't10'],
    ['official', 't2.3'],
  ],
  official: [['official', 't10.1']],
  everything: [['itAdmin', 'vn']],
}

async function seed({ db }: Store): Promise<void> {
  const codes = Object.entries(BRANCHES).flatMap(([branch, count]) => [
    branch,
    ...Array.from({ length: count }, (_, n) => `${branch}.${n}`),
  ])
  const pathOf = (code: string) => (code.includes('.') ? `/vn/${code.split('.')[0]}/${code}/` : `/vn/${code}/`)
  await insertMany(db, 'unit', [
    { code: unit('vn'), parent_code: null, kind: 'office', name: 'Văn phòng', search: '', path: '/vn/' },
    ...codes.map((code) => ({
      code: unit(code),
      parent_code: unit(code.split('.').at(-2) ?? 'vn'),
      kind: 'ward',
      name: code,
      search: '',
      path: pathOf(code),
    })),
  ])
  await insertMany(
    db,
    'account',
    Object.keys(PEOPLE).map((name) => ({
      id: AccountId.parse(name),
      login: name,
      name,
      unit_code: unit('vn'),
      password_hash: '-',
      disabled: 0,
      created_at: 0,
      kind: 'person' as const,
      search: name,
    })),
  )
  await insertMany(
    db,
    'account_role',
    Object.entries(PEOPLE).flatMap(([name, roles]) =>
      roles.map(([role, code]) => ({ account_id: AccountId.parse(name), role, unit_code: unit(code) })),
    ),
  )
  const hosts = ['vn', 't1', 't1.7', 't2', 't2.3', 't2-a', 't2-a.3', 't10', 't10.1', 't10.2']
  const invites: Record<string, string[]> = { vn: ['t1.4'], 't10.2': ['t2.3', 't10.1'], 't2-a': ['t10.1'] }
  await insertMany(
    db,
    'meeting',
    hosts.map((host) => ({
      id: MeetingId.parse(`m.${host}`),
      title: host,
      host_unit_code: unit(host),
      host_unit_name: host,
      chair_account_id: AccountId.parse('everything'),
      starts_at: NOON,
      ends_at: NOON + HOUR,
      phase: 'scheduled' as const,
      demo: 0,
      search: host,
      created_at: 0,
      updated_at: 0,
    })),
  )
  await insertMany(
    db,
    'meeting_unit',
    Object.entries(invites).flatMap(([host, codes]) =>
      codes.map((code, position) => ({
        meeting_id: MeetingId.parse(`m.${host}`),
        unit_code: unit(code),
        unit_name: code,
        position,
      })),
    ),
  )
  await insertMany(
    db,
    'meeting_seat',
    ['nearlyAll', 'half'].map((name) => ({
      meeting_id: MeetingId.parse('m.t10'),
      account_id: AccountId.parse(name),
      seat: 'guest' as const,
      unit_code: unit('vn'),
      unit_name: '',
    })),
  )
}

describeStores((open) => {
  test('whoever has thousands of units sees the same as by looking at each meeting: what they hold, are invited to or named in', async () => {
    const store = await open()
    await seed(store)
    const { db } = store
    const accountOf = (name: string): Account => ({
      accountId: AccountId.parse(name),
      kind: 'person',
      login: name,
      name,
      unit: { code: unit('vn'), name: '' },
    })
    const seen = async (name: string) => {
      const account = accountOf(name)
      const visible = await visibleMeetings(db, { member: await membershipOf(db, account), branches: [], units: [] })
      const rows = await db
        .selectFrom('meeting')
        .select('title')
        .where('title', 'in', [...PLANNED])
        .where(visible.filter)
        .orderBy('title')
        .execute()
      return {
        titles: rows.map(({ title }) => title),
        hidden:
          visible.hidden &&
          (await visible.hidden.execute())
            .map(({ hidden_id }) => hidden_id.slice(2))
            .filter((id) => PLANNED.has(id))
            .toSorted(),
      }
    }
    expect(await seen('nearlyAll')).toEqual({
      titles: ['t1', 't1.7', 't10', 't2', 't2.3'],
      hidden: ['t10.1', 't10.2', 't2-a', 't2-a.3', 'vn'],
    })
    expect(await seen('technician')).toEqual({
      titles: ['t1', 't1.7', 't10.2', 't2', 't2.3', 'vn'],
      hidden: ['t10', 't10.1', 't2-a', 't2-a.3'],
    })
    expect(await seen('half')).toEqual({ titles: ['t1', 't1.7', 't10'], hidden: null })
    expect(await seen('small')).toEqual({ titles: ['t10', 't10.1', 't10.2', 't2.3'], hidden: null })
    expect(await seen('official')).toEqual({ titles: ['t10.1', 't10.2', 't2-a'], hidden: null })
    expect((await seen('everything')).titles).toHaveLength(10)
    for (const name of ['nearlyAll', 'half', 'small']) {
      const context = { db, account: accountOf(name), now: NOON, running: [], phaseOf: () => 'scheduled' as const }
      for (const q of [undefined, 't1']) {
        const { items, total } = await listPlans(context, { limit: 50, q })
        expect([items.map(({ title }) => title).toSorted(), total], `${name}, counted too`).toEqual([
          (await seen(name)).titles.filter((title) => title.includes(q ?? '')),
          items.length,
        ])
      }
    }
  })

  test('the units outside of branches are told when they are few, also between names that begin alike', async () => {
    const store = await open()
    await seed(store)
    const outside = await unitsOutside(store.db, ['/vn/t1/', '/vn/t2/', '/vn/t10/'])
    expect(outside?.toSorted()).toEqual(
      ['o-mon', 't2-a', ...Array.from({ length: 20 }, (_, n) => `t2-a.${n}`), 'vn'].toSorted(),
    )
    expect(await unitsOutside(store.db, ['/vn/', '/o-mon/'])).toEqual([])
    expect(await unitsOutside(store.db, ['/vn/t1/']), 'too many').toBeNull()
    expect(await unitsOutside(store.db, []), 'no branches').toBeNull()
  })

  test('a list of accounts, mails or the log is cut to the same units whether they are few or nearly all', async () => {
    const store = await open()
    await seed(store)
    const { db } = store
    const count = async (branches: string[], units: string[] = []) => {
      const within = await scopeCondition(db, { all: false, branches: branches.map(unit), units: units.map(unit) })
      const { total } = await db
        .selectFrom('meeting')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where((eb) => within(eb.ref('host_unit_code')))
        .executeTakeFirstOrThrow()
      return total
    }
    expect(await count(['t1'])).toBe(2)
    expect(await count(['t1', 't2', 't10'])).toBe(7)
    expect(await count(['t1', 't2', 't10'], ['t2-a'])).toBe(8)
    expect(await count(['vn'])).toBe(10)
    expect(await count([], ['t2-a'])).toBe(1)
  })
})

const PLANNED = new Set(['vn', 't1', 't1.7', 't2', 't2.3', 't2-a', 't2-a.3', 't10', 't10.1', 't10.2'])
