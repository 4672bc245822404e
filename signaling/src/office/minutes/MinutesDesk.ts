import { type Account, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { recordFileName } from '@diem-cau/signaling-contract/documents'
import type {
  AmendMinutes,
  Minutes,
  MinutesContent,
  MinutesFile,
  MinutesHistory,
  MinutesIssue,
  NumberMinutes,
  ReturnMinutes,
  SaveMinutes,
  Verification,
} from '@diem-cau/signaling-contract/office'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { mayDo, type MinutesAction, type MinutesRole } from '../../domain/office/minutesPermissions.ts'
import { draftMinutes, trueFacts, withTrueFacts } from '../../domain/record/draftMinutes.ts'
import { type MeetingRecord, meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { readLog } from '../../db/log/chainedLog.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import { readFactsOf } from '../invitations/readFacts.ts'
import { writeFacts } from './writeFacts.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import { draftFacts } from './draftFacts.ts'
import type { MinutesFiles } from './MinutesFiles.ts'
import { type MinutesBy, type MinutesRow, MinutesStore, type StoredIssue } from './MinutesStore.ts'
import { verifyMinutes } from './verifyMinutes.ts'
import { withoutText } from './withoutText.ts'

export type MinutesActor = AuditActor & { readonly account: Account }

type Needs = Omit<OfficeContext, 'authenticate'> & { readonly logger: Logger; readonly paperFiles: PaperFiles }

type Seen = {
  readonly facts: InvitationFacts
  readonly row: MinutesRow
  readonly role: MinutesRole
  readonly issues: readonly StoredIssue[]
}

/** Minutes on their way from the log to the archive: drafted, written, read by the chair, fixed. */
export class MinutesDesk {
  readonly store: MinutesStore
  readonly files: MinutesFiles
  readonly #office: Needs
  readonly #sight: MeetingSight

  constructor(office: Needs, files: MinutesFiles) {
    this.#office = office
    this.files = files
    this.store = new MinutesStore(office.db)
    this.#sight = new MeetingSight(office.db)
  }

  /** @throws MeetingError `minutesNotReady`, `notFound` as {@link MinutesDesk.#see} */
  async get(account: Account, meetingId: MeetingId): Promise<Minutes> {
    return this.#show(await this.#see(account, meetingId))
  }

  /** @throws MeetingError `editConflict` with the other version; `forbidden` once somebody else has them */
  async save(actor: MinutesActor, meetingId: MeetingId, { version, content: written }: SaveMinutes): Promise<Minutes> {
    return this.#step(actor, meetingId, 'edit', version, async (seen, by) => {
      const content = withTrueFacts(written, trueFacts(await this.#replay(meetingId)))
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

  /** Back to who writes, with what is to be changed. */
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

  /** No correction after all: the latest issue is what there is. */
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
    { facts, row, issues }: Pick<Seen, 'facts' | 'row' | 'issues'>,
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
      files: await this.files.fix(
        { meetingId: row.meeting_id, content, now: by.at, startsAt: facts.startsAt },
        issue,
        latest?.files ?? [],
      ),
    }
  }

  async history(account: Account, meetingId: MeetingId): Promise<MinutesHistory> {
    await this.#see(account, meetingId)
    return { versions: await this.store.history(meetingId) }
  }

  /**
   * A file for who may read the minutes: the fixed one, or a draft's printed now.
   * @param wanted of which issue; null: of what {@link get} shows
   */
  async file(
    account: Account,
    meetingId: MeetingId,
    kind: MinutesFile['kind'],
    wanted: number | null,
  ): Promise<MinutesFile | { readonly fileName: string; readonly data: Buffer }> {
    const { facts, row, role, issues } = await this.#see(account, meetingId)
    if (wanted === null && !isShownFixed(role, row)) {
      const printable = { content: row.content, now: this.#office.clock(), startsAt: facts.startsAt }
      return {
        fileName: recordFileName('du-thao-bien-ban', facts.title, facts.startsAt, kind),
        data: await this.files.draft(kind, printable, amendingOf(row, issues)),
      }
    }
    const issue = wanted === null ? issues[0] : issues.find((one) => one.issue === wanted)
    const file = issue?.files.find((candidate) => candidate.kind === kind)
    if (!file) throw new MeetingError('notFound', 'no such file')
    return file
  }

  /** What the log says, for who may read the minutes. */
  async record(
    account: Account,
    meetingId: MeetingId,
  ): Promise<{ readonly record: MeetingRecord; readonly nameOf: (what: string, extension: string) => string }> {
    const { facts } = await this.#see(account, meetingId)
    return {
      record: await this.#replay(meetingId),
      nameOf: (what, extension) => recordFileName(what, facts.title, facts.startsAt, extension),
    }
  }

  async verification(account: Account, meetingId: MeetingId): Promise<Verification> {
    await this.#see(account, meetingId)
    return verifyMinutes(this.#office.db, this.#office.paperFiles, meetingId, this.#office.clock())
  }

  /** When a meeting has ended, and for those that ended while nobody was there to do it. Never fails. */
  async draft(meetingId: MeetingId): Promise<MinutesRow | null> {
    return (await this.store.find(meetingId)) ?? this.#derive(meetingId)
  }

  /**
   * Of all meetings that ended while nobody was there to do it, a few at a time: their minutes, and the facts that reports count.
   * @param stopping leaves the rest to the next start
   */
  async draftMissing(stopping?: AbortSignal): Promise<void> {
    let after: MeetingId | null = null
    do {
      const missing: MeetingId[] = await this.store.missing(after, 100)
      for (const meetingId of missing) {
        if (stopping?.aborted) return
        await this.#derive(meetingId)
      }
      after = missing.at(-1) ?? null
    } while (after !== null)
  }

  /** From the log; what is there already stays. */
  async #derive(meetingId: MeetingId): Promise<MinutesRow | null> {
    const { db, clock, logger } = this.#office
    try {
      const facts = await readFactsOf(db, meetingId)
      const { events } = await readLog(db, meetingId)
      if (!facts || facts.isRehearsal || !events.some(({ event }) => event.type === 'meetingEnded')) return null
      const record = meetingRecord(events)
      const content = draftMinutes(record, await draftFacts(db, facts, record))
      await inTransaction(db, async (tx) => {
        await this.store.draft(tx, meetingId, record.chair ?? facts.chair.accountId, content, clock())
        await writeFacts(tx, meetingId, facts.hostUnit.code, facts.startsAt, record)
      })
      return await this.store.find(meetingId)
    } catch (error) {
      logger.error({ err: error, meetingId }, 'minutes could not be drafted')
      return null
    }
  }

  async #replay(meetingId: MeetingId): Promise<MeetingRecord> {
    const { events } = await readLog(this.#office.db, meetingId)
    return meetingRecord(events)
  }

  async #step(
    actor: MinutesActor,
    meetingId: MeetingId,
    action: Exclude<MinutesAction, 'read'>,
    version: number,
    prepare: (
      seen: Seen,
      by: MinutesBy,
    ) => Promise<(tx: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<void>>,
  ): Promise<Minutes> {
    const { db, audit, clock } = this.#office
    const seen = await this.#see(actor.account, meetingId, 'notFound')
    // Before the right to it: who is late is told what there is now.
    if (seen.row.version !== version)
      throw new MeetingError('editConflict', `version ${seen.row.version}, not ${version}`, {
        current: await this.#show(seen),
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
      throw new MeetingError('editConflict', error.message, { current: await this.get(actor.account, meetingId) })
    }
    return this.get(actor.account, meetingId)
  }

  /** @throws MeetingError `minutesNotReady` for the invited until they are approved, `notFound` for others and before the meeting has ended */
  async #see(
    account: Account,
    meetingId: MeetingId,
    unready: 'minutesNotReady' | 'notFound' = 'minutesNotReady',
  ): Promise<Seen> {
    const { facts, mayManage } = await this.#sight.of(account, meetingId)
    const row = await this.draft(meetingId)
    if (!row) throw new MeetingError('notFound', 'no minutes: the meeting has not ended, or was never held')
    const role: MinutesRole = row.chair_id === account.accountId ? 'chair' : mayManage ? 'writer' : 'invited'
    if (!mayDo(role, row.status, 'read') && row.issue === 0) throw new MeetingError(unready, 'not approved yet')
    return { facts, row, role, issues: row.issue === 0 ? [] : await this.store.issues(meetingId) }
  }

  async #show(seen: Seen): Promise<Minutes> {
    const { facts, row, role, issues } = seen
    const may = (action: MinutesAction) => mayTake(seen, action)
    const by = (name: string | null, at: number | null) => (at === null ? null : { name: name ?? '', at })
    const returned = by(row.returned_name, row.returned_at)
    const isFixed = isShownFixed(role, row)
    const [latest] = issues
    return {
      meetingId: row.meeting_id,
      title: facts.title,
      hostUnit: { code: facts.hostUnit.code, name: facts.hostUnit.name },
      startsAt: facts.startsAt,
      status: isFixed ? 'approved' : row.status,
      version: row.version,
      content: isFixed && latest ? latest.content : row.content,
      updated: isFixed && latest ? { name: latest.by, at: latest.at } : { name: row.updated_name, at: row.updated_at },
      submitted: isFixed ? null : by(row.submitted_name, row.submitted_at),
      returned: isFixed ? null : returned && { ...returned, remark: row.remark },
      approved: by(row.approved_name, row.approved_at),
      issues: issues.map(withoutText),
      amending: isFixed ? null : amendingOf(row, issues),
      may: {
        edit: may('edit'),
        submit: may('submit'),
        return: may('return'),
        approve: may('approve'),
        number: may('number'),
        amend: may('amend'),
        discard: may('discard'),
      },
    }
  }
}

/** What is approved everybody reads as it was issued; while a correction is written, only who writes or approves it sees that. */
const isShownFixed = (role: MinutesRole, row: MinutesRow): boolean =>
  row.status === 'approved' || !mayDo(role, row.status, 'read')

function mayTake({ role, row, issues }: Pick<Seen, 'role' | 'row' | 'issues'>, action: MinutesAction): boolean {
  if (!mayDo(role, row.status, action)) return false
  // A number is given once; only what was issued can be given up for it.
  if (action === 'number') return issues[0]?.number === ''
  return action !== 'discard' || row.issue > 0
}

const amendmentOf = ([latest]: readonly StoredIssue[]): number => latest?.amendment ?? 0

const amendingOf = (row: MinutesRow, issues: readonly StoredIssue[]): Minutes['amending'] =>
  row.issue === 0 || row.status === 'approved' ? null : { amendment: amendmentOf(issues) + 1, reason: row.reason }

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
