import { UnitCode } from '@diem-cau/signaling-contract'
import { type ImportProblem, requiredLine, UnitKind } from '@diem-cau/signaling-contract/office'
import type { Steps } from '../../domain/steps.ts'
import { importProblem } from '../csv/importProblem.ts'
import { readTable } from '../csv/readTable.ts'

export const unitColumns = ['code', 'parent_code', 'kind', 'name'] as const
type Column = (typeof unitColumns)[number]

/** A row of the file whose own cells are sound. */
export type UnitRow = {
  readonly line: number
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
}

type UnitRows = {
  readonly rows: readonly UnitRow[]
  readonly problems: readonly ImportProblem[]
  /** Rows of the file, the bad ones too. */
  readonly count: number
  /** Codes of bad rows: who names one of these as its parent is not at fault. */
  readonly badCodes: ReadonlySet<UnitCode>
}

const Name = requiredLine(200)
/** Codes that would be taken for another page of the API: GET /api/units/tree. */
const RESERVED = new Set(['tree', 'import', 'export.csv'])

const texts: Record<Column | 'reserved' | 'twice', { vi: string; en: string }> = {
  code: {
    vi: 'Mã đơn vị chỉ gồm chữ thường không dấu (a–z), chữ số, dấu chấm và gạch nối, bắt đầu bằng chữ hoặc số, dài không quá 64 ký tự.',
    en: 'A code has small letters without accents (a–z), digits, dots and hyphens only, begins with a letter or digit, and has 64 characters at most.',
  },
  parent_code: {
    vi: 'Mã đơn vị cấp trên không đúng dạng. Để trống nếu không có cấp trên.',
    en: 'This is no code of a parent. Leave the cell empty if there is none.',
  },
  kind: {
    vi: 'Loại đơn vị chỉ gồm chữ thường không dấu, chữ số và gạch dưới, ví dụ: city, ward, commune.',
    en: 'A kind has small letters, digits and underscores only, for example city, ward, commune.',
  },
  name: {
    vi: 'Tên đơn vị không được để trống, phải nằm trên một dòng, không có ký tự ẩn và dài không quá 200 ký tự.',
    en: 'The name must not be empty, must be on one line without hidden characters, and has 200 characters at most.',
  },
  reserved: { vi: 'Hệ thống đã dùng mã này. Hãy chọn mã khác.', en: 'This code is used by the system. Choose another.' },
  twice: { vi: 'Mã này đã có ở dòng', en: 'This code is there already, on line' },
}

/** The units of a CSV file, and every cell that is wrong by itself. How they fit together is not looked at here. */
export function* readUnitRows(csv: string): Steps<UnitRows> {
  const table = yield* readTable<Column>(csv, unitColumns)
  const problems = [...table.problems]
  const rows: UnitRow[] = []
  const lines = new Map<UnitCode, number>()
  const badCodes = new Set<UnitCode>()
  for (const { line, cells } of table.rows) {
    yield
    const before = problems.length
    const wrong = (column: Column, text: { vi: string; en: string }) => problems.push(importProblem(line, column, cells[column], text.vi, text.en))
    const code = UnitCode.safeParse(cells.code)
    const parent = cells.parent_code === '' ? { success: true as const, data: null } : UnitCode.safeParse(cells.parent_code)
    const kind = UnitKind.safeParse(cells.kind)
    const name = Name.safeParse(cells.name)
    if (!code.success) wrong('code', texts.code)
    else if (isReserved(code.data)) wrong('code', texts.reserved)
    else {
      const first = lines.get(code.data)
      if (first === undefined) lines.set(code.data, line)
      else wrong('code', { vi: `${texts.twice.vi} ${first}.`, en: `${texts.twice.en} ${first}.` })
    }
    if (!parent.success) wrong('parent_code', texts.parent_code)
    if (!kind.success) wrong('kind', texts.kind)
    if (!name.success) wrong('name', texts.name)
    if (problems.length > before) {
      if (code.success) badCodes.add(code.data)
      continue
    }
    if (code.success && parent.success && kind.success && name.success) {
      rows.push({ line, code: code.data, parentCode: parent.data, kind: kind.data, name: name.data })
    }
  }
  return { rows, problems, count: table.rows.length, badCodes }
}

/** Whether no unit may have this code. */
export function isReserved(code: string): boolean {
  return RESERVED.has(code)
}
