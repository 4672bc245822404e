import { type AccountId, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { type LogHead, MinutesContent, MinutesFile, MinutesVersion } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { readStored } from '../../store/readStored.ts'
import type { Schema } from '../../store/schema.ts'

export type MinutesRow = Omit<Selectable<Schema['minutes']>, 'content'> & { readonly content: MinutesContent }

export type MinutesBy = { readonly accountId: AccountId | null; readonly name: string; readonly at: number }

type Changes = Partial<Omit<Selectable<Schema['minutes']>, 'meeting_id' | 'content' | 'version'>>

/** Minutes and every version of them; what is approved the database itself keeps. */
export class MinutesStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async find(meetingId: MeetingId): Promise<MinutesRow | null> {
    const row = await this.#db.selectFrom('minutes').selectAll().where('meeting_id', '=', meetingId).executeTakeFirst()
    return row ? { ...row, content: readStored(MinutesContent, row.content) } : null
  }

  /** Fine if they are there already: two who look at once draft the same. */
  async draft(tx: Kysely<Schema>, meetingId: MeetingId, chairId: AccountId, content: MinutesContent, now: number): Promise<boolean> {
    const text = JSON.stringify(content)
    const made = await tx
      .insertInto('minutes')
      .values({ meeting_id: meetingId, status: 'draft', version: 1, content: text, chair_id: chairId, created_at: now, updated_at: now, updated_by: null, updated_name: '' })
      .onConflict((oc) => oc.column('meeting_id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows !== 1n) return false
    await this.#keep(tx, meetingId, { version: 1, what: 'drafted', by: '', at: now, remark: '' }, null, text)
    return true
  }

  /**
   * A next version. @throws MeetingError `editConflict` without the current one: somebody was quicker
   */
  async change(tx: Kysely<Schema>, before: MinutesRow, content: MinutesContent, what: MinutesVersion['what'], by: MinutesBy, changes: Changes, remark = ''): Promise<void> {
    const text = JSON.stringify(content)
    const version = before.version + 1
    const taken = await tx
      .updateTable('minutes')
      .set({ ...changes, content: text, version, updated_at: by.at, updated_by: by.accountId, updated_name: by.name })
      .where('meeting_id', '=', before.meeting_id)
      .where('version', '=', before.version)
      .executeTakeFirst()
    if (taken.numUpdatedRows === 0n) throw new MeetingError('editConflict', 'changed meanwhile')
    await this.#keep(tx, before.meeting_id, { version, what, by: by.name, at: by.at, remark }, by.accountId, text)
  }

  async addFiles(tx: Kysely<Schema>, meetingId: MeetingId, files: readonly MinutesFile[]): Promise<void> {
    await tx
      .insertInto('minutes_file')
      .values(files.map(({ kind, fileName, bytes, sha256, signedBy }) => ({ meeting_id: meetingId, kind, file_name: fileName, bytes, sha256, signed_by: signedBy })))
      .execute()
  }

  async files(meetingId: MeetingId): Promise<MinutesFile[]> {
    const rows = await this.#db.selectFrom('minutes_file').selectAll().where('meeting_id', '=', meetingId).execute()
    return rows.map((row) => MinutesFile.parse({ kind: row.kind, fileName: row.file_name, bytes: row.bytes, sha256: row.sha256, signedBy: row.signed_by }))
  }

  async history(meetingId: MeetingId): Promise<MinutesVersion[]> {
    const rows = await this.#db.selectFrom('minutes_version').selectAll().where('meeting_id', '=', meetingId).orderBy('version', 'desc').execute()
    return rows.map((row) => MinutesVersion.parse({ version: row.version, what: row.what, by: row.by_name, at: row.at, remark: row.remark }))
  }

  /** Meetings that have ended by their log and have no minutes yet, or no facts, by their ids. @param after null: from the first on */
  async missing(after: MeetingId | null, limit: number): Promise<MeetingId[]> {
    const rows = await this.#db
      .selectFrom('meeting')
      .leftJoin('minutes', 'minutes.meeting_id', 'meeting.id')
      .leftJoin('meeting_fact', 'meeting_fact.meeting_id', 'meeting.id')
      .select('meeting.id')
      .where('meeting.phase', '=', 'ended')
      .where('meeting.rehearsal_of', 'is', null)
      .where((eb) => eb.or([eb('minutes.meeting_id', 'is', null), eb('meeting_fact.meeting_id', 'is', null)]))
      .where((eb) => eb.exists(eb.selectFrom('meeting_log').select('seq').whereRef('meeting_log.meeting_id', '=', 'meeting.id')))
      .$if(after !== null, (query) => (after === null ? query : query.where('meeting.id', '>', after)))
      .orderBy('meeting.id')
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  }

  async #keep(tx: Kysely<Schema>, meetingId: MeetingId, { version, what, by, at, remark }: MinutesVersion, byId: AccountId | null, content: string): Promise<void> {
    await tx.insertInto('minutes_version').values({ meeting_id: meetingId, version, what, content, by_id: byId, by_name: by, at, remark }).execute()
  }
}

/** The end of the log that approved minutes were fixed with. */
export function fixedHead({ log_seq, log_hash }: Pick<MinutesRow, 'log_seq' | 'log_hash'>): LogHead | null {
  return log_seq !== null && log_hash !== null ? { seq: log_seq, hash: log_hash } : null
}
