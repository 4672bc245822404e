import { Group, UnitDetail } from '@diem-cau/signaling-contract/office'
import { bodyOf } from '../startCity.ts'
import { startOnRecord } from './startOnRecord.ts'

/** Units and saved groups of them. */
export async function unitCalls(): Promise<void> {
  const { call, finish } = await startOnRecord('units')
  const nobody = [null, 'official', 'bacchair']
  const by = { who: 'bacadmin', refused: [...nobody, 'namadmin'] }
  const about = [['unit', 'tp.bac.ba', 'tp.bac.ba'] as const]
  await call('POST /api/units', {
    ...by,
    body: { code: 'tp.bac.ba', parentCode: 'tp.bac', kind: 'ward', name: 'Phường Ba' },
    about,
  })
  const it = { ...by, params: { code: 'tp.bac.ba' }, about }
  await call('PATCH /api/units/:code', { ...it, body: { version: 1, name: 'Phường Ba Đình' } })
  const change = { version: 2, effectiveOn: '2099-01-01', what: { kind: 'rename', name: 'Phường Bốn' } }
  const { changes } = bodyOf(UnitDetail, await call('POST /api/units/:code/changes', { ...it, body: change }))
  await call('DELETE /api/units/:code/changes/:changeId', {
    ...it,
    params: { code: 'tp.bac.ba', changeId: changes[0]?.changeId ?? '' },
  })

  const csv = 'code,parent_code,kind,name\ntp.bac.nam,tp.bac,ward,Phường Năm'
  // An import tells units beyond one's reach line by line: it refuses only those who administer nothing.
  const importing = { who: 'bacadmin', refused: nobody }
  await call('POST /api/units/import', { ...importing, body: { csv, dryRun: true }, dryRun: true })
  await call('POST /api/units/import', {
    ...importing,
    body: { csv, dryRun: false },
    about: [
      ['unit', 'tp.bac.nam', 'tp.bac.nam'],
      [null, null, null],
    ],
  })

  const own = { who: 'bacsecretary', refused: [null, 'official', 'bacadmin'] }
  const group = { name: 'Hai phường', ownerUnitCode: 'tp.bac', rules: [{ type: 'unit', code: 'tp.bac.mot' }] }
  const { groupId, version } = bodyOf(
    Group,
    await call('POST /api/groups', {
      ...own,
      body: group,
      about: (made) => [['group', bodyOf(Group, made).groupId, 'tp.bac']],
    }),
  )
  const saved = { ...own, params: { groupId }, about: [['group', groupId, 'tp.bac'] as const] }
  const edited = bodyOf(
    Group,
    await call('PUT /api/groups/:groupId', { ...saved, body: { name: 'Một phường', rules: group.rules, version } }),
  )
  await call('DELETE /api/groups/:groupId', { ...saved, query: `?version=${edited.version}` })
  await finish()
}
