import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** PDFs made of Office papers, so that everyone can read them in the meeting. The files are with the papers. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'paper_rendition', { withoutRowid: true })
    .addColumn('paper_id', str, (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    /** waiting, ready, failed, unavailable (there is no LibreOffice). */
    .addColumn('status', str, (c) => c.notNull())
    /** Hash of the PDF, once it is ready. */
    .addColumn('sha256', str)
    .addColumn('bytes', int)
    /** Conversions that were begun: one that takes the server down with it is not tried for ever. */
    .addColumn('tries', int, (c) => c.notNull().defaultTo(0))
    /** The reason of a failure. */
    .addColumn('error', str, (c) => c.notNull().defaultTo(''))
    .addColumn('changed_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('paper_rendition_key', ['paper_id', 'version'])
    .addForeignKeyConstraint('paper_rendition_version', ['paper_id', 'version'], 'paper_version', [
      'paper_id',
      'number',
    ])
    .execute()
  await db.schema.createIndex('paper_rendition_status').on('paper_rendition').column('status').execute()
}
