import {
  AuditPage,
  Group,
  GroupList,
  ImportReport,
  Unit,
  UnitDetail,
  UnitPage,
  UnitTree,
} from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { accountOf } from '../../testing/people.ts'
import { officeOn } from '../../testing/officeOn.ts'
import { describeStores } from '../../testing/temporaryStore.ts'

const header = 'code,parent_code,kind,name'

describeStores((_, dialect) => {
  /** Ô Môn with two wards; `chair` administers all of it, `ward` one ward, `colleague` holds no role. */
  const office = async () => {
    const on = await officeOn(dialect)
    await on.grant('chair', 'itAdmin', 'o-mon')
    for (const [code, name] of [
      ['w1', 'Phường Châu Văn Liêm'],
      ['w2', 'Phường Thới Hòa'],
    ]) {
      await on.send(Unit, 'chair', 'POST', '/units', { code, parentCode: 'o-mon', kind: 'ward', name })
    }
    await on.grant('ward', 'itAdmin', 'w1')
    return on
  }

  test('every request needs a sign-in, and a role that allows it', async () => {
    const { refusal, grant } = await office()
    const change = { version: 1, effectiveOn: '2026-01-01', what: { kind: 'rename', name: 'X' } }
    const reads = [
      ['GET', '/units'],
      ['GET', '/units/tree'],
      ['GET', '/units/export.csv'],
      ['GET', '/units/export.xlsx'],
      ['GET', '/units/template.csv'],
      ['GET', '/units/template.xlsx'],
      ['GET', '/units/w1'],
    ] as const
    const writes = [
      ['POST', '/units', { code: 'x', parentCode: 'w2', kind: 'ward', name: 'X' }],
      ['POST', '/units/import', { csv: header, dryRun: true }],
      ['PATCH', '/units/w2', { version: 1, name: 'X' }],
      ['POST', '/units/w2/changes', change],
      ['DELETE', '/units/w2/changes/c.1', undefined],
    ] as const
    for (const [method, path] of reads) {
      expect(await refusal(null, method, path)).toMatchObject({ code: 'unauthenticated' })
      expect(await refusal('colleague', method, path)).toMatchObject({ code: 'forbidden' })
    }
    await grant('colleague', 'secretary', 'o-mon')
    for (const [method, path, body] of writes) {
      expect(await refusal(null, method, path, body)).toMatchObject({ code: 'unauthenticated' })
      expect(await refusal('colleague', method, path, body)).toMatchObject({ code: 'forbidden' })
      if (path !== '/units/import')
        expect(await refusal('ward', method, path, body)).toMatchObject({ code: 'forbidden' })
    }
  })

  test('who administers a branch changes nothing outside of it, not even as the other end of a change', async () => {
    const { refusal, send, get } = await office()
    const post = (what: unknown) =>
      refusal('ward', 'POST', '/units/w1/changes', { version: 1, effectiveOn: '2026-01-01', what })
    expect(await post({ kind: 'move', parentCode: 'w2' })).toMatchObject({ code: 'forbidden' })
    expect(await post({ kind: 'move', parentCode: null })).toMatchObject({ code: 'forbidden' })
    expect(await post({ kind: 'merge', into: 'w2' })).toMatchObject({ code: 'forbidden' })
    expect(
      await refusal('ward', 'POST', '/units', { code: 'x', parentCode: null, kind: 'ward', name: 'X' }),
    ).toMatchObject({ code: 'forbidden' })
    const report = await send(ImportReport, 'ward', 'POST', '/units/import', {
      csv: `${header}\nw2,o-mon,ward,X\nw1.a,w1,office,Văn phòng`,
      dryRun: false,
    })
    expect(report).toMatchObject({ applied: false, problems: [{ line: 2, column: 'code', value: 'w2' }] })
    expect(
      await send(Unit, 'ward', 'POST', '/units', { code: 'w1.b', parentCode: 'w1', kind: 'office', name: 'Văn phòng' }),
    ).toMatchObject({ code: 'w1.b' })
    expect((await get(UnitPage, 'ward', '/units?under=w1')).total).toBe(2)
  })

  test('a list is searched without accents, narrowed, and read page by page', async () => {
    const { get, refusal } = await office()
    const codes = async (query: string) =>
      (await get(UnitPage, 'chair', `/units?${query}`)).items.map(({ code }) => code)
    expect(await codes('')).toEqual(['w1', 'w2', 'o-mon'])
    expect(await codes('q=lIEM%20chau')).toEqual(['w1'])
    expect(await codes(`q=${encodeURIComponent('Thới Hoà')}`)).toEqual(['w2'])
    expect(await codes('q=%25')).toEqual([])
    expect(await codes('parent=o-mon')).toEqual(['w1', 'w2'])
    expect(await codes('under=w1')).toEqual(['w1'])
    expect(await codes('under=nowhere')).toEqual([])
    expect(await codes('kind=ward&q=phuong')).toEqual(['w1', 'w2'])
    const first = await get(UnitPage, 'chair', '/units?limit=2')
    expect(first).toMatchObject({
      total: 3,
      items: [
        { code: 'w1', path: [{ code: 'o-mon', name: 'Quận Ô Môn' }], children: 0, accounts: 0, rooms: 0 },
        { code: 'w2' },
      ],
    })
    expect(await get(UnitPage, 'chair', `/units?limit=2&cursor=${first.next}`)).toMatchObject({
      total: 3,
      next: null,
      items: [{ code: 'o-mon', children: 2, accounts: 3 }],
    })
    for (const cursor of ['x', 'bnVsbA', Buffer.from('["a"]').toString('base64url')]) {
      expect(await refusal('chair', 'GET', `/units?cursor=${cursor}`)).toMatchObject({
        code: 'badRequest',
        field: 'cursor',
      })
    }
  })

  test('closed units are listed only when they are asked for', async () => {
    const { get, send } = await office()
    const { version } = await get(UnitDetail, 'chair', '/units/w2')
    await send(UnitDetail, 'chair', 'POST', '/units/w2/changes', {
      version,
      effectiveOn: '2026-01-01',
      what: { kind: 'merge', into: 'w1' },
    })
    expect((await get(UnitPage, 'chair', '/units')).items.map(({ code }) => code)).toEqual(['w1', 'o-mon'])
    expect((await get(UnitPage, 'chair', '/units?closed=true')).items).toMatchObject([
      { code: 'w1' },
      { code: 'w2', status: 'closed', successor: { code: 'w1' } },
      { code: 'o-mon' },
    ])
    expect((await get(UnitTree, 'chair', '/units/tree')).units.map(([code]) => code)).toEqual(['o-mon', 'w1'])
  })

  test('the tree is sent again only when a unit changed', async () => {
    const { ask, send, get } = await office()
    const first = await ask('chair', 'GET', '/units/tree')
    expect(UnitTree.parse(JSON.parse(first.text)).units).toEqual([
      ['o-mon', null, 'urban_district', 'Quận Ô Môn'],
      ['w1', 'o-mon', 'ward', 'Phường Châu Văn Liêm'],
      ['w2', 'o-mon', 'ward', 'Phường Thới Hòa'],
    ])
    const etag = first.headers.get('etag') ?? ''
    const again = (given: string) => ask('chair', 'GET', '/units/tree', undefined, { 'if-none-match': given })
    expect(await again(etag)).toMatchObject({ status: 304, text: '' })
    expect(await again(`"other", W/${etag}`)).toMatchObject({ status: 304 })
    expect(await again('"other"')).toMatchObject({ status: 200 })
    const { version } = await get(UnitDetail, 'chair', '/units/w1')
    await send(Unit, 'chair', 'PATCH', '/units/w1', { version, name: 'Phường Khác' })
    const changed = await again(etag)
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  test('a mistake is put right; over a newer version it is refused with that', async () => {
    const { send, refusal, get } = await office()
    expect(
      await send(Unit, 'chair', 'PATCH', '/units/w1', { version: 1, name: ' Phường  Một ', kind: 'commune' }),
    ).toMatchObject({ version: 2, name: 'Phường  Một', kind: 'commune' })
    expect(await refusal('chair', 'PATCH', '/units/w1', { version: 1, name: 'Phường Hai' })).toMatchObject({
      code: 'editConflict',
      current: { version: 2, name: 'Phường  Một' },
    })
    expect((await get(UnitDetail, 'chair', '/units/w1')).names).toEqual([{ since: null, name: 'Phường  Một' }])
    expect(await refusal('chair', 'PATCH', '/units/w1', { version: 2, name: '' })).toMatchObject({ code: 'badRequest' })
    expect(await refusal('chair', 'PATCH', '/units/nowhere', { version: 2 })).toMatchObject({ code: 'notFound' })
  })

  test('a new unit is refused when its code is taken or its parent is not there', async () => {
    const { refusal } = await office()
    const post = (unit: object) =>
      refusal('chair', 'POST', '/units', { code: 'x', parentCode: 'o-mon', kind: 'ward', name: 'X', ...unit })
    expect(await post({ code: 'w1' })).toMatchObject({ code: 'codeTaken', field: 'code' })
    expect(await post({ code: 'tree' })).toMatchObject({ code: 'codeTaken' })
    expect(await post({ parentCode: 'nowhere' })).toMatchObject({ code: 'notFound' })
    expect(await post({ code: 'Ô Môn' })).toMatchObject({ code: 'badRequest' })
    expect(await post({ name: 'two\nlines' })).toMatchObject({ code: 'badRequest' })
  })

  test('whoever makes a topmost unit administers it', async () => {
    const { send } = await office()
    await send(Unit, 'chair', 'POST', '/units', {
      code: 'second',
      parentCode: null,
      kind: 'city',
      name: 'Thành phố Hai',
    })
    expect(
      await send(Unit, 'chair', 'POST', '/units', { code: 'second.a', parentCode: 'second', kind: 'ward', name: 'A' }),
    ).toMatchObject({ code: 'second.a' })
    await send(ImportReport, 'chair', 'POST', '/units/import', { csv: `${header}\nthird,,city,Ba`, dryRun: false })
    expect(
      await send(Unit, 'chair', 'POST', '/units', { code: 'third.a', parentCode: 'third', kind: 'ward', name: 'A' }),
    ).toMatchObject({ code: 'third.a' })
  })

  test('a day that does not exist, a change that is none: refused', async () => {
    const { refusal } = await office()
    const post = (change: object) =>
      refusal('chair', 'POST', '/units/w1/changes', {
        version: 1,
        effectiveOn: '2026-01-01',
        what: { kind: 'close' },
        ...change,
      })
    expect(await post({ effectiveOn: '2026-02-30' })).toMatchObject({ code: 'badRequest' })
    expect(await post({ what: { kind: 'split' } })).toMatchObject({ code: 'badRequest' })
    expect(await post({ what: { kind: 'move', parentCode: 'nowhere' } })).toMatchObject({ code: 'notFound' })
  })

  test('markup in names is kept as text, and sent as JSON', async () => {
    const { send, ask } = await office()
    const name = '<script>alert(1)</script>'
    await send(Unit, 'chair', 'POST', '/units', { code: 'x', parentCode: 'o-mon', kind: 'ward', name })
    const { headers, text } = await ask('chair', 'GET', '/units/x')
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(UnitDetail.parse(JSON.parse(text)).name).toBe(name)
  })

  test('the export is a file of its own that the import takes', async () => {
    const { ask, send } = await office()
    const { status, headers, text } = await ask('chair', 'GET', '/units/export.csv')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="don-vi-\d{4}-\d\d-\d\d\.csv";/)
    // Response.text() takes the byte order mark away.
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      `${header},region`,
      'o-mon,,urban_district,Quận Ô Môn,',
      'w1,o-mon,ward,Phường Châu Văn Liêm,',
    ])
    expect(
      await send(ImportReport, 'chair', 'POST', '/units/import', { csv: `\uFEFF${text}`, dryRun: false }),
    ).toMatchObject({ applied: true, unchanged: 3 })
  })

  test('the sample is filled in and taken: headings, an example, and in the workbook the codes that there are', async () => {
    const { ask, send } = await office()
    const { text } = await ask('chair', 'GET', '/units/template.csv')
    expect(text.split('\r\n')).toEqual([
      'Mã đơn vị,Mã đơn vị cấp trên,Loại đơn vị,Tên đơn vị,Vùng máy chủ',
      'o-mon.phuong-vi-du,o-mon,Phường,Phường Ví Dụ,',
      '',
    ])
    expect(await send(ImportReport, 'chair', 'POST', '/units/import', { csv: text, dryRun: true })).toMatchObject({
      created: 1,
      problems: [],
      changes: [
        {
          key: 'o-mon.phuong-vi-du',
          fields: [
            { column: 'kind', after: 'Phường' },
            { column: 'parent_code', after: 'o-mon' },
          ],
        },
      ],
    })
  })

  test('an import may be as large as the contract says, other requests may not', async () => {
    const { ask, refusal } = await office()
    const csv = `${header}\nx,o-mon,ward,${'Ô'.repeat(3_000_000)}`
    expect(await ask('chair', 'POST', '/units/import', { csv, dryRun: true })).toMatchObject({ status: 200 })
    expect(
      await refusal('chair', 'POST', '/units', {
        code: 'x',
        parentCode: null,
        kind: 'ward',
        name: 'Ô'.repeat(100_000),
      }),
    ).toMatchObject({ code: 'tooLarge' })
  })

  test('groups are for whoever invites, and for their own office alone', async () => {
    const { send, get, refusal, grant, ask, db } = await office()
    const rules = [{ type: 'branch', code: 'o-mon', kinds: ['ward'] }]
    const body = { name: 'Các phường', ownerUnitCode: 'o-mon', rules }
    expect(await refusal(null, 'GET', '/groups')).toMatchObject({ code: 'unauthenticated' })
    expect(await refusal('chair', 'GET', '/groups')).toMatchObject({ code: 'forbidden' })
    expect(await refusal('chair', 'POST', '/groups', body)).toMatchObject({ code: 'forbidden' })
    await grant('chair', 'secretary', 'o-mon')
    await grant('colleague', 'secretary', 'w1')
    const made = await send(Group, 'chair', 'POST', '/groups', body)
    expect(made).toMatchObject({ units: 2, version: 1, ownerUnit: { name: 'Quận Ô Môn' } })
    expect((await get(GroupList, 'chair', '/groups')).groups).toEqual([made])
    expect((await get(GroupList, 'colleague', '/groups')).groups).toEqual([])
    const path = `/groups/${made.groupId}`
    expect(await refusal('colleague', 'PUT', path, { name: 'X', rules, version: 1 })).toMatchObject({
      code: 'notFound',
    })
    expect(await refusal('colleague', 'DELETE', `${path}?version=1`)).toMatchObject({ code: 'notFound' })
    const edited = await send(Group, 'chair', 'PUT', path, {
      name: 'Phường',
      rules: [...rules, { type: 'except', code: 'w2' }],
      version: 1,
    })
    expect(edited).toMatchObject({ units: 1, version: 2 })
    expect(await refusal('chair', 'PUT', path, { name: 'X', rules, version: 1 })).toMatchObject({
      code: 'editConflict',
      current: edited,
    })
    expect(
      await refusal('chair', 'PUT', path, { name: 'X', rules: [{ type: 'group', groupId: 'g' }], version: 2 }),
    ).toMatchObject({ code: 'badRequest' })
    expect(
      await refusal('chair', 'PUT', path, { name: 'X', rules: [{ type: 'unit', code: 'nowhere' }], version: 2 }),
    ).toMatchObject({ code: 'invalidInvitation' })
    expect(await refusal('chair', 'DELETE', `${path}?version=1`)).toMatchObject({ code: 'editConflict' })
    expect(await ask('chair', 'DELETE', `${path}?version=2`)).toMatchObject({ status: 204 })
    expect(await refusal('chair', 'DELETE', `${path}?version=2`)).toMatchObject({ code: 'notFound' })
    const log = await db
      .selectFrom('audit')
      .select(['action', 'actor_id'])
      .where('subject_type', '=', 'group')
      .orderBy('id')
      .execute()
    expect(log).toEqual(
      ['group.created', 'group.edited', 'group.deleted'].map((action) => ({ action, actor_id: accountOf('chair') })),
    )
  })

  test('every request is in the OpenAPI document', async () => {
    const { ask } = await office()
    const { text } = await ask(null, 'GET', '/openapi.json')
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(text))
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(listed).toEqual(
      expect.arrayContaining([
        'get /api/units',
        'post /api/units',
        'get /api/units/tree',
        'get /api/units/export.csv',
        'post /api/units/import',
        'get /api/units/{code}',
        'patch /api/units/{code}',
        'post /api/units/{code}/changes',
        'delete /api/units/{code}/changes/{changeId}',
        'get /api/groups',
        'post /api/groups',
        'put /api/groups/{groupId}',
        'delete /api/groups/{groupId}',
        'get /api/audit',
        'get /api/audit.csv',
      ]),
    )
  })

  test('6.13 a unit is given a region, those below it show whose they have, and that is on record', async () => {
    const { get, send, refusal } = await office()
    const seen = async (code: string) => {
      const { region, inheritedRegion } = await get(UnitDetail, 'chair', `/units/${code}`)
      return [region, inheritedRegion]
    }
    expect(await seen('w1')).toEqual(['', null])
    const { version } = await get(UnitDetail, 'chair', '/units/o-mon')
    expect(await send(Unit, 'chair', 'PATCH', '/units/o-mon', { version, region: 'o-mon' })).toMatchObject({
      name: 'Quận Ô Môn',
      region: 'o-mon',
    })
    const from = { code: 'o-mon', name: 'Quận Ô Môn' }
    expect(await seen('w1')).toEqual(['', { region: 'o-mon', from }])
    const ward = { code: 'w3', parentCode: 'w1', kind: 'ward', name: 'Khu vực 3', region: 'w1-node' }
    expect(await send(Unit, 'chair', 'POST', '/units', ward)).toMatchObject({ region: 'w1-node' })
    expect(await seen('w3')).toEqual(['w1-node', { region: 'o-mon', from }])
    expect(
      (await get(UnitPage, 'chair', '/units?parent=o-mon')).items.map((unit) => unit.inheritedRegion?.region),
    ).toEqual(['o-mon', 'o-mon'])
    await send(Unit, 'chair', 'PATCH', '/units/w3', { version: 1, region: '' })
    expect(await seen('w3')).toEqual(['', { region: 'o-mon', from }])
    expect(await refusal('chair', 'PATCH', '/units/w1', { version: 1, region: 'Ô Môn' })).toMatchObject({
      code: 'badRequest',
    })
    expect(await refusal('ward', 'PATCH', '/units/o-mon', { version: 2, region: 'x' })).toMatchObject({
      code: 'forbidden',
    })
    const audit = await get(AuditPage, 'chair', '/audit?action=unit.')
    expect(audit.items.filter(({ action }) => action === 'unit.edited').map(({ details }) => details)).toEqual([
      { region: ['w1-node', ''] },
      { region: ['', 'o-mon'] },
    ])
  })
})
