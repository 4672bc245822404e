import { MeetingId } from '@diem-cau/signaling-contract'
import { UnitReport } from '@diem-cau/signaling-contract/office'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { unzipText } from '../../testing/unzipText.ts'
import { meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { unitFacts } from '../../domain/record/unitFacts.ts'
import { SqliteMeetingLog } from '../../store/SqliteMeetingLog.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { officeOn } from '../../testing/officeOn.ts'
import { accountOf, meetingId, NOON, schedule, unitOf } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { OfficeAccess } from '../OfficeAccess.ts'
import { quarterOf, quarterRange, unitReport } from './unitReport.ts'
import { sheetFile } from './sheetFile.ts'

const events = logOf(heldMeeting)
const quarter = quarterOf(NOON)

async function held(dialect: 'sqlite' | 'postgres') {
  const office = await officeOn(dialect)
  await new SqliteMeetingLog(office.db).append(meetingId, events.map((event) => ({ ...event, actor: null, requestId: null })))
  await office.units.add(['a', 'b', 'c', 'd', 'chair', 'deputy', 'secretary'].map((name) => ({ ...unitOf(name), parentCode: schedule.hostUnit.code, kind: 'ward' })))
  await office.grant('chair', 'chair', 'o-mon')
  await office.grant('ward', 'official', 'o-mon.a')
  // Drafts the minutes, and with them the facts.
  expect((await office.ask('chair', 'GET', `/minutes/${meetingId}`)).status).toBe(200)
  return office
}

describeStores((_, dialect) => {
  test('a quarter counts what the log of each meeting says, unit by unit', async () => {
    const office = await held(dialect)
    const { rows, meetings, earliest } = await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)
    expect([meetings, earliest]).toEqual([1, quarter])
    const facts = unitFacts(meetingRecord(events)).toSorted((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
    expect(rows.map(({ unit, attended, late, speakingMs, votesCast }) => [unit.code, attended, late, speakingMs, votesCast])).toEqual(
      facts.map(({ unit, invited, attended, late, speakingMs, votesCast }) => [unit.code, Number(invited && attended), Number(late), speakingMs, votesCast]),
    )
    expect((await office.get(UnitReport, 'chair', '/reports/units?quarter=2020-Q1')).rows).toEqual([])
    expect((await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}&q=phuong+b`)).rows.map(({ unit }) => unit.name)).toEqual(['Phường b'])
  })

  test('a ward sees itself, at whosever meeting; who asks for a host sees that one’s meetings alone', async () => {
    const office = await held(dialect)
    const rows = async (who: string, more = '') => (await office.get(UnitReport, who, `/reports/units?quarter=${quarter}${more}`)).rows.map(({ unit }) => unit.code)
    expect(await rows('ward')).toEqual(['o-mon.a'])
    expect(await rows('chair', '&host=o-mon')).toHaveLength(7)
    expect(await rows('chair', '&host=elsewhere')).toEqual([])
  })

  test('more units than are shown say so, and a file has all of them', async () => {
    const office = await held(dialect)
    const account = { accountId: accountOf('chair'), login: '', name: '', kind: 'person' as const, unit: schedule.hostUnit }
    const short = await unitReport(office.db, new OfficeAccess(office.db), account, { quarter }, 2)
    expect([short.rows.map(({ unit }) => unit.code), short.more]).toEqual([['o-mon.a', 'o-mon.b'], true])
    const rows = parse((await office.ask('chair', 'GET', `/reports/units.csv?quarter=${quarter}`)).text, { bom: true })
    expect(rows).toHaveLength(8)
    expect(rows[1]).toEqual(['1', 'o-mon.a', 'Phường a', '1', '1', '100', '0', '0', '3', '1', '3', '1'])
  })

  test('facts that are missing are taken from the logs again, of minutes that there are too; rehearsals do not count', async () => {
    const office = await held(dialect)
    await office.db.deleteFrom('unit_fact').execute()
    await office.db.deleteFrom('meeting_fact').execute()
    await office.db.updateTable('meeting').set({ phase: 'ended' }).execute()
    const { id: _id, ...plan } = await office.db.selectFrom('meeting').selectAll().where('id', '=', meetingId).executeTakeFirstOrThrow()
    const rehearsal = MeetingId.parse('m.rehearsal')
    await office.db.insertInto('meeting').values({ ...plan, id: rehearsal, rehearsal_of: meetingId }).execute()
    await new SqliteMeetingLog(office.db).append(rehearsal, events.map((event) => ({ ...event, actor: null, requestId: null })))
    await office.minutes.draftMissing()
    expect(await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)).toMatchObject({ meetings: 1, lengthMs: 90 * 60_000 })
  })

  test('who reads no meetings gets no report, and no tables of one', async () => {
    const office = await held(dialect)
    expect(await office.refusal('colleague', 'GET', `/reports/units?quarter=${quarter}`)).toMatchObject({ code: 'forbidden' })
    for (const table of ['attendance.xlsx', 'speaking.csv']) expect(await office.refusal('colleague', 'GET', `/minutes/${meetingId}/${table}`)).toMatchObject({ code: 'notFound' })
  })

  test('attendance and speaking come as workbook and as CSV', async () => {
    const office = await held(dialect)
    const csv = (await office.ask('chair', 'GET', `/minutes/${meetingId}/attendance.csv`)).text
    expect(csv).toContain('Phường b')
    expect(csv).toContain('Trực chống bão')
    expect(parse(csv, { bom: true })[2]?.slice(9, 12)).toEqual(['12 giờ 08, ngày 23 tháng 11 năm 2026', '12 giờ 30 - 12 giờ 40', '13 giờ 10, ngày 23 tháng 11 năm 2026'])
    const speaking = (await office.ask('chair', 'GET', `/minutes/${meetingId}/speaking.csv`)).text
    expect(speaking).toContain('Ông Lê Văn A')
    const answer = await fetch(`${office.url}/api/minutes/${meetingId}/attendance.xlsx`, { headers: { authorization: `Bearer ${await office.tokenOf('chair')}` } })
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
