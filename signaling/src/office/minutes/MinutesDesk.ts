import { type Account, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type {
  AmendMinutes,
  Minutes,
  MinutesContent,
  MinutesIssue,
  NumberMinutes,
  ReturnMinutes,
  SaveMinutes,
} from '@diem-cau/signaling-contract/office'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { MinutesAction } from '../../domain/office/minutesPermissions.ts'
import { trueFacts, withTrueFacts } from '../../domain/record/draftMinutes.ts'
import { readLog } from '../../db/log/chainedLog.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import { MinutesDrafts } from './MinutesDrafts.ts'
import type { MinutesFiles } from './MinutesFiles.ts'
import { MinutesReader } from './MinutesReader.ts'
import { type MinutesBy, MinutesStore, type StoredIssue } from './MinutesStore.ts'
import { amendmentOf, mayTake, type SeenMinutes } from './SeenMinutes.ts'

export type MinutesActor = AuditActor & { readonly account: Account }

type Needs = Omit<OfficeContext, 'authenticate'> & { readonly logger: Logger; readonly paperFiles: PaperFiles }

/** Takes the steps of minutes on their way from the draft to the archive: they are written, read by the chair, fixed, numbered and corrected. */
export class MinutesDesk {
  readonly store: MinutesStore
  readonly drafts: MinutesDrafts
  readonly reader: MinutesReader
  readonly #office: Needs
  readonly #files: MinutesFiles

  constructor(office: Needs, files: MinutesFiles) {
    const { db, clock, logger, paperFiles } = office
    this.#office = office
    this.#files = files
    this.store = new MinutesStore(db)
    this.drafts = new MinutesDrafts({ db, clock, logger, store: this.store })
    this.reader = new MinutesReader({ db, clock, paperFiles, store: this.store, drafts: this.drafts, files })
  }

  /** @throws MeetingError `editConflict` with the other version; `forbidden` once somebody else has them */
  async save(actor: MinutesActor, meetingId: MeetingId, { version, content: written }: SaveMinutes): Promise<Minutes> {
    return this.#step(actor, meetingId, 'edit', version, async (seen, by) => {
      const content = withTrueFacts(written, trueFacts(await this.reader.replay(meetingId)))
      return (tx) => this.store.change(tx, seen.row, content, 'saved', by, {})
    })
  }

  async submit(actor: MinutesActor, meetingId: MeetingId, version: number): Promise<Minutes> {
    return this.#step(
      actor,
      meetingId,
      'submit',
      version,
      async ({ row }, by) =>
        (tx) =>
          this.store.change(tx, row, row.content, 'submitted', by, {
            status: 'submitted',
            submitted_at: by.at,
            submitted_name: by.name,
            returned_at: null,
            returned_name: null,
            remark: '',
          }),
    )
  }

  /** Gives them back to their writer, with a remark about what is to be changed. */
  async return(
    actor: MinutesActor,
    meetingId: MeetingId,
    { version, remark }: z.infer<typeof ReturnMinutes>,
  ): Promise<Minutes> {
    return this.#step(
      actor,
      meetingId,
      'return',
      version,
      async ({ row }, by) =>
        (tx) =>
          this.store.change(
            tx,
            row,
            row.content,
            'returned',
            by,
            {
              status: 'draft',
              returned_at: by.at,
              returned_name: by.name,
              remark,
              submitted_at: null,
              submitted_name: null,
            },
            remark,
          ),
    )
  }

  /** Fixes them as the next issue: three files are made and kept, with the end of the log that they came from. */
  async approve(actor: MinutesActor, meetingId: MeetingId, version: number): Promise<Minutes> {
    return this.#step(actor, meetingId, 'approve', version, async ({ facts, row, issues }, by) => {
      const { head } = await readLog(this.#office.db, meetingId)
      const what = row.issue === 0 ? ('approved' as const) : ('amended' as const)
      const amendment = what === 'approved' ? 0 : amendmentOf(issues) + 1
      const issue = await this.#fix(
        { facts, row, issues },
        { what, amendment, reason: what === 'approved' ? '' : row.reason, log: head },
        row.content,
        by,
      )
      return async (tx) => {
        await this.store.change(
          tx,
          row,
          row.content,
          what,
          by,
          {
            status: 'approved',
            approved_at: by.at,
            approved_name: by.name,
            log_seq: head?.seq ?? null,
            log_hash: head?.hash ?? null,
            issue: issue.issue,
            issued_at: by.at,
          },
          issue.reason,
        )
        await this.store.addIssue(tx, meetingId, issue, row.content, by.accountId, jsonHash(issues[0]))
      }
    })
  }

  /** The clerk's number on approved minutes, which is given after they were signed: the next issue of the same words. Once. */
  async number(
    actor: MinutesActor,
    meetingId: MeetingId,
    { version, number, symbol, numberedOn }: NumberMinutes,
  ): Promise<Minutes> {
    return this.#step(actor, meetingId, 'number', version, async ({ facts, row, issues }, by) => {
      const content = { ...row.content, number, symbol, numberedOn }
      const [latest] = issues
      const issue = await this.#fix(
        { facts, row, issues },
        { what: 'numbered', amendment: amendmentOf(issues), reason: latest?.reason ?? '', log: latest?.log ?? null },
        content,
        by,
      )
      return async (tx) => {
        await this.store.change(
          tx,
          row,
          content,
          'numbered',
          by,
          { status: 'approved', issue: issue.issue, issued_at: by.at },
          `${number}/${symbol}`,
        )
        await this.store.addIssue(tx, meetingId, issue, content, by.accountId, jsonHash(latest))
      }
    })
  }

  /** Begins a correction of approved minutes. Those stay in force, and are read, until it is approved. */
  async amend(actor: MinutesActor, meetingId: MeetingId, { version, reason }: AmendMinutes): Promise<Minutes> {
    return this.#step(
      actor,
      meetingId,
      'amend',
      version,
      async ({ row }, by) =>
        (tx) =>
          this.store.reopen(tx, row, by, reason),
    )
  }

  /** Gives the correction up: the latest issue is what there is. */
  async discard(actor: MinutesActor, meetingId: MeetingId, version: number): Promise<Minutes> {
    return this.#step(
      actor,
      meetingId,
      'discard',
      version,
      async ({ row, issues }, by) =>
        (tx) =>
          this.store.change(tx, row, issues[0]?.content ?? row.content, 'discarded', by, {
            status: 'approved',
            returned_at: null,
            returned_name: null,
            remark: '',
            submitted_at: null,
            submitted_name: null,
          }),
    )
  }

  async #fix(
    { facts, row, issues }: Pick<SeenMinutes, 'facts' | 'row' | 'issues'>,
    said: Pick<MinutesIssue, 'what' | 'amendment' | 'reason' | 'log'>,
    content: MinutesContent,
    by: MinutesBy,
  ): Promise<MinutesIssue> {
    const [latest] = issues
    const pdf = latest?.files.find(({ kind }) => kind === 'pdf')
    const issue = {
      issue: row.issue + 1,
      ...said,
      by: by.name,
      at: by.at,
      number: content.number,
      replaces: latest && pdf ? { at: latest.at, sha256: pdf.sha256 } : null,
    }
    return {
      ...issue,
      files: await this.#files.fix(
        { meetingId: row.meeting_id, content, now: by.at, startsAt: facts.startsAt },
        issue,
        latest?.files ?? [],
      ),
    }
  }

  async #step(
    actor: MinutesActor,
    meetingId: MeetingId,
    action: Exclude<MinutesAction, 'read'>,
    version: number,
    prepare: (
      seen: SeenMinutes,
      by: MinutesBy,
    ) => Promise<(tx: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<void>>,
  ): Promise<Minutes> {
    const { db, audit, clock } = this.#office
    const seen = await this.reader.see(actor.account, meetingId, 'notFound')
    // The version is compared before the right is, so that somebody who is late is told what there is now.
    if (seen.row.version !== version)
      throw new MeetingError('editConflict', `version ${seen.row.version}, not ${version}`, {
        current: this.reader.show(seen),
      })
    if (!mayTake(seen, action))
      throw new MeetingError('forbidden', `${seen.role} may not ${action} minutes that are ${seen.row.status}`)
    const by = { accountId: actor.account.accountId, name: actor.account.name, at: clock() }
    const write = await prepare(seen, by)
    try {
      await inTransaction(db, async (tx) => {
        await write(tx)
        await audit.append(tx, actor, {
          action: action === 'approve' && seen.row.issue > 0 ? 'minutes.amended' : `minutes.${pastOf[action]}`,
          subject: { type: 'meeting', id: meetingId, name: seen.facts.title },
          unitCode: seen.facts.hostUnit.code,
          details: { version: version + 1 },
        })
      })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'editConflict') throw error
      throw new MeetingError('editConflict', error.message, {
        current: await this.reader.get(actor.account, meetingId),
      })
    }
    return this.reader.get(actor.account, meetingId)
  }
}

const jsonHash = (issue: StoredIssue | undefined): string | null =>
  issue?.files.find(({ kind }) => kind === 'json')?.sha256 ?? null

const pastOf = {
  edit: 'saved',
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
  number: 'numbered',
  amend: 'amending',
  discard: 'discarded',
} as const
