import { z } from 'zod'

/** `freeUntil`: milliseconds since the epoch until which nothing is planned; "never": nothing at all is; null: the page does not say. */
export const Seen = z.object({
  href: z.string(),
  state: z.enum(['connecting', 'pairing', 'home', 'lobby', 'meeting', 'after']).nullable(),
  freeUntil: z
    .union([z.literal('never'), z.string().regex(/^\d+$/).transform(Number)])
    .nullable()
    .catch(null),
})
export type Seen = z.infer<typeof Seen>
