import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Units with a history, people and rooms with roles, the schedule with its invitations and papers, the audit log. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  const str = text(dialect)
  const bool = flag()
  const add = async (table: string, column: string, type: typeof str, default_?: string | number) => {
    await db.schema
      .alterTable(table)
      .addColumn(column, type, (c) => (default_ === undefined ? c : c.notNull().defaultTo(default_)))
      .execute()
  }

  // Units.
  await add('unit', 'status', str, 'open')
  await add('unit', 'successor_code', str)
  /** Name and code in lower case without accents: for search and order. */
  await add('unit', 'search', str, '')
  /** Codes of its ancestors and itself, "/can-tho/o-mon/": a branch is a prefix. */
  await add('unit', 'path', str, '')
  await add('unit', 'version', int, 1)
  await db.schema.createIndex('unit_path').on('unit').column('path').execute()
  await db.schema.createIndex('unit_parent').on('unit').columns(['parent_code', 'search']).execute()
  await createTable(db, dialect, 'unit_name', { withoutRowid: true })
    .addColumn('unit_code', str, (c) => c.notNull().references('unit.code'))
    /** Date; '' = ever since it is known. */
    .addColumn('since', str, (c) => c.notNull())
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('parent_code', str)
    .addPrimaryKeyConstraint('unit_name_key', ['unit_code', 'since'])
    .execute()
  await createTable(db, dialect, 'unit_change')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('unit_code', str, (c) => c.notNull().references('unit.code'))
    .addColumn('effective_on', str, (c) => c.notNull())
    .addColumn('what', str, (c) => c.notNull())
    .addColumn('decision', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('created_by', str)
    .addColumn('applied_at', int)
    .execute()
  await db.schema.createIndex('unit_change_unit').on('unit_change').column('unit_code').execute()
  await db.schema.createIndex('unit_change_due').on('unit_change').columns(['applied_at', 'effective_on']).execute()
  await createTable(db, dialect, 'unit_group')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('owner_unit_code', str, (c) => c.notNull().references('unit.code'))
    .addColumn('rules', str, (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull().defaultTo(1))
    .execute()

  // People, rooms and guests: whoever can hold a seat is an account.
  await add('account', 'kind', str, 'person')
  await add('account', 'position', str, '')
  await add('account', 'email', str)
  await add('account', 'phone', str, '')
  await add('account', 'search', str, '')
  await add('account', 'must_change_password', bool, 0)
  /** The secret, sealed with the key of the data folder; null = no second factor. */
  await add('account', 'totp_secret', str)
  await add('account', 'totp_confirmed_at', int)
  /** Step of the last code that was taken: none is taken twice. */
  await add('account', 'totp_last_step', int, 0)
  /** JSON: hashes of what is left. */
  await add('account', 'recovery_codes', str, '[]')
  /** "issuer subject" of an OpenID provider. */
  await add('account', 'oidc_subject', str)
  await add('account', 'last_sign_in_at', int)
  /** The number grows when the secret address of the calendar feed is renewed. */
  await add('account', 'feed_generation', int, 1)
  await add('account', 'version', int, 1)
  await db.schema.createIndex('account_unit').on('account').columns(['unit_code', 'kind']).execute()
  await db.schema.createIndex('account_kind_search').on('account').columns(['kind', 'search']).execute()
  await db.schema.createIndex('account_oidc').unique().on('account').column('oidc_subject').execute()
  await createTable(db, dialect, 'account_role', { withoutRowid: true })
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('role', str, (c) => c.notNull())
    .addColumn('unit_code', str, (c) => c.notNull().references('unit.code'))
    .addPrimaryKeyConstraint('account_role_key', ['account_id', 'role', 'unit_code'])
    .execute()
  await db.schema.createIndex('account_role_unit').on('account_role').columns(['unit_code', 'role']).execute()
  await createTable(db, dialect, 'room')
    .addColumn('account_id', str, (c) => c.primaryKey().references('account.id'))
    .addColumn('place', str, (c) => c.notNull().defaultTo(''))
    .addColumn('enrolled_at', int)
    .addColumn('device_name', str, (c) => c.notNull().defaultTo(''))
    .addColumn('last_seen_at', int)
    .execute()
  await createTable(db, dialect, 'room_pairing')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('code_hash', str, (c) => c.notNull().unique())
    .addColumn('secret_hash', str, (c) => c.notNull())
    .addColumn('device_name', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .addColumn('room_account_id', str, (c) => c.references('account.id'))
    .addColumn('claimed_at', int)
    .execute()
  /** One per browser that is signed in: the family of its refresh tokens. */
  await createTable(db, dialect, 'sign_in')
    .addColumn('family', str, (c) => c.primaryKey())
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('method', str, (c) => c.notNull())
    .addColumn('device', str, (c) => c.notNull())
    .addColumn('ip', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('last_used_at', int, (c) => c.notNull())
    .addColumn('revoked_at', int)
    .execute()
  await db.schema.createIndex('sign_in_account').on('sign_in').column('account_id').execute()

  // The schedule.
  await createTable(db, dialect, 'series')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('rrule', str, (c) => c.notNull())
    .addColumn('starts_at', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .execute()
  await add('meeting', 'series_id', str)
  /** The start that the rule gave it: RECURRENCE-ID. */
  await add('meeting', 'recurrence_at', int)
  /** 1 = edited on its own: changes to all of the series leave it as it is. */
  await add('meeting', 'is_exception', bool, 0)
  await add('meeting', 'deputy_account_id', str)
  await add('meeting', 'secretary_account_id', str)
  await add('meeting', 'description', str, '')
  await add('meeting', 'place', str, '')
  /** JSON of MeetingSettings; '{}' = all defaults. */
  await add('meeting', 'settings', str, '{}')
  await add('meeting', 'invite', str, '[]')
  await add('meeting', 'rehearsal_of', str)
  await add('meeting', 'version', int, 1)
  /** SEQUENCE of its iCalendar events: grows with every change that the invited are told. */
  await add('meeting', 'sequence', int, 0)
  await add('meeting', 'cancel_reason', str, '')
  await add('meeting', 'search', str, '')
  await add('meeting', 'created_by', str)
  await add('meeting', 'created_at', int, 0)
  await add('meeting', 'updated_at', int, 0)
  for (const [name, columns] of Object.entries({
    meeting_starts: ['starts_at'],
    meeting_host: ['host_unit_code', 'starts_at'],
    meeting_chair: ['chair_account_id', 'starts_at'],
    meeting_series: ['series_id', 'recurrence_at'],
    meeting_rehearsal: ['rehearsal_of'],
  })) {
    await db.schema.createIndex(name).on('meeting').columns(columns).execute()
  }
  /** Units that were meant when the meeting was last saved, under the names of its day. */
  await createTable(db, dialect, 'meeting_unit', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('unit_code', str, (c) => c.notNull().references('unit.code'))
    .addColumn('unit_name', str, (c) => c.notNull())
    .addColumn('position', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_unit_key', ['meeting_id', 'unit_code'])
    .execute()
  await db.schema.createIndex('meeting_unit_unit').on('meeting_unit').columns(['unit_code', 'meeting_id']).execute()
  /** A guest of a series is one account in all of its meetings, and in their rehearsals. */
  await createTable(db, dialect, 'meeting_guest', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('organisation', str, (c) => c.notNull())
    .addColumn('position', int, (c) => c.notNull())
    .addColumn('revoked_at', int)
    .addPrimaryKeyConstraint('meeting_guest_key', ['meeting_id', 'account_id'])
    .execute()
  await db.schema.createIndex('meeting_guest_account').on('meeting_guest').column('account_id').execute()
  await createTable(db, dialect, 'agenda_item', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('item_id', str, (c) => c.notNull())
    .addColumn('position', int, (c) => c.notNull())
    .addColumn('title', str, (c) => c.notNull())
    .addColumn('presenter', str, (c) => c.notNull())
    .addColumn('minutes', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('agenda_item_key', ['meeting_id', 'item_id'])
    .execute()
  /** Keeps who said that they come. `invitee`: "u:<unit>" or "a:<account>". */
  await createTable(db, dialect, 'meeting_answer', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('invitee', str, (c) => c.notNull())
    .addColumn('answer', str, (c) => c.notNull())
    .addColumn('people', str, (c) => c.notNull())
    .addColumn('note', str, (c) => c.notNull())
    .addColumn('answered_by', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_answer_key', ['meeting_id', 'invitee'])
    .execute()
  /** Named officials who sit in a room. */
  await createTable(db, dialect, 'meeting_room', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('people', str, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_room_key', ['meeting_id', 'account_id'])
    .execute()
  await createTable(db, dialect, 'meeting_reminder', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('minutes_before', int, (c) => c.notNull())
    .addColumn('sent_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_reminder_key', ['meeting_id', 'minutes_before'])
    .execute()

  // Mail on its way.
  await createTable(db, dialect, 'outbox')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('meeting_id', str, (c) => c.references('meeting.id'))
    /** "u:<unit>", "a:<account>" or ''. */
    .addColumn('invitee', str, (c) => c.notNull())
    .addColumn('to_address', str, (c) => c.notNull())
    .addColumn('to_name', str, (c) => c.notNull())
    .addColumn('subject', str, (c) => c.notNull())
    /** JSON: what the mail is made of when it is sent. */
    .addColumn('content', str, (c) => c.notNull())
    .addColumn('state', str, (c) => c.notNull())
    .addColumn('tries', int, (c) => c.notNull().defaultTo(0))
    .addColumn('next_try_at', int)
    .addColumn('last_error', str, (c) => c.notNull().defaultTo(''))
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('sent_at', int)
    .execute()
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'next_try_at']).execute()
  await db.schema.createIndex('outbox_meeting').on('outbox').columns(['meeting_id', 'invitee']).execute()
  await db.schema.createIndex('outbox_created').on('outbox').column('created_at').execute()

  // Papers: the files are named by their SHA-256, outside the database.
  await createTable(db, dialect, 'paper')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('item_id', str)
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('position', int, (c) => c.notNull())
    .addColumn('deleted_at', int)
    .execute()
  await db.schema.createIndex('paper_meeting').on('paper').column('meeting_id').execute()
  await createTable(db, dialect, 'paper_version', { withoutRowid: true })
    .addColumn('paper_id', str, (c) => c.notNull().references('paper.id'))
    .addColumn('number', int, (c) => c.notNull())
    .addColumn('file_name', str, (c) => c.notNull())
    .addColumn('type', str, (c) => c.notNull())
    .addColumn('bytes', int, (c) => c.notNull())
    .addColumn('sha256', str, (c) => c.notNull())
    .addColumn('uploaded_by', str, (c) => c.notNull())
    .addColumn('uploaded_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('paper_version_key', ['paper_id', 'number'])
    .execute()

  // The audit log: the database itself refuses to change what is written.
  await createTable(db, dialect, 'audit')
    .addColumn('id', int, (c) =>
      dialect === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('actor_id', str)
    .addColumn('actor_name', str, (c) => c.notNull())
    .addColumn('action', str, (c) => c.notNull())
    .addColumn('subject_type', str)
    .addColumn('subject_id', str)
    .addColumn('subject_name', str, (c) => c.notNull())
    /** The unit that it concerns: who reads the log of a branch sees it. */
    .addColumn('unit_code', str)
    .addColumn('ip', str, (c) => c.notNull())
    .addColumn('details', str, (c) => c.notNull())
    .addColumn('search', str, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('audit_at').on('audit').column('at').execute()
  await db.schema.createIndex('audit_unit').on('audit').columns(['unit_code', 'id']).execute()
  if (dialect === 'sqlite') {
    for (const change of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger audit_no_${change} before ${change} on audit begin select raise(abort, 'the audit log is append only'); end`,
        )
        .execute(db)
    }
  } else {
    await sql`create function audit_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'the audit log is append only'; end $$`.execute(db)
    await sql`create trigger audit_no_change before update or delete or truncate on audit
      for each statement execute function audit_append_only()`.execute(db)
  }
}
