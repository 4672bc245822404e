import { UnitCode } from '@diem-cau/signaling-contract'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Unit } from '../store/UnitStore.ts'

const Row = z.object({
  code: UnitCode,
  parent_code: z.union([z.literal('').transform(() => null), UnitCode]),
  kind: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(200),
})

const Record = z.object({ info: z.object({ lines: z.int() }), record: z.record(z.string(), z.string()) })

/** Every bad row at once, with its line, so that the file is mended in one go. */
export class UnitsFileError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'UnitsFileError'
    this.problems = problems
  }
}

/**
 * The units of a CSV file with the columns code, parent_code, kind, name; parents before children.
 * @throws UnitsFileError with one problem per bad row
 */
export function readUnits(csv: string): Unit[] {
  const problems: string[] = []
  const units = new Map<UnitCode, Unit>()
  for (const { line, row } of records(csv)) {
    const parsed = Row.safeParse(row)
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((i) => `line ${line}: ${i.path.join('.') || 'row'}: ${i.message}`))
      continue
    }
    const { code, parent_code: parentCode, kind, name } = parsed.data
    if (units.has(code)) problems.push(`line ${line}: the code ${code} is there twice`)
    else if (parentCode !== null && !units.has(parentCode)) {
      problems.push(`line ${line}: the parent ${parentCode} of ${code} is not above it`)
    } else units.set(code, { code, parentCode, kind, name })
  }
  if (problems.length === 0 && units.size === 0) problems.push('line 1: there is no unit in the file')
  if (problems.length > 0) throw new UnitsFileError(problems)
  return [...units.values()]
}

function records(csv: string): { line: number; row: Readonly<globalThis.Record<string, string>> }[] {
  let parsed: unknown
  try {
    parsed = parse(csv, { columns: true, bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true })
  } catch (error) {
    throw new UnitsFileError([error instanceof Error ? error.message : String(error)])
  }
  return z
    .array(Record)
    .parse(parsed)
    .map(({ info, record }) => ({ line: info.lines, row: record }))
}
