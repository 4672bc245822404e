import { z } from 'zod'

export const MANIFEST = 'manifest.json'
/** Version of the archive's own layout. */
export const FORMAT = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

const Part = z.discriminatedUnion('kind', [
  /** JSON lines of one table. */
  z.object({
    kind: z.literal('table'),
    name: z.string().regex(/^[a-z_0-9]{1,63}$/),
    rows: count,
    bytes: count,
    sha256,
  }),
  /** A file of <data>/papers; `name` is its path there. */
  z.object({
    kind: z.literal('paper'),
    name: z.string().regex(/^(?:[\w-][\w.-]{0,99}\/){0,3}[\w-][\w.-]{0,99}$/),
    bytes: count,
    sha256,
  }),
  /** A key of the data folder, without which sealed columns cannot be read. */
  z.object({ kind: z.literal('key'), name: z.string().regex(/^[\w-]{1,60}\.key$/), bytes: count, sha256 }),
])
export type Part = z.infer<typeof Part>

/** The first entry of an archive: what must follow, to the byte. */
export const Manifest = z.object({
  format: z.number(),
  program: z.string(),
  /** Version of the schema, of the program that made it. */
  schema: z.number().int().min(1),
  madeAt: z.iso.datetime(),
  /** The kind of store it came from; it can be restored into either. */
  from: z.enum(['sqlite', 'postgres']),
  parts: z.array(Part),
})
export type Manifest = z.infer<typeof Manifest>

/** Its path in the archive. */
export function pathOf(part: Part): string {
  switch (part.kind) {
    case 'table':
      return `tables/${part.name}.jsonl`
    case 'paper':
      return `papers/${part.name}`
    case 'key':
      return `keys/${part.name}`
    default:
      return part satisfies never
  }
}
