import { localSeconds } from '@diem-cau/signaling-contract'
import { detailLines } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { sheetFile } from '../tables/sheetFile.ts'
import { auditActionText, auditDetailWords, auditFieldText } from './auditDetailWords.ts'

/** A workbook is made in memory; the CSV has no such end. */
const MAX_ROWS = 50_000
const Details = z.record(z.string(), z.unknown())

const columns = [
  { title: 'Thời gian', width: 20 },
  { title: 'Việc', width: 32 },
  { title: 'Đối tượng', width: 36 },
  { title: 'Người thực hiện', width: 28 },
  { title: 'Đơn vị', width: 32 },
  { title: 'Địa chỉ', width: 16 },
  { title: 'Chi tiết', width: 70 },
]

/** The log for people, in Vietnamese words; where it is longer than a workbook may be, the last row says so. */
export async function auditXlsx(
  db: Kysely<Schema>,
  batches: AsyncIterable<readonly Selectable<Schema['audit']>[]>,
): Promise<Buffer> {
  const units = new Map(
    (await db.selectFrom('unit').select(['code', 'name']).execute()).map(({ code, name }): [string, string] => [
      code,
      name,
    ]),
  )
  const unit = (code: string) => units.get(code) ?? code
  const words = auditDetailWords(unit)
  const rows: string[][] = []
  for await (const batch of batches) {
    for (const row of batch) {
      const details = detailLines(readStored(Details, row.details), words).map(
        ({ field, before, after }) => `${auditFieldText(field)}: ${before === null ? after : `${before} → ${after}`}`,
      )
      const subject = row.subject_name === '' ? (row.subject_id ?? '') : row.subject_name
      rows.push([
        localSeconds(row.at),
        auditActionText(row.action),
        subject,
        row.actor_name || 'Hệ thống',
        row.unit_code === null ? '' : unit(row.unit_code),
        row.ip,
        details.join('\n'),
      ])
    }
    if (rows.length >= MAX_ROWS) {
      rows.push([`Tệp chỉ có ${rows.length} dòng mới nhất. Hãy chọn khoảng ngày ngắn hơn, hoặc tải tệp CSV.`])
      break
    }
  }
  return sheetFile('xlsx', [{ name: 'Nhật ký', columns, rows }])
}
