import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { describeStores, silent } from '../../testing/temporaryStore.ts'
import { moveBranch } from './unitTable.ts'
import { UnitRegions } from './UnitRegions.ts'
import { UnitStore } from './UnitStore.ts'

const code = (text: string) => UnitCode.parse(text)

describeStores((open) => {
  /** A city with two districts, each with a ward, and these labels. */
  async function city(labels: Readonly<Record<string, string>>) {
    const { db } = await open()
    const unit = (own: string, parent: string | null) => ({
      code: code(own),
      parentCode: parent === null ? null : code(parent),
      kind: 'ward',
      name: own,
      region: labels[own] ?? '',
    })
    await new UnitStore(db).add([
      unit('tp', null),
      unit('tp.bac', 'tp'),
      unit('tp.nam', 'tp'),
      unit('tp.bac.mot', 'tp.bac'),
      unit('tp.nam.hai', 'tp.nam'),
    ])
    const regions = await UnitRegions.open(db, silent)
    const all = () => ['tp', 'tp.bac', 'tp.nam', 'tp.bac.mot', 'tp.nam.hai'].map((own) => regions.of(code(own)))
    return { db, regions, all }
  }

  test('6.13 without labels no unit has a region, nor has one that nobody knows', async () => {
    const { regions, all } = await city({})
    expect([...all(), regions.of(code('nobody'))].join('')).toBe('')
    regions.close()
  })

  test('6.13 the label of a unit is that of its branch, but for branches with a label of their own', async () => {
    const { regions, all } = await city({ tp: 'centre', 'tp.bac': 'north' })
    expect(all()).toEqual(['centre', 'north', 'centre', 'north', 'centre'])
    regions.close()
  })

  test('6.13 a label that is changed, or a unit that is moved, by any process, counts once it is looked at', async () => {
    const { db, regions, all } = await city({ 'tp.bac': 'north' })
    expect(all()).toEqual(['', 'north', '', 'north', ''])
    await db
      .updateTable('unit')
      .set((eb) => ({ region: 'south', version: eb('version', '+', 1) }))
      .where('code', '=', code('tp.nam'))
      .execute()
    await moveBranch(
      db,
      { code: code('tp.nam.hai'), path: '/tp/tp.nam/tp.nam.hai/' },
      { parentCode: code('tp.bac'), path: '/tp/tp.bac/tp.nam.hai/' },
    )
    await regions.look()
    expect(all()).toEqual(['', 'north', 'south', 'north', 'north'])
    regions.close()
  })
})
