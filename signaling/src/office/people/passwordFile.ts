import type { FirstPassword } from '@diem-cau/signaling-contract/office'
import { sheetFile } from '../tables/sheetFile.ts'
import { firstPasswordHeadings } from '../tables/tableWords.ts'

/** Writes first passwords as a workbook for those who hand them over. Every cell is text: none loses a leading 0, none is a formula. */
export function passwordFile(passwords: readonly FirstPassword[]): Promise<Buffer> {
  const columns = firstPasswordHeadings.map(({ vi, width }) => ({ title: vi, width }))
  return sheetFile('xlsx', [
    {
      name: 'Mật khẩu lần đầu',
      columns,
      rows: passwords.map((row) => firstPasswordHeadings.map(({ key }) => row[key])),
      asText: true,
    },
  ])
}
