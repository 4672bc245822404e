import { UnitCode } from '@diem-cau/signaling-contract'
import { type UnitChangeWhat, type UnitRule, UnitRules } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { Schema } from '../../db/schema.ts'
import { UnitStore } from '../units/UnitStore.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { requireKnown, resolveRules } from './resolveRules.ts'

const TODAY = '2026-11-23'
const code = (text: string) => UnitCode.parse(text)
const unit = (of: string): UnitRule => ({ type: 'unit', code: code(of) })
const branch = (of: string, kinds?: string[]): UnitRule => ({
  type: 'branch',
  code: code(of),
  ...(kinds ? { kinds } : {}),
})
const except = (of: string): UnitRule => ({ type: 'except', code: code(of) })
const group = (groupId: string): UnitRule => ({ type: 'group', groupId })

async function seed(db: Kysely<Schema>) {
  const units: [string, string | null, string, string][] = [
    ['city', null, 'city', 'Thành phố'],
    ['b', 'city', 'urban_district', 'Quận Bình Thủy'],
    ['o', 'city', 'urban_district', 'Quận Ô Môn'],
    ['a', 'city', 'rural_district', 'Huyện An Phú'],
    ['o2', 'o', 'ward', 'Phường Thới Long'],
    ['o1', 'o', 'ward', 'Phường Đông Hiệp'],
    ['a1', 'a', 'commune', 'Xã Ấp Bắc'],
  ]
  await new UnitStore(db).add(
    units.map(([own, parent, kind, name]) => ({
      code: code(own),
      parentCode: parent === null ? null : code(parent),
      kind,
      name,
    })),
  )
}

describeStores((open) => {
  const city = async () => {
    const { db } = await open()
    await seed(db)
    const plan = (on: string, unitCode: string, what: UnitChangeWhat) =>
      db
        .insertInto('unit_change')
        .values({
          id: `c.${unitCode}.${on}`,
          unit_code: code(unitCode),
          effective_on: on,
          what: JSON.stringify(what),
          decision: '',
          created_at: 1,
          created_by: null,
          applied_at: null,
        })
        .execute()
    const save = (id: string, rules: UnitRule[]) =>
      db
        .insertInto('unit_group')
        .values({ id, name: id, owner_unit_code: code('city'), rules: JSON.stringify(UnitRules.parse(rules)) })
        .execute()
    const resolve = async (rules: UnitRule[], on = TODAY) => (await resolveRules(db, rules, on)).map((ref) => ref.code)
    return { db, plan, save, resolve }
  }

  test('units come in the order of the tree, siblings by name without accents, whatever the order of the rules', async () => {
    const { db, resolve } = await city()
    expect(await resolve([branch('city')])).toEqual(['city', 'a', 'a1', 'b', 'o', 'o1', 'o2'])
    expect(await resolve([unit('o2'), unit('a1'), unit('o1'), unit('o2')])).toEqual(['a1', 'o1', 'o2'])
    expect(await resolveRules(db, [unit('o1')], TODAY)).toEqual([{ code: 'o1', name: 'Phường Đông Hiệp' }])
  })

  test('a branch is the unit and all below it, or only some kinds of them', async () => {
    const { resolve } = await city()
    expect(await resolve([branch('o')])).toEqual(['o', 'o1', 'o2'])
    expect(await resolve([branch('city', ['ward', 'commune'])])).toEqual(['a1', 'o1', 'o2'])
    expect(await resolve([branch('city', ['town'])])).toEqual([])
  })

  test('what is excepted is out, wherever the rule stands and whatever says that it is in', async () => {
    const { resolve } = await city()
    expect(await resolve([except('o1'), branch('o'), unit('o1')])).toEqual(['o', 'o2'])
    expect(await resolve([branch('city', ['ward']), except('o')])).toEqual(['o1', 'o2'])
  })

  test('a group means what it says now; its exceptions are its own', async () => {
    const { resolve, save } = await city()
    await save('g.1', [branch('o'), except('o1')])
    expect(await resolve([group('g.1')])).toEqual(['o', 'o2'])
    expect(await resolve([group('g.1'), unit('o1')])).toEqual(['o', 'o1', 'o2'])
    expect(await resolve([group('g.1'), except('o')])).toEqual(['o2'])
  })

  test('a group in a group means nothing: there is no way round', async () => {
    const { resolve, save } = await city()
    await save('g.1', [group('g.1'), group('g.2'), unit('a')])
    await save('g.2', [unit('b')])
    expect(await resolve([group('g.1')])).toEqual(['a'])
  })

  test('closed units are left out; one that was merged means its successor, not the branch of that', async () => {
    const { db, resolve } = await city()
    await db.updateTable('unit').set({ status: 'closed' }).where('code', '=', code('o1')).execute()
    await db
      .updateTable('unit')
      .set({ status: 'closed', successor_code: code('o') })
      .where('code', '=', code('a1'))
      .execute()
    expect(await resolve([branch('city', ['ward', 'commune'])])).toEqual(['o2'])
    expect(await resolve([unit('o1'), unit('a1')])).toEqual(['o'])
    expect(await resolve([branch('a1')])).toEqual(['o'])
  })

  test('on a day to come, units are meant as they will be', async () => {
    const { db, plan } = await city()
    await plan('2027-01-01', 'o1', { kind: 'merge', into: code('o2') })
    await plan('2027-02-01', 'o2', { kind: 'rename', name: 'Phường Hợp Nhất' })
    await plan('2027-02-01', 'a1', { kind: 'move', parentCode: code('o') })
    await plan('2027-03-01', 'b', { kind: 'close' })
    const on = (day: string) => resolveRules(db, [branch('o'), unit('o1'), unit('b')], day)
    expect(await on('2026-12-31')).toEqual([
      { code: 'b', name: 'Quận Bình Thủy' },
      { code: 'o', name: 'Quận Ô Môn' },
      { code: 'o1', name: 'Phường Đông Hiệp' },
      { code: 'o2', name: 'Phường Thới Long' },
    ])
    expect(await on('2027-01-01')).toEqual([
      { code: 'b', name: 'Quận Bình Thủy' },
      { code: 'o', name: 'Quận Ô Môn' },
      { code: 'o2', name: 'Phường Thới Long' },
    ])
    expect(await on('2027-03-01')).toEqual([
      { code: 'o', name: 'Quận Ô Môn' },
      { code: 'o2', name: 'Phường Hợp Nhất' },
      { code: 'a1', name: 'Xã Ấp Bắc' },
    ])
  })

  test('what does not exist means nothing, and can be asked for beforehand', async () => {
    const { db, resolve } = await city()
    expect(await resolve([unit('nowhere'), branch('nowhere'), group('g.nowhere')])).toEqual([])
    expect(await resolve([])).toEqual([])
    await expect(requireKnown(db, [unit('o'), unit('nowhere'), group('g.nowhere')], 'invite')).rejects.toMatchObject({
      code: 'invalidInvitation',
      extra: { field: 'invite', issues: ['nowhere', 'g.nowhere'] },
    })
    await requireKnown(db, [unit('o'), except('o1')], 'invite')
  })

  test('ten thousand units are told apart in a moment', async () => {
    const { db, resolve } = await city()
    await new UnitStore(db).add(
      Array.from({ length: 10_000 }, (_, i) => ({
        code: code(`x${i}`),
        parentCode: code('b'),
        kind: 'ward',
        name: `Phường ${i}`,
      })),
    )
    const before = process.cpuUsage()
    expect(await resolve([branch('city', ['ward']), except('x7')])).toHaveLength(10_001)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(500)
  })
})
