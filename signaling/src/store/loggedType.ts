import { type Kysely, sql } from 'kysely'
import { dialectOf } from './dialectOf.ts'
import type { Schema } from './schema.ts'

/** The type of the event; a column of text on both stores, to be read back as it was written. */
export function loggedType(db: Kysely<Schema>) {
  return dialectOf(db) === 'postgres' ? sql<string>`cast(event as json) ->> 'type'` : sql<string>`event ->> 'type'`
}
