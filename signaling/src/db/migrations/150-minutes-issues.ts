import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/**
 * Approved minutes as issues: the one that the chair approved, the same with its number, corrected ones. Issues and their files are
 * only added to. The row of `minutes` is what is being written: it may leave `approved` for a correction, and comes back with the
 * next issue.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  const str = text(dialect)
  await release(db, dialect)
  /** Number of issues, time of the latest, and the reason for which the next one is being written. */
  await db.schema
    .alterTable('minutes')
    .addColumn('issue', int, (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('minutes').addColumn('issued_at', int).execute()
  await db.schema
    .alterTable('minutes')
    .addColumn('reason', str, (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema.createIndex('minutes_issued').on('minutes').column('issued_at').execute()
  await createTable(db, dialect, 'minutes_issue', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('minutes.meeting_id'))
    .addColumn('issue', int, (c) => c.notNull())
    .addColumn('what', str, (c) => c.notNull())
    .addColumn('content', str, (c) => c.notNull())
    /** Number of corrections, and the reason of the latest. */
    .addColumn('amendment', int, (c) => c.notNull())
    .addColumn('reason', str, (c) => c.notNull())
    .addColumn('by_id', str)
    .addColumn('by_name', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('log_seq', int)
    .addColumn('log_hash', str)
    /** SHA-256 of the JSON file of the issue before. */
    .addColumn('previous', str)
    .addPrimaryKeyConstraint('minutes_issue_key', ['meeting_id', 'issue'])
    .execute()
  await createTable(db, dialect, 'minutes_issue_file', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('minutes.meeting_id'))
    .addColumn('issue', int, (c) => c.notNull())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('file_name', str, (c) => c.notNull())
    .addColumn('bytes', int, (c) => c.notNull())
    .addColumn('sha256', str, (c) => c.notNull())
    .addColumn('signed_by', str)
    .addPrimaryKeyConstraint('minutes_issue_file_key', ['meeting_id', 'issue', 'kind'])
    .execute()
  await sql`insert into minutes_issue (meeting_id, issue, what, content, amendment, reason, by_id, by_name, at, log_seq, log_hash, previous)
    select meeting_id, 1, 'approved', content, 0, '', updated_by, coalesce(approved_name, ''), coalesce(approved_at, updated_at), log_seq, log_hash, null
    from minutes where status = 'approved'`.execute(db)
  await sql`insert into minutes_issue_file (meeting_id, issue, kind, file_name, bytes, sha256, signed_by)
    select meeting_id, 1, kind, file_name, bytes, sha256, signed_by from minutes_file`.execute(db)
  await sql`update minutes set issue = 1, issued_at = coalesce(approved_at, updated_at) where status = 'approved'`.execute(
    db,
  )
  await db.schema.dropTable('minutes_file').execute()
  await protect(db, dialect)
}

async function release(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const names = dialect === 'sqlite' ? ['minutes_no_update', 'minutes_file_no_update', 'minutes_file_no_delete'] : []
  for (const name of names) await sql.raw(`drop trigger ${name}`).execute(db)
  if (dialect === 'postgres') await sql`drop trigger minutes_no_change on minutes`.execute(db)
}

/** Approved minutes may become only a draft of the same words, or the next issue. */
const FIXED = `old.status = 'approved' and not (new.issue = old.issue + 1 or (new.issue = old.issue and new.status = 'draft' and new.content = old.content))`

async function protect(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const tables = ['minutes_issue', 'minutes_issue_file']
  if (dialect === 'sqlite') {
    await sql
      .raw(
        `create trigger minutes_no_update before update on minutes when new.issue < old.issue or (${FIXED}) begin select raise(abort, 'approved minutes are fixed'); end`,
      )
      .execute(db)
    for (const change of ['update', 'delete']) {
      for (const table of tables) {
        await sql
          .raw(
            `create trigger ${table}_no_${change} before ${change} on ${table} begin select raise(abort, 'minutes are only added to'); end`,
          )
          .execute(db)
      }
    }
    return
  }
  await sql
    .raw(
      `create trigger minutes_no_change before update on minutes for each row when (new.issue < old.issue or (${FIXED})) execute function minutes_fixed()`,
    )
    .execute(db)
  await sql`create trigger minutes_no_delete before delete on minutes for each row when (old.issue > 0) execute function minutes_fixed()`.execute(
    db,
  )
  for (const table of tables) {
    await sql
      .raw(
        `create trigger ${table}_no_change before update or delete or truncate on ${table} for each statement execute function minutes_fixed()`,
      )
      .execute(db)
  }
}
