import { z } from 'zod'
import { line, recorded } from '../text/text.ts'

/** One day in Asia/Ho_Chi_Minh, "2026-11-22"; a day that exists. */
export const LocalDate = z.iso.date()
export type LocalDate = z.infer<typeof LocalDate>

export { line, paragraph, requiredLine } from '../text/text.ts'

export const Email = z.email().max(254)

/** Every list takes this. `q`: words that are found without accents; `cursor`: `next` of the page before. */
export const PageQuery = z.object({
  q: line(100).optional(),
  cursor: z
    .string()
    .max(1_200)
    .regex(/^[\w-]*$/)
    .optional(),
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
