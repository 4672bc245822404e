import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { describeStores } from '../../testing/temporaryStore.ts'
import { type Unit, UnitStore } from './UnitStore.ts'

const unit = (code: string, parent: string | null, name: string): Unit => ({
  code: UnitCode.parse(code),
  parentCode: parent === null ? null : UnitCode.parse(parent),
  kind: 'ward',
  name,
})

describeStores((open) => {
  test('a new unit has its place in the tree, is found without accents, and begins its history', async () => {
    const { db } = await open()
    const units = new UnitStore(db)
    await units.add([unit('city', null, 'Thành phố'), unit('d', 'city', 'Đông Hiệp')])
    await units.add([unit('below', 'd', 'Ấp Một')])
    expect(
      await db
        .selectFrom('unit')
        .select(['code', 'path', 'search', 'status', 'version'])
        .where('path', 'like', '/city/%')
        .orderBy('path')
        .execute(),
    ).toEqual([
      { code: 'city', path: '/city/', search: 'thanh pho city', status: 'open', version: 1 },
      { code: 'd', path: '/city/d/', search: 'dong hiep d', status: 'open', version: 1 },
      { code: 'below', path: '/city/d/below/', search: 'ap mot below', status: 'open', version: 1 },
    ])
    expect(
      await db.selectFrom('unit_name').selectAll().where('unit_code', '=', UnitCode.parse('below')).execute(),
    ).toEqual([{ unit_code: 'below', since: '', name: 'Ấp Một', kind: 'ward', parent_code: 'd' }])
  })

  test('of a list with a parent that is not there nothing is added', async () => {
    const { db } = await open()
    await expect(new UnitStore(db).add([unit('a', null, 'A'), unit('b', 'nowhere', 'B')])).rejects.toThrow('nowhere')
    expect(await new UnitStore(db).find(UnitCode.parse('a'))).toBeNull()
  })
})
