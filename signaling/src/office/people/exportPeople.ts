import type { PersonQuery } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import type { Schema } from '../../db/schema.ts'
import { sheetFile } from '../tables/sheetFile.ts'
import { peopleHeadings, roleWords } from '../tables/tableWords.ts'
import { unitCodeSheet, wordSheet } from '../units/exportUnits.ts'
import { grantText } from './grantText.ts'
import { PersonStore } from './PersonStore.ts'

const columns = peopleHeadings.map(({ vi, width }) => ({ title: vi, width }))
const AT_ONCE = 200
const BLANK_ROWS = 500

/** People as the import takes them: brought again, the file changes nothing. Never a password. */
export async function exportPeople(
  db: Kysely<Schema>,
  scope: Allowed,
  query: Omit<PersonQuery, 'cursor' | 'limit'>,
  kind: 'xlsx' | 'csv',
): Promise<{ file: Buffer; rows: number }> {
  const store = new PersonStore(db)
  const rows: string[][] = []
  let cursor: string | undefined
  do {
    const page = await store.list({ ...query, limit: AT_ONCE, ...(cursor === undefined ? {} : { cursor }) }, scope)
    for (const { login, name, unit, grants, position, email, phone } of page.items) {
      rows.push([
        login ?? '',
        name,
        unit.code,
        grantText(
          grants.map(({ role, unit: { code } }) => ({ role, unitCode: code })),
          unit.code,
        ),
        position,
        email ?? '',
        phone,
      ])
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return { file: await sheetFile(kind, [{ name: 'Người dùng', columns, rows }]), rows: rows.length }
}

/** A file to fill in: headings and an example; in the workbook also the codes of units and the words for roles. */
export async function peopleTemplate(db: Kysely<Schema>, home: string, kind: 'xlsx' | 'csv'): Promise<Buffer> {
  const example = [
    'nguyen.van.vidu',
    'Nguyễn Văn Ví Dụ',
    home,
    roleWords.official.vi,
    'Chuyên viên',
    'vidu@example.vn',
    '0292 3822 222',
  ]
  return sheetFile(kind, [
    { name: 'Người dùng', columns, rows: [example], blankRows: BLANK_ROWS },
    await unitCodeSheet(db),
    wordSheet('Vai trò', roleWords),
  ])
}
