/**
 * Tables that people bring and take away: POST …/import, GET …/export.xlsx and .csv, GET …/template.xlsx and .csv.
 * A file comes as the text of a CSV or as an Excel workbook (.xlsx) in Base64; of a workbook the first sheet is read.
 */
import { z } from 'zod'
import { recorded } from '../text/text.ts'

/** Columns of a table of units, by their keys; what they are called is said by who shows them. */
export const unitColumns = ['code', 'parent_code', 'kind', 'name', 'region'] as const
export type UnitColumn = (typeof unitColumns)[number]

export const peopleColumns = ['login', 'name', 'unit_code', 'roles', 'position', 'email', 'phone'] as const
export type PeopleColumn = (typeof peopleColumns)[number]

/** Limits of an import, whichever way the file comes; the page and the server use the same. */
export const importLimits = {
  /** Rows under the heading. */
  rows: 20_000,
  /** Characters of a CSV file. */
  csvLength: 8 * 1024 * 1024,
  /** Bytes of an Excel file. */
  xlsxBytes: 4 * 1024 * 1024,
  /** Problems, warnings, changes that are told of each; all are counted. */
  told: 500,
} as const

/**
 * A remark on a row of an import. `line` counts from 1 as a person sees it in the file, the heading is 1; `column` is the key of
 * one of `unitColumns` or `peopleColumns`, or a heading that is none of them.
 */
export const ImportProblem = z.object({
  line: z.int(),
  column: recorded().nullable(),
  value: recorded(),
  vi: recorded(),
  en: recorded(),
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** A row's change. `key`: the code or login. `before` is null for what is made. */
export const ImportChange = z.object({
  line: z.int(),
  key: recorded(),
  name: recorded(),
  fields: z.array(z.object({ column: recorded(), before: recorded().nullable(), after: recorded() })),
})
export type ImportChange = z.infer<typeof ImportChange>

/** All rows or none: with a problem nothing was changed. A warning stops nothing. */
export const ImportReport = z.object({
  applied: z.boolean(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** The first `importLimits.told`; `problemCount` counts all. */
  problems: z.array(ImportProblem),
  problemCount: z.int(),
  warnings: z.array(ImportProblem),
  warningCount: z.int(),
  /** Edits come before additions; the first `importLimits.told`. */
  changes: z.array(ImportChange),
})
export type ImportReport = z.infer<typeof ImportReport>

/** One of `csv` and `xlsx`. The cells are parsed row by row, so that each wrong one is told with its line. */
export const ImportTable = z
  .object({
    csv: z.string().min(1).max(importLimits.csvLength).optional(),
    /** Base64. */
    xlsx: z
      .string()
      .min(1)
      .max(Math.ceil(importLimits.xlsxBytes / 3) * 4)
      .regex(/^[A-Za-z0-9+/]+=*$/)
      .optional(),
    dryRun: z.boolean(),
  })
  .refine(({ csv, xlsx }) => (csv === undefined) !== (xlsx === undefined), 'csv or xlsx')
export type ImportTable = z.infer<typeof ImportTable>
