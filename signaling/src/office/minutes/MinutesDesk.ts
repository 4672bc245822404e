import { type Account, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { type Minutes, type MinutesFile, type MinutesHistory, type ReturnMinutes, type SaveMinutes, type Verification } from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { mayDo, type MinutesAction, type MinutesRole } from '../../domain/minutesPermissions.ts'
import { draftMinutes, trueFacts, withTrueFacts } from '../../domain/record/draftMinutes.ts'
import { type MeetingRecord, meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { readLog } from '../../store/chainedLog.ts'
import { inTransaction } from '../../store/inTransaction.ts'
import type { AuditActor } from '../AuditLog.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import { readFactsOf } from '../invitations/readFacts.ts'
import { writeFacts } from '../reports/writeFacts.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { draftFacts } from './draftFacts.ts'
import type { MinutesFiles } from './MinutesFiles.ts'
import { fixedHead, type MinutesBy, type MinutesRow, MinutesStore } from './MinutesStore.ts'
import { verifyMinutes } from './verifyMinutes.ts'

export type MinutesActor = AuditActor & { readonly account: Account }

type Needs = Pick<OfficeContext, 'db' | 'access' | 'audit' | 'clock' | 'logger' | 'paperFiles'>

type Seen = { readonly facts: InvitationFacts; readonly row: MinutesRow; readonly role: MinutesRole }

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
    this.#sight = new MeetingSight(office.db, office.access)
  }

  /** @throws MeetingError `notFound` also for a draft of others, and before the meeting has ended */
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
    return this.#step(actor, meetingId, 'submit', version, async ({ row }, by) => (tx) =>
      this.store.change(tx, row, row.content, 'submitted', by, { status: 'submitted', submitted_at: by.at, submitted_name: by.name, returned_at: null, returned_name: null, remark: '' }),
    )
  }

  /** Back to who writes, with what is to be changed. */
  async return(actor: MinutesActor, meetingId: MeetingId, { version, remark }: z.infer<typeof ReturnMinutes>): Promise<Minutes> {
    return this.#step(actor, meetingId, 'return', version, async ({ row }, by) => (tx) =>
      this.store.change(tx, row, row.content, 'returned', by, { status: 'draft', returned_at: by.at, returned_name: by.name, remark, submitted_at: null, submitted_name: null }, remark),
    )
  }

  /** Fixes them: three files are made and kept, with the end of the log that they came from. */
  async approve(actor: MinutesActor, meetingId: MeetingId, version: number): Promise<Minutes> {
    return this.#step(actor, meetingId, 'approve', version, async ({ row }, by) => {
      const { head } = await readLog(this.#office.db, meetingId)
      const files = await this.files.fix({ meetingId, content: row.content, now: by.at }, head)
      return async (tx) => {
        await this.store.change(tx, row, row.content, 'approved', by, {
          status: 'approved',
          approved_at: by.at,
          approved_name: by.name,
          log_seq: head?.seq ?? null,
          log_hash: head?.hash ?? null,
        })
        await this.store.addFiles(tx, meetingId, files)
      }
    })
  }

  async history(account: Account, meetingId: MeetingId): Promise<MinutesHistory> {
    await this.#see(account, meetingId)
    return { versions: await this.store.history(meetingId) }
  }

  /** A file for who may read the minutes: the fixed one, or a draft's printed now. */
  async file(account: Account, meetingId: MeetingId, kind: MinutesFile['kind']): Promise<MinutesFile | { readonly fileName: string; readonly data: Buffer }> {
    const { row } = await this.#see(account, meetingId)
    if (row.status !== 'approved') {
      const data = await this.files.draft(kind, { meetingId, content: row.content, now: this.#office.clock() })
      return { fileName: `du-thao-bien-ban.${kind}`, data }
    }
    const file = (await this.store.files(meetingId)).find((candidate) => candidate.kind === kind)
    if (!file) throw new MeetingError('notFound', 'no such file')
    return file
  }

  /** What the log says, for who may read the minutes. */
  async record(account: Account, meetingId: MeetingId): Promise<MeetingRecord> {
    await this.#see(account, meetingId)
    return this.#replay(meetingId)
  }

  async verification(account: Account, meetingId: MeetingId): Promise<Verification> {
    await this.#see(account, meetingId)
    return verifyMinutes(this.#office.db, this.#office.paperFiles, meetingId, this.#office.clock())
  }

  /** When a meeting has ended, and for those that ended while nobody was there to do it. Never fails. */
  async draft(meetingId: MeetingId): Promise<MinutesRow | null> {
    return (await this.store.find(meetingId)) ?? this.#derive(meetingId)
  }

  /** Of all meetings that ended while nobody was there to do it, a few at a time: their minutes, and the facts that reports count. */
  async draftMissing(): Promise<void> {
    for (let after: MeetingId | null = null; ; ) {
      const missing = await this.store.missing(after, 100)
      for (const meetingId of missing) await this.#derive(meetingId)
      const last = missing.at(-1)
      if (!last) return
      after = last
    }
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
    prepare: (seen: Seen, by: MinutesBy) => Promise<(tx: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<void>>,
  ): Promise<Minutes> {
    const { db, audit, clock } = this.#office
    const seen = await this.#see(actor.account, meetingId)
    // Before the right to it: who is late is told what there is now.
    if (seen.row.version !== version) throw new MeetingError('editConflict', `version ${seen.row.version}, not ${version}`, { current: await this.#show(seen) })
    if (!mayDo(seen.role, seen.row.status, action)) throw new MeetingError('forbidden', `${seen.role} may not ${action} minutes that are ${seen.row.status}`)
    const by = { accountId: actor.account.accountId, name: actor.account.name, at: clock() }
    const write = await prepare(seen, by)
    try {
      await inTransaction(db, async (tx) => {
        await write(tx)
        await audit.append(tx, actor, {
          action: `minutes.${pastOf[action]}`,
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

  /** @throws MeetingError `notFound` for whoever may not read them as they are */
  async #see(account: Account, meetingId: MeetingId): Promise<Seen> {
    const { facts, mayManage } = await this.#sight.of(account, meetingId)
    const row = await this.draft(meetingId)
    if (!row) throw new MeetingError('notFound', 'no minutes: the meeting has not ended, or was never held')
    const role: MinutesRole = row.chair_id === account.accountId ? 'chair' : mayManage ? 'writer' : 'invited'
    if (!mayDo(role, row.status, 'read')) throw new MeetingError('notFound', 'not approved yet')
    return { facts, row, role }
  }

  async #show({ facts, row, role }: Seen): Promise<Minutes> {
    const may = (action: MinutesAction) => mayDo(role, row.status, action)
    const by = (name: string | null, at: number | null) => (at === null ? null : { name: name ?? '', at })
    const returned = by(row.returned_name, row.returned_at)
    return {
      meetingId: row.meeting_id,
      title: facts.title,
      hostUnit: { code: facts.hostUnit.code, name: facts.hostUnit.name },
      startsAt: facts.startsAt,
      status: row.status,
      version: row.version,
      content: row.content,
      updated: { name: row.updated_name, at: row.updated_at },
      submitted: by(row.submitted_name, row.submitted_at),
      returned: returned && { ...returned, remark: row.remark },
      approved: by(row.approved_name, row.approved_at),
      log: fixedHead(row),
      files: row.status === 'approved' ? await this.store.files(row.meeting_id) : [],
      may: { edit: may('edit'), submit: may('submit'), return: may('return'), approve: may('approve') },
    }
  }
}

const pastOf = { edit: 'saved', submit: 'submitted', return: 'returned', approve: 'approved' } as const
