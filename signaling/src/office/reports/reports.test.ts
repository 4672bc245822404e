import { UnitReport } from '@diem-cau/signaling-contract/office'
import { describe, expect, test } from 'vitest'
import { unzipText } from '../../testing/unzipText.ts'
import { meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { unitFacts } from '../../domain/record/unitFacts.ts'
import { SqliteMeetingLog } from '../../store/SqliteMeetingLog.ts'
import { heldMeeting, logOf } from '../../testing/heldMeeting.ts'
import { officeOn } from '../../testing/officeOn.ts'
import { meetingId, NOON } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { quarterOf, quarterRange } from './unitReport.ts'
import { sheetFile } from './sheetFile.ts'

const events = logOf(heldMeeting)
const quarter = quarterOf(NOON)

async function held(dialect: 'sqlite' | 'postgres') {
  const office = await officeOn(dialect)
  await new SqliteMeetingLog(office.db).append(meetingId, events.map((event) => ({ ...event, actor: null, requestId: null })))
  await office.grant('chair', 'chair', 'o-mon')
  // Drafts the minutes, and with them the facts.
  expect((await office.ask('chair', 'GET', `/minutes/${meetingId}`)).status).toBe(200)
  return office
}

describeStores((_, dialect) => {
  test('a quarter counts what the log of each meeting says, unit by unit', async () => {
    const office = await held(dialect)
    const { rows, meetings, earliest } = await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}`)
    expect([meetings, earliest]).toEqual([1, quarter])
    const facts = unitFacts(meetingRecord(events))
    const counted = new Map(rows.map(({ unit, attended, late, speakingMs, votesCast }) => [unit.code, [attended, late, speakingMs, votesCast]]))
    expect(counted).toEqual(new Map(facts.map(({ unit, attended, late, speakingMs, votesCast }) => [unit.code, [Number(attended), Number(late), speakingMs, votesCast]])))
    expect((await office.get(UnitReport, 'chair', '/reports/units?quarter=2020-Q1')).rows).toEqual([])
    expect((await office.get(UnitReport, 'chair', `/reports/units?quarter=${quarter}&q=phuong+a`)).rows.map(({ unit }) => unit.name)).toEqual(['Phường a'])
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
    expect((await sheetFile('csv', sheet)).toString()).toContain("'=HYPERLINK")
    expect(await unzipText(await sheetFile('xlsx', sheet))).not.toContain('<f>')
  })
})
