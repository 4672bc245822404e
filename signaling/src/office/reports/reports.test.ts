import { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import { Minutes, MinutesPage, quarterOf, UnitReport } from '@diem-cau/signaling-contract/office'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { unzipText } from '../../testing/unzipText.ts'
import { meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { unitFacts } from '../../domain/record/unitFacts.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { accountOf, meetingId, NOON, schedule, unitOf } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { applyChange } from '../units/applyChange.ts'
import { quarterRange, unitReport } from './unitReport.ts'
import { sheetFile } from '../tables/sheetFile.ts'

const events = logOf(heldMeeting)
const quarter = quarterOf(NOON)

async function held(dialect: 'sqlite' | 'postgres') {
  const office = await officeOn(dialect)
  await new MeetingLogTable(office.db).append(
    meetingId,
    events.map((event) => ({ ...event, actor: null, requestId: null })),
  )
  await office.units.add(
    ['a', 'b', 'c', 'd', 'chair', 'deputy', 'secretary'].map((name) => ({
      ...unitOf(name),
      parentCode: schedule.hostUnit.code,
      kind: 'ward',
    })),
  )
  await office.grant('chair', 'chair', 'o-mon')
  await office.grant('ward', 'official', 'o-mon.a')
  // Drafts the minutes, and with them the facts.
  expect((await office.ask('chair', 'GET', `/minutes/${meetingId}`)).status).toBe(200)
  return office
}

/** Another district with a meeting of its own, to which its ward and one of Ô Môn came. `colleague` is its chair. */
async function binhThuy({ db, units, grant }: OfficeOn) {
  const [district, ward] = [UnitCode.parse('binh-thuy'), UnitCode.parse('binh-thuy.x')]
  await units.add([
    { code: district, parentCode: null, kind: 'urban_district', name: 'Quận Bình Thủy' },
    { code: ward, parentCode: district, kind: 'ward', name: 'Phường x' },
  ])
  await grant('colleague', 'chair', district)
  const fact = await db.selectFrom('meeting_fact').selectAll().executeTakeFirstOrThrow()
  const other = MeetingId.parse('m.binh-thuy')
  const { id: _id, ...plan } = await db
    .selectFrom('meeting')
    .selectAll()
    .where('id', '=', meetingId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('meeting')
    .values({ ...plan, id: other, host_unit_code: district, host_unit_name: 'Quận Bình Thủy' })
    .execute()
  await db
    .insertInto('meeting_fact')
    .values({ ...fact, meeting_id: other, host_unit_code: district })
    .execute()
  const one = await db
    .selectFrom('unit_fact')
    .selectAll()
    .where('unit_code', '=', unitOf('a').code)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('unit_fact')
    .values([
      { ...one, meeting_id: other, host_unit_code: district },
      { ...one, meeting_id: other, host_unit_code: district, unit_code: ward, unit_name: 'Phường x' },
    ])
    .execute()
}

describeStores((_, dialect) => {
  test('a quarter counts what the log of each meeting says, unit by unit', async () => {
    const office = await held(dialect)
    const { rows, meetings, earliest } = await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)
    expect([meetings, earliest]).toEqual([1, quarter])
    const facts = unitFacts(meetingRecord(events)).toSorted((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
    expect(
      rows.map(({ unit, attended, late, speakingMs, votesCast }) => [unit.code, attended, late, speakingMs, votesCast]),
    ).toEqual(
      facts.map(({ unit, invited, attended, late, speakingMs, votesCast }) => [
        unit.code,
        Number(invited && attended),
        Number(late),
        speakingMs,
        votesCast,
      ]),
    )
    expect((await office.get(UnitReport, 'chair', '/reports/units?quarter=2020-Q1')).rows).toEqual([])
    expect(
      (await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}&q=phuong+b`)).rows.map(
        ({ unit }) => unit.name,
      ),
    ).toEqual(['Phường b'])
  })

  test('a ward sees itself, at whosever meeting; who asks for a host sees that one’s meetings alone', async () => {
    const office = await held(dialect)
    const rows = async (who: string, more = '') =>
      (await office.get(UnitReport, who, `/reports/units?quarter=${quarter}${more}`)).rows.map(({ unit }) => unit.code)
    expect(await rows('ward')).toEqual(['o-mon.a'])
    expect(await rows('chair', '&host=o-mon')).toHaveLength(7)
    expect(await rows('chair', '&host=elsewhere')).toEqual([])
  })

  test('13.5 two districts: each sees its own units wherever they were, and others at its own meetings alone', async () => {
    const office = await held(dialect)
    await binhThuy(office)
    const counted = async (who: string, more = '') => {
      const { meetings, rows } = await office.get(UnitReport, who, `/reports/units?quarter=${quarter}${more}`)
      return {
        meetings,
        invited: Object.fromEntries(
          rows
            .filter(({ unit }) => ['o-mon.a', 'o-mon.b', 'binh-thuy.x'].includes(unit.code))
            .map(({ unit, invited }) => [unit.code, invited]),
        ),
      }
    }
    expect(await counted('chair')).toEqual({ meetings: 2, invited: { 'o-mon.a': 2, 'o-mon.b': 1 } })
    expect(await counted('chair', '&host=binh-thuy'), 'of a host of others its own units only').toEqual({
      meetings: 1,
      invited: { 'o-mon.a': 1 },
    })
    expect(await counted('colleague'), 'o-mon.a at its own meeting, not at the other’s').toEqual({
      meetings: 1,
      invited: { 'o-mon.a': 1, 'binh-thuy.x': 1 },
    })
    expect(await counted('colleague', '&host=o-mon')).toEqual({ meetings: 0, invited: {} })
  })

  test('13.6 what a unit did before it was merged its successor reports and reads, under the name of its time; nobody else does', async () => {
    const office = await held(dialect)
    await binhThuy(office)
    await office.db
      .insertInto('meeting_unit')
      .values({ meeting_id: meetingId, unit_code: unitOf('a').code, unit_name: 'Phường a', position: 1 })
      .execute()
    await office.send(Minutes, 'chair', 'POST', `/minutes/${meetingId}/approve`, { version: 1 })
    await office.db.deleteFrom('account_role').where('account_id', '=', accountOf('colleague')).execute()
    await office.grant('colleague', 'official', 'binh-thuy.x')
    const rows = async (who: string) =>
      (await office.get(UnitReport, who, `/reports/units?quarter=${quarter}`)).rows.map(({ unit, invited }) => [
        unit.name,
        invited,
      ])
    const approved = async (who: string) =>
      (await office.get(MinutesPage, who, '/minutes?view=approved')).items.map((item) => item.meetingId)
    expect([await rows('colleague'), await approved('colleague')]).toEqual([[['Phường x', 1]], []])
    expect(await office.refusal('colleague', 'GET', `/minutes/${meetingId}`)).toMatchObject({ code: 'notFound' })

    // The ward is merged by way of another, and with its people: its official is one of the successor’s now.
    await inTransaction(office.db, async (tx) => {
      await applyChange(tx, unitOf('a').code, { kind: 'merge', into: unitOf('d').code }, '2026-12-01', NOON)
      await applyChange(
        tx,
        unitOf('d').code,
        { kind: 'merge', into: UnitCode.parse('binh-thuy.x') },
        '2026-12-02',
        NOON,
      )
    })
    for (const who of ['colleague', 'ward']) {
      expect([await rows(who), await approved(who)]).toEqual([
        [
          ['Phường x', 1],
          ['Phường a', 2],
          ['Phường d', 0],
        ],
        [meetingId],
      ])
    }
    expect((await office.get(Minutes, 'colleague', `/minutes/${meetingId}`)).may).toMatchObject({ edit: false })
    await office.grant('colleague', 'official', 'o-mon.b')
    await office.db
      .deleteFrom('account_role')
      .where('account_id', '=', accountOf('colleague'))
      .where('unit_code', '=', UnitCode.parse('binh-thuy.x'))
      .execute()
    expect(await rows('colleague')).toEqual([['Phường b', 1]])
  })

  test('13.6 a unit that exists no more says so, and into which it was merged, on the page and in the files', async () => {
    const office = await held(dialect)
    const marks = async () => {
      const { rows } = await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)
      return rows.flatMap(({ unit, closed }) => (closed ? [[unit.code, closed.into?.name ?? null]] : []))
    }
    expect(await marks()).toEqual([])
    await inTransaction(office.db, async (tx) => {
      await applyChange(tx, unitOf('a').code, { kind: 'merge', into: unitOf('d').code }, '2026-11-01', NOON)
      await applyChange(tx, unitOf('b').code, { kind: 'close' }, '2026-11-01', NOON)
      await applyChange(tx, unitOf('d').code, { kind: 'rename', name: 'Phường mới' }, '2026-11-01', NOON)
    })
    expect(await marks()).toEqual([
      ['o-mon.a', 'Phường mới'],
      ['o-mon.b', null],
    ])
    const rows = parse((await office.ask('chair', 'GET', `/reports/units.csv?quarter=${quarter}`)).text, { bom: true })
    expect(Object.fromEntries(rows.slice(1).map((row) => [row[1], row.at(-1)]))).toMatchObject({
      'o-mon.a': 'Đã sáp nhập vào Phường mới',
      'o-mon.b': 'Đã giải thể',
      'o-mon.c': '',
    })
  })

  test('a quarter names its units as they were called at its end, whatever they are called since', async () => {
    const office = await held(dialect)
    const b = unitOf('b').code
    const rename = (name: string, since: string) =>
      inTransaction(office.db, (tx) => applyChange(tx, b, { kind: 'rename', name }, since, NOON))
    const account = {
      accountId: accountOf('chair'),
      login: '',
      name: '',
      kind: 'person' as const,
      unit: schedule.hostUnit,
    }
    const name = async () => {
      const { rows } = await unitReport({ db: office.db, clock: () => Date.UTC(2027, 5, 1) }, account, { quarter })
      return rows.find(({ unit }) => unit.code === b)?.unit.name
    }
    await rename('Phường giữa quý', '2026-12-10')
    expect(await name()).toBe('Phường giữa quý')
    await rename('Phường sang năm', '2027-01-10')
    expect(await name()).toBe('Phường giữa quý')
  })

  test('more units than are shown say so, and a file has all of them', async () => {
    const office = await held(dialect)
    const account = {
      accountId: accountOf('chair'),
      login: '',
      name: '',
      kind: 'person' as const,
      unit: schedule.hostUnit,
    }
    const short = await unitReport({ db: office.db, clock: Date.now }, account, { quarter }, 2)
    expect([short.rows.map(({ unit }) => unit.code), short.more]).toEqual([['o-mon.a', 'o-mon.b'], true])
    const rows = parse((await office.ask('chair', 'GET', `/reports/units.csv?quarter=${quarter}`)).text, { bom: true })
    expect(rows).toHaveLength(8)
    expect(rows[1]).toEqual(['1', 'o-mon.a', 'Phường a', '1', '1', '100', '0', '0', '3', '1', '3', '1', ''])
  })

  test('facts that are missing are taken from the logs again, of minutes that there are too; rehearsals do not count', async () => {
    const office = await held(dialect)
    await office.db.deleteFrom('unit_fact').execute()
    await office.db.deleteFrom('meeting_fact').execute()
    await office.db.updateTable('meeting').set({ phase: 'ended' }).execute()
    const { id: _id, ...plan } = await office.db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', meetingId)
      .executeTakeFirstOrThrow()
    const rehearsal = MeetingId.parse('m.rehearsal')
    await office.db
      .insertInto('meeting')
      .values({ ...plan, id: rehearsal, rehearsal_of: meetingId })
      .execute()
    await new MeetingLogTable(office.db).append(
      rehearsal,
      events.map((event) => ({ ...event, actor: null, requestId: null })),
    )
    await office.minutes.drafts.draftMissing(AbortSignal.abort())
    expect(
      await office.db.selectFrom('meeting_fact').selectAll().execute(),
      'a server that stops leaves them to the next start',
    ).toEqual([])
    await office.minutes.drafts.draftMissing()
    expect(await office.minutes.drafts.draft(rehearsal), 'nor has it minutes').toBeNull()
    expect(await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)).toMatchObject({
      meetings: 1,
      lengthMs: 90 * 60_000,
    })
  })

  test('who reads no meetings gets no report, and no tables of one', async () => {
    const office = await held(dialect)
    expect(await office.refusal('colleague', 'GET', `/reports/units?quarter=${quarter}`)).toMatchObject({
      code: 'forbidden',
    })
    for (const table of ['attendance.xlsx', 'speaking.csv'])
      expect(await office.refusal('colleague', 'GET', `/minutes/${meetingId}/${table}`)).toMatchObject({
        code: 'notFound',
      })
  })

  test('attendance and speaking come as workbook and as CSV', async () => {
    const office = await held(dialect)
    const csv = (await office.ask('chair', 'GET', `/minutes/${meetingId}/attendance.csv`)).text
    expect(csv).toContain('Phường b')
    expect(csv).toContain('Trực chống bão')
    expect(parse(csv, { bom: true })[2]?.slice(9, 12)).toEqual([
      '12 giờ 08 phút, ngày 23 tháng 11 năm 2026',
      '12 giờ 30 phút - 12 giờ 40 phút',
      '13 giờ 10 phút, ngày 23 tháng 11 năm 2026',
    ])
    const speaking = (await office.ask('chair', 'GET', `/minutes/${meetingId}/speaking.csv`)).text
    expect(speaking).toContain('Ông Lê Văn A')
    const answer = await fetch(`${office.url}/api/minutes/${meetingId}/attendance.xlsx`, {
      headers: { authorization: `Bearer ${await office.tokenOf('chair')}` },
    })
    expect(await unzipText(Buffer.from(await answer.arrayBuffer()))).toContain('Phường b')
  })
})

describe('the table itself', () => {
  test.for([
    ['2026-Q4', Date.UTC(2026, 8, 30, 17), Date.UTC(2026, 11, 31, 17)],
    ['2026-Q1', Date.UTC(2025, 11, 31, 17), Date.UTC(2026, 2, 31, 17)],
  ] as const)('%s begins and ends at midnight in Vietnam', ([name, from, to]) => {
    expect(quarterRange(name)).toEqual({ from, to })
    expect([quarterOf(from), quarterOf(to - 1), quarterOf(to)]).toEqual([name, name, expect.not.stringMatching(name)])
  })

  test('no cell of a file is a formula, whatever a unit is called', async () => {
    const sheet = { name: 'x', columns: [{ title: 'Đơn vị', width: 10 }], rows: [['=HYPERLINK("http://x")']] }
    expect((await sheetFile('csv', [sheet])).toString()).toContain("'=HYPERLINK")
    expect(await unzipText(await sheetFile('xlsx', [sheet]))).not.toContain('<f>')
  })
})
