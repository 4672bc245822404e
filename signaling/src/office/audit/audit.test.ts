import { Readable } from 'node:stream'
import { AuditPage, Unit } from '@diem-cau/signaling-contract/office'
import { startOfDay, UnitCode } from '@diem-cau/signaling-contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { accountOf, HOUR } from '../../testing/people.ts'
import { officeOn } from '../../testing/officeOn.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { readTable } from '../tables/readTable.ts'
import { auditXlsx } from './auditXlsx.ts'
import { AuditLog, SYSTEM_ACTOR } from '../../audit/AuditLog.ts'

const NOW = startOfDay('2026-11-23') + 9 * HOUR
const code = (text: string) => UnitCode.parse(text)

describeStores((open, dialect) => {
  test('the store itself refuses to change or to delete what is in the log', async () => {
    const { db } = await open()
    await new AuditLog(() => 1).append(db, SYSTEM_ACTOR, { action: 'unit.created' })
    await expect(db.updateTable('audit').set({ action: 'nothing' }).execute()).rejects.toThrow('append only')
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow('append only')
    if (dialect === 'postgres') await expect(sql`truncate audit`.execute(db)).rejects.toThrow('append only')
    expect(await db.selectFrom('audit').select(['id', 'action']).execute()).toEqual([{ id: 1, action: 'unit.created' }])
  })

  test('what is undone with its transaction is not in the log', async () => {
    const { db } = await open()
    const work = db.transaction().execute(async (tx) => {
      await new AuditLog(() => 1).append(tx, SYSTEM_ACTOR, { action: 'unit.created' })
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await db.selectFrom('audit').select('id').execute()).toEqual([])
  })

  /** `chair` administers Ô Môn, `ward` the ward w1 below it; the log is empty but for what a test writes. */
  const office = async () => {
    const on = await officeOn(dialect, { clock: () => NOW })
    await on.grant('chair', 'itAdmin', 'o-mon')
    await on.send(Unit, 'chair', 'POST', '/units', {
      code: 'w1',
      parentCode: 'o-mon',
      kind: 'ward',
      name: 'Phường Một',
    })
    await on.send(Unit, 'chair', 'POST', '/units', {
      code: 'w2',
      parentCode: 'o-mon',
      kind: 'ward',
      name: 'Phường Hai',
    })
    await on.grant('ward', 'itAdmin', 'w1')
    const write = (at: number, fact: Parameters<AuditLog['append']>[2], who = 'chair') =>
      new AuditLog(() => at).append(on.db, { account: { accountId: accountOf(who), name: who }, ip: '10.0.0.1' }, fact)
    const actions = async (query = '', who = 'chair') =>
      (await on.get(AuditPage, who, `/audit?${query}`)).items.map(
        ({ action, subject }) => `${action} ${subject?.id ?? '-'}`,
      )
    return { ...on, write, actions }
  }

  test('a sign-in and a role are needed', async () => {
    const { refusal, grant } = await office()
    await grant('colleague', 'chair', 'o-mon')
    for (const path of ['/audit', '/audit.csv']) {
      expect(await refusal(null, 'GET', path)).toMatchObject({ code: 'unauthenticated' })
      expect(await refusal('colleague', 'GET', path)).toMatchObject({ code: 'forbidden' })
    }
  })

  test('what an administrator does is told with who, what, where from and what changed, newest first', async () => {
    const { get } = await office()
    const { items, total } = await get(AuditPage, 'chair', '/audit?action=unit.')
    expect(total).toBe(2)
    expect(items[1]).toEqual({
      auditId: expect.any(Number),
      at: NOW,
      actor: { accountId: 'a.chair', name: 'chair' },
      action: 'unit.created',
      subject: { type: 'unit', id: 'w1', name: 'Phường Một' },
      ip: '127.0.0.1',
      details: { parentCode: 'o-mon', kind: 'ward', name: 'Phường Một' },
    })
  })

  test('of a branch its own log is read; what is about no unit is read at a topmost unit alone', async () => {
    const { write, actions } = await office()
    await write(NOW, { action: 'signIn.refused' })
    await write(NOW, { action: 'group.created', unitCode: code('w1'), subject: { type: 'test', id: '1', name: '' } })
    await write(NOW, { action: 'group.edited', unitCode: code('w2'), subject: { type: 'test', id: '2', name: '' } })
    expect(await actions()).toEqual([
      'group.edited 2',
      'group.created 1',
      'signIn.refused -',
      'unit.created w2',
      'unit.created w1',
    ])
    expect(await actions('', 'ward')).toEqual(['group.created 1', 'unit.created w1'])
  })

  test('beside another topmost unit, the log of that one is not read', async () => {
    const { write, actions, units } = await office()
    await units.add([{ code: code('other'), parentCode: null, kind: 'city', name: 'Khác' }])
    await write(NOW, { action: 'group.created', unitCode: code('other') })
    await write(NOW, { action: 'group.edited' })
    expect(await actions('action=group.')).toEqual(['group.edited -'])
  })

  test('the log is searched without accents, and narrowed by day, action and actor', async () => {
    const { write, actions, refusal } = await office()
    const at = (day: string, hours = 0) => startOfDay(day) + hours * HOUR
    await write(at('2026-11-10'), {
      action: 'group.created',
      subject: { type: 'test', id: '1', name: 'Lê Thị Ngọc Hân' },
    })
    await write(
      at('2026-11-10', 24) - 1,
      { action: 'group.edited', subject: { type: 'test', id: '2', name: '100%_x' } },
      'ward',
    )
    await write(at('2026-11-11'), { action: 'mail.tested', subject: { type: 'test', id: '3', name: '100 x' } })
    expect(await actions('q=han+ngoc')).toEqual(['group.created 1'])
    expect(await actions('q=100%25_')).toEqual(['group.edited 2'])
    expect(await actions('from=2026-11-10&to=2026-11-10')).toEqual(['group.edited 2', 'group.created 1'])
    expect(await actions('from=2026-11-11&to=2026-11-11')).toEqual(['mail.tested 3'])
    expect(await actions('action=group.')).toEqual(['group.edited 2', 'group.created 1'])
    expect(await actions('action=%25')).toEqual([])
    expect(await actions('actor=a.ward')).toEqual(['group.edited 2'])
    expect(await refusal('chair', 'GET', '/audit?from=2026-11-12&to=2026-11-11')).toMatchObject({ code: 'badRequest' })
    expect(await refusal('chair', 'GET', '/audit?from=2026-02-30')).toMatchObject({ code: 'badRequest' })
    expect(await refusal('chair', 'GET', '/audit?cursor=eA')).toMatchObject({ code: 'badRequest' })
  })

  test('pages follow each other without a gap, also while the log grows', async () => {
    const { write, get } = await office()
    for (let i = 0; i < 5; i += 1)
      await write(NOW, { action: 'group.created', subject: { type: 'test', id: String(i), name: '' } })
    const first = await get(AuditPage, 'chair', '/audit?action=group.&limit=3')
    await write(NOW, { action: 'group.deleted' })
    const second = await get(AuditPage, 'chair', `/audit?action=group.&limit=3&cursor=${first.next}`)
    expect([...first.items, ...second.items].map(({ subject }) => subject?.id)).toEqual(['4', '3', '2', '1', '0'])
    expect([first.total, second.total, second.next]).toEqual([5, 6, null])
  })

  test('the CSV has all that fits, in batches, is safe in a spreadsheet, and is itself in the log', async () => {
    const { db, write, ask, actions } = await office()
    await new AuditLog(() => NOW).appendMany(
      db,
      SYSTEM_ACTOR,
      Array.from({ length: 2500 }, (_, i) => ({ action: 'paper.edited', details: { rows: i } })),
    )
    await write(NOW, {
      action: 'paper.removed',
      subject: { type: 'test', id: '1', name: '=HYPERLINK("http://x","y")' },
      unitCode: code('w1'),
      details: { name: '1,2' },
    })
    const { status, headers, text } = await ask('chair', 'GET', '/audit.csv?action=paper.')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="nhat-ky-2026-11-23.csv"')
    const lines = text.trim().split('\r\n')
    expect(lines).toHaveLength(2502)
    expect(lines[0]).toBe('time,actor,actor_id,action,subject_type,subject_id,subject,unit,ip,details')
    expect(lines[1]).toBe(
      `2026-11-23 09:00:00,chair,a.chair,paper.removed,test,1,"'=HYPERLINK(""http://x"",""y"")",w1,10.0.0.1,"{""name"":""1,2""}"`,
    )
    expect(lines.at(-1)).toContain('"{""rows"":0}"')
    expect(await actions('action=audit.')).toEqual(['audit.exported -'])
    expect((await ask('ward', 'GET', '/audit.csv?action=paper.')).text.trim().split('\r\n')).toHaveLength(2)
    expect((await ask('ward', 'GET', '/audit.xlsx?action=paper.')).headers.get('content-disposition')).toContain(
      'nhat-ky-2026-11-23.xlsx',
    )
    expect(await actions('action=audit.')).toHaveLength(3)
  })

  test('the workbook says it in words, of units by their names', async () => {
    const { db, write } = await office()
    await write(NOW, {
      action: 'account.rolesChanged',
      subject: { type: 'account', id: 'a.x', name: 'Nguyễn An' },
      unitCode: code('w1'),
      details: { grants: [['official@w1'], ['chair@w1']] },
    })
    const [entry] = await db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).execute()
    const { name } = await db.selectFrom('unit').select('name').where('code', '=', code('w1')).executeTakeFirstOrThrow()
    const file = await auditXlsx(db, Readable.from([[entry]]))
    const { rows } = await readTable(
      { xlsx: file },
      ['Thời gian', 'Việc', 'Đối tượng', 'Người thực hiện', 'Đơn vị', 'Địa chỉ', 'Chi tiết'].map((key) => ({
        key,
        vi: key,
        en: key,
        required: true,
        text: true,
        width: 9,
      })),
    )
    expect(rows.map(({ cells }) => cells)).toMatchObject([
      {
        Việc: 'Đổi vai trò',
        'Đối tượng': 'Nguyễn An',
        'Đơn vị': name,
        'Chi tiết': `Vai trò: Cán bộ (${name}) → Chủ tọa (${name})`,
      },
    ])
  })
})
