import { CSV_BOM, csvLine, unitColumns } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Sheet } from '../tables/Sheet.ts'
import { sheetFile } from '../tables/sheetFile.ts'
import { keyOfWord, kindWords, unitHeadings } from '../tables/tableWords.ts'
import { loadForest } from './loadForest.ts'

const columns = unitHeadings.map(({ vi, width }) => ({ title: vi, width }))
const BLANK_ROWS = 200

/**
 * All open units, parents before their children; imported again it changes nothing. The CSV, for programs, has keys; the workbook, for
 * people, has words.
 */
export async function exportUnits(db: Kysely<Schema>, kind: 'xlsx' | 'csv' = 'csv'): Promise<Buffer> {
  const rows = await openUnits(db)
  if (kind === 'xlsx') return sheetFile('xlsx', [{ name: 'Đơn vị', columns, rows: rows.map(inWords) }])
  return Buffer.from(CSV_BOM + csvLine(unitColumns) + rows.map(csvLine).join(''))
}

/** A file to fill in: headings and an example; in the workbook what else there is to know. */
export async function unitTemplate(db: Kysely<Schema>, kind: 'xlsx' | 'csv'): Promise<Buffer> {
  const root = (await openUnits(db)).find(([, parentCode]) => parentCode === null)?.[0] ?? ''
  const example = [`${root === '' ? '' : `${root}.`}phuong-vi-du`, root, kindWords.ward.vi, 'Phường Ví Dụ', '']
  return sheetFile(kind, [
    { name: 'Đơn vị', columns, rows: [example], blankRows: BLANK_ROWS },
    await unitCodeSheet(db),
    wordSheet('Loại đơn vị', kindWords),
  ])
}

/** The codes that there are, to copy from. */
export async function unitCodeSheet(db: Kysely<Schema>): Promise<Sheet> {
  return { name: 'Mã đơn vị hiện có', columns, rows: (await openUnits(db)).map(inWords) }
}

/** Words that a column takes. */
export function wordSheet(
  name: string,
  words: Readonly<Record<string, { readonly vi: string; readonly en: string }>>,
): Sheet {
  return {
    name,
    columns: [
      { title: name, width: 24 },
      { title: 'Từ dùng trong hệ thống', width: 24 },
    ],
    rows: Object.entries(words).map(([key, { vi }]) => [vi, key]),
  }
}

type Row = readonly [code: string, parentCode: string | null, kind: string, name: string, region: string]

async function openUnits(db: Kysely<Schema>): Promise<Row[]> {
  const forest = await loadForest(db)
  return forest.inOrder
    .filter(({ open }) => open)
    .map(({ code, parentCode, kind, name, region }) => [code, parentCode, kind, name, region])
}

function inWords([code, parentCode, kind, name, region]: Row): (string | null)[] {
  const known = keyOfWord(kindWords, kind)
  return [code, parentCode, known === null ? kind : kindWords[known].vi, name, region]
}
