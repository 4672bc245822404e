import { UnitCode } from '@diem-cau/signaling-contract'
import {
  type ImportProblem,
  RegionLabel,
  requiredLine,
  type UnitColumn,
  UnitKind,
} from '@diem-cau/signaling-contract/office'
import { lostAccents, lostLetters } from '../tables/brokenCell.ts'
import { importProblem } from '../tables/importProblem.ts'
import type { ImportSource } from '../tables/importSource.ts'
import { inPieces } from '../tables/inPieces.ts'
import { readTable } from '../tables/readTable.ts'
import { keyOfWord, kindWords, unitHeadings } from '../tables/tableWords.ts'

/** A row of the file whose own cells are sound. */
export type UnitRow = {
  readonly line: number
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
  /** Null: what is there stays. */
  readonly region: string | null
}

/** The parent that a row names which has something wrong. */
export type BadUnitRow = Pick<UnitRow, 'line' | 'parentCode'>

type UnitRows = {
  readonly rows: readonly UnitRow[]
  readonly badRows: readonly BadUnitRow[]
  readonly problems: readonly ImportProblem[]
  readonly warnings: readonly ImportProblem[]
  /** Rows of the file, the bad ones too. */
  readonly count: number
  /** Codes of bad rows: who names one of these as its parent is not at fault. */
  readonly badCodes: ReadonlySet<UnitCode>
}

const Name = requiredLine(200)
/** Codes that would be taken for another page of the API: GET /api/units/tree. */
const RESERVED = new Set(['tree', 'import', 'export.csv', 'export.xlsx', 'template.csv', 'template.xlsx'])

const texts: Record<UnitColumn | 'reserved' | 'twice', { vi: string; en: string }> = {
  code: {
    vi: 'Mã đơn vị chỉ gồm chữ thường không dấu (a–z), chữ số, dấu chấm và gạch nối, bắt đầu bằng chữ hoặc số, dài không quá 64 ký tự.',
    en: 'A code has small letters without accents (a–z), digits, dots and hyphens only, begins with a letter or digit, and has 64 characters at most.',
  },
  parent_code: {
    vi: 'Mã đơn vị cấp trên không đúng dạng. Để trống nếu không có cấp trên.',
    en: 'This is no code of a parent. Leave the cell empty if there is none.',
  },
  kind: {
    vi: `Loại đơn vị là một trong: ${Object.values(kindWords)
      .map(({ vi }) => vi)
      .join(', ')}; hoặc một mã riêng gồm chữ thường không dấu, chữ số và gạch dưới.`,
    en: `A kind is one of ${Object.values(kindWords)
      .map(({ en }) => en)
      .join(', ')}, or a code of your own with small letters, digits and underscores only.`,
  },
  name: {
    vi: 'Tên đơn vị không được để trống, phải nằm trên một dòng, không có ký tự ẩn và dài không quá 200 ký tự.',
    en: 'The name must not be empty, must be on one line without hidden characters, and has 200 characters at most.',
  },
  region: {
    vi: 'Vùng máy chủ chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối và gạch dưới, dài không quá 64 ký tự.',
    en: 'A region has letters without accents, digits, dots, hyphens and underscores only, and 64 characters at most.',
  },
  reserved: {
    vi: 'Hệ thống đã dùng mã này. Hãy chọn mã khác.',
    en: 'This code is used by the system. Choose another.',
  },
  twice: { vi: 'Mã này đã có ở dòng', en: 'This code is there already, on line' },
}

/**
 * The units of a file, and every cell that is wrong by itself. How they fit together is not looked at here.
 * @param names what known units are called: for what a damaged name should be
 */
export async function readUnitRows(
  source: ImportSource,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<UnitRows> {
  const table = await readTable<UnitColumn>(source, unitHeadings)
  const problems = [...table.problems]
  const warnings: ImportProblem[] = []
  const rows: UnitRow[] = []
  const badRows: BadUnitRow[] = []
  const lines = new Map<UnitCode, number>()
  const badCodes = new Set<UnitCode>()
  await inPieces(table.rows, ({ line, cells, broken }) => {
    const before = problems.length
    const wrong = (column: UnitColumn, text: { vi: string; en: string }) => {
      if (!broken.has(column)) problems.push(importProblem(line, column, cells[column], text.vi, text.en))
    }
    const code = UnitCode.safeParse(cells.code)
    const parent =
      cells.parent_code === '' ? { success: true as const, data: null } : UnitCode.safeParse(cells.parent_code)
    const kind = UnitKind.safeParse(keyOfWord(kindWords, cells.kind) ?? cells.kind)
    const name = Name.safeParse(cells.name)
    const region = RegionLabel.safeParse(cells.region)
    if (!code.success) wrong('code', texts.code)
    else if (isReserved(code.data)) wrong('code', texts.reserved)
    else {
      const first = lines.get(code.data)
      if (first === undefined) lines.set(code.data, line)
      else wrong('code', { vi: `${texts.twice.vi} ${first}.`, en: `${texts.twice.en} ${first}.` })
    }
    if (!parent.success) wrong('parent_code', texts.parent_code)
    if (!kind.success) wrong('kind', texts.kind)
    if (!region.success) wrong('region', texts.region)
    const lost = lostLetters(cells.name, names.get(cells.code))
    if (!name.success) wrong('name', texts.name)
    else if (lost) wrong('name', lost)
    if (
      code.success &&
      parent.success &&
      kind.success &&
      name.success &&
      region.success &&
      broken.size === 0 &&
      problems.length === before
    ) {
      rows.push({
        line,
        code: code.data,
        parentCode: parent.data,
        kind: kind.data,
        name: name.data,
        region: region.data || null,
      })
      const unlike = lostAccents(name.data, names.get(code.data))
      if (unlike) warnings.push(importProblem(line, 'name', name.data, unlike.vi, unlike.en))
    } else {
      if (code.success) badCodes.add(code.data)
      if (parent.success) badRows.push({ line, parentCode: parent.data })
    }
  })
  return { rows, badRows, problems, warnings, count: table.rows.length, badCodes }
}

/** True if no unit may have this code. */
export function isReserved(code: string): boolean {
  return RESERVED.has(code)
}
