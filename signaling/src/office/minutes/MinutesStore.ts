import { type AccountId, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import {
  isScheduleTime,
  type LogHead,
  MinutesContent,
  MinutesFile,
  type MinutesIssue,
  MinutesVersion,
  WrittenContent,
} from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'

export type MinutesRow = Omit<Selectable<Schema['minutes']>, 'content'> & { readonly content: MinutesContent }

export type MinutesBy = { readonly accountId: AccountId | null; readonly name: string; readonly at: number }

/** An issue with its words, and the hash by which it names the one before. */
export type StoredIssue = MinutesIssue & { readonly content: MinutesContent; readonly previous: string | null }

type Changes = Partial<Omit<Selectable<Schema['minutes']>, 'meeting_id' | 'content' | 'version'>>

/** Minutes and every version of them; what was approved is kept as issues, by the database itself. */
export class MinutesStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async find(meetingId: MeetingId): Promise<MinutesRow | null> {
    const row = await this.#db.selectFrom('minutes').selectAll().where('meeting_id', '=', meetingId).executeTakeFirst()
    return row ? { ...row, content: readable(readStored(MinutesContent, row.content), row.created_at) } : null
  }

  /** Fine if they are there already: two who look at once draft the same. Parsed first: what is stored can be saved again. */
  async draft(
    tx: Kysely<Schema>,
    meetingId: MeetingId,
    chairId: AccountId,
    content: MinutesContent,
    now: number,
  ): Promise<boolean> {
    const text = JSON.stringify(WrittenContent.parse(content))
    const made = await tx
      .insertInto('minutes')
      .values({
        meeting_id: meetingId,
        status: 'draft',
        version: 1,
        content: text,
        chair_id: chairId,
        created_at: now,
        updated_at: now,
        updated_by: null,
        updated_name: '',
      })
      .onConflict((oc) => oc.column('meeting_id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows !== 1n) return false
    await this.#keep(tx, meetingId, { version: 1, what: 'drafted', by: '', at: now, remark: '' }, null, text)
    return true
  }

  /**
   * A next version. @throws MeetingError `editConflict` without the current one: somebody was quicker
   */
  async change(
    tx: Kysely<Schema>,
    before: MinutesRow,
    content: MinutesContent,
    what: MinutesVersion['what'],
    by: MinutesBy,
    changes: Changes,
    remark = '',
  ): Promise<void> {
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

  /**
   * Opens approved minutes for a correction, and closes them again. The words stay as they are stored: the database lets no others in.
   * @throws MeetingError `editConflict` as change
   */
  async reopen(tx: Kysely<Schema>, before: MinutesRow, by: MinutesBy, reason: string): Promise<void> {
    const version = before.version + 1
    const taken = await tx
      .updateTable('minutes')
      .set({
        status: 'draft',
        reason,
        version,
        updated_at: by.at,
        updated_by: by.accountId,
        updated_name: by.name,
        returned_at: null,
        returned_name: null,
        remark: '',
        submitted_at: null,
        submitted_name: null,
      })
      .where('meeting_id', '=', before.meeting_id)
      .where('version', '=', before.version)
      .executeTakeFirst()
    if (taken.numUpdatedRows === 0n) throw new MeetingError('editConflict', 'changed meanwhile')
    await this.#keep(
      tx,
      before.meeting_id,
      { version, what: 'amending', by: by.name, at: by.at, remark: reason },
      by.accountId,
      JSON.stringify(before.content),
    )
  }

  /** The next issue with its files. @param previous SHA-256 of the JSON file of the one before */
  async addIssue(
    tx: Kysely<Schema>,
    meetingId: MeetingId,
    issue: MinutesIssue,
    content: MinutesContent,
    byId: AccountId | null,
    previous: string | null,
  ): Promise<void> {
    const { what, amendment, reason, by, at, log } = issue
    await tx
      .insertInto('minutes_issue')
      .values({
        meeting_id: meetingId,
        issue: issue.issue,
        what,
        content: JSON.stringify(content),
        amendment,
        reason,
        by_id: byId,
        by_name: by,
        at,
        log_seq: log?.seq ?? null,
        log_hash: log?.hash ?? null,
        previous,
      })
      .execute()
    await tx
      .insertInto('minutes_issue_file')
      .values(
        issue.files.map(({ kind, fileName, bytes, sha256, signedBy }) => ({
          meeting_id: meetingId,
          issue: issue.issue,
          kind,
          file_name: fileName,
          bytes,
          sha256,
          signed_by: signedBy,
        })),
      )
      .execute()
  }

  /** All issues, the newest first. */
  async issues(meetingId: MeetingId): Promise<StoredIssue[]> {
    const [rows, fileRows] = await Promise.all([
      this.#db.selectFrom('minutes_issue').selectAll().where('meeting_id', '=', meetingId).orderBy('issue').execute(),
      this.#db.selectFrom('minutes_issue_file').selectAll().where('meeting_id', '=', meetingId).execute(),
    ])
    const filesOf = Map.groupBy(fileRows, ({ issue }) => issue)
    const issues: StoredIssue[] = []
    for (const row of rows) {
      const content = MinutesContent.parse(JSON.parse(row.content))
      const files = (filesOf.get(row.issue) ?? []).map((file) =>
        MinutesFile.parse({
          kind: file.kind,
          fileName: file.file_name,
          bytes: file.bytes,
          sha256: file.sha256,
          signedBy: file.signed_by,
        }),
      )
      const before = issues.at(-1)
      const pdf = before?.files.find(({ kind }) => kind === 'pdf')
      issues.push({
        issue: row.issue,
        what: row.what,
        by: row.by_name,
        at: row.at,
        amendment: row.amendment,
        reason: row.reason,
        number: content.number,
        log: fixedHead(row),
        replaces: before && pdf ? { at: before.at, sha256: pdf.sha256 } : null,
        files,
        content,
        previous: row.previous,
      })
    }
    return issues.toReversed()
  }

  async history(meetingId: MeetingId): Promise<MinutesVersion[]> {
    const rows = await this.#db
      .selectFrom('minutes_version')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .orderBy('version', 'desc')
      .execute()
    return rows.map((row) =>
      MinutesVersion.parse({ version: row.version, what: row.what, by: row.by_name, at: row.at, remark: row.remark }),
    )
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
      .where((eb) =>
        eb.exists(eb.selectFrom('meeting_log').select('seq').whereRef('meeting_log.meeting_id', '=', 'meeting.id')),
      )
      .$if(after !== null, (query) => (after === null ? query : query.where('meeting.id', '>', after)))
      .orderBy('meeting.id')
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  }

  async #keep(
    tx: Kysely<Schema>,
    meetingId: MeetingId,
    { version, what, by, at, remark }: MinutesVersion,
    byId: AccountId | null,
    content: string,
  ): Promise<void> {
    await tx
      .insertInto('minutes_version')
      .values({ meeting_id: meetingId, version, what, content, by_id: byId, by_name: by, at, remark })
      .execute()
  }
}

/** Times that no calendar has were once stored: they are those of `instead`, for the secretary to put right. */
function readable(content: MinutesContent, instead: number): MinutesContent {
  const { startedAt, endedAt } = content
  return isScheduleTime(startedAt) && isScheduleTime(endedAt)
    ? content
    : {
        ...content,
        startedAt: isScheduleTime(startedAt) ? startedAt : instead,
        endedAt: isScheduleTime(endedAt) ? endedAt : instead,
      }
}

/** The end of the log that approved minutes were fixed with. */
function fixedHead({ log_seq, log_hash }: Pick<MinutesRow, 'log_seq' | 'log_hash'>): LogHead | null {
  return log_seq !== null && log_hash !== null ? { seq: log_seq, hash: log_hash } : null
}
