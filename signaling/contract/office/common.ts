import { z } from 'zod'
import { line, recorded } from '../text.ts'

/** One day in Asia/Ho_Chi_Minh, "2026-11-22"; a day that exists. */
export const LocalDate = z.iso.date()
export type LocalDate = z.infer<typeof LocalDate>

export { line, paragraph, requiredLine } from '../text.ts'

export const Email = z.email().max(254)

/** Of every list. `q`: words that are found without accents; `cursor`: `next` of the page before. */
export const PageQuery = z.object({
  q: line(100).optional(),
  cursor: z.string().max(1_200).regex(/^[\w-]*$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

/** One page. `total` counts all that fit the query; `next` is null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int(), next: recorded().nullable() })

/** `?flag=true` */
export const QueryFlag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** Every row that is edited counts its versions: an edit of an older one is refused with `editConflict`. */
export const Version = z.int().min(1)

/** A row of an import that cannot be taken. `line` counts from 1 as a person sees it in the file, the heading is 1. */
export const ImportProblem = z.object({ line: z.int(), column: recorded().nullable(), value: recorded(), vi: recorded(), en: recorded() })
export type ImportProblem = z.infer<typeof ImportProblem>

/** All rows or none: with a problem nothing was changed. */
export const ImportReport = z.object({
  applied: z.boolean(),
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** The first 500; `problemCount` counts all. */
  problems: z.array(ImportProblem),
  problemCount: z.int(),
})
export type ImportReport = z.infer<typeof ImportReport>

/** Largest CSV file, in characters: 20,000 people fit. */
export const MAX_CSV = 8 * 1024 * 1024

/** POST …/import. The cells are parsed row by row, so that each wrong one is told with its line. */
export const ImportCsv = z.object({ csv: z.string().min(1).max(MAX_CSV), dryRun: z.boolean() })
export type ImportCsv = z.infer<typeof ImportCsv>
