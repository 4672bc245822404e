import { type Account, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { recordFileName } from '@diem-cau/signaling-contract/documents'
import type { Minutes, MinutesFile, MinutesHistory, Verification } from '@diem-cau/signaling-contract/office'
import { mayDo, type MinutesAction, type MinutesRole } from '../../domain/office/minutesPermissions.ts'
import { type MeetingRecord, meetingRecord } from '../../domain/record/MeetingRecord.ts'
import { readLog } from '../../db/log/chainedLog.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import type { MinutesDrafts } from './MinutesDrafts.ts'
import type { MinutesFiles } from './MinutesFiles.ts'
import type { MinutesStore } from './MinutesStore.ts'
import { amendingOf, isShownFixed, mayTake, type SeenMinutes } from './SeenMinutes.ts'
import { verifyMinutes } from './verifyMinutes.ts'
import { withoutText } from './withoutText.ts'

type Needs = Pick<OfficeContext, 'db' | 'clock'> & {
  readonly paperFiles: PaperFiles
  readonly store: MinutesStore
  readonly drafts: MinutesDrafts
  readonly files: MinutesFiles
}

/** Shows minutes, their files, their history and their log to those who may read them. */
export class MinutesReader {
  readonly #needs: Needs
  readonly #sight: MeetingSight

  constructor(needs: Needs) {
    this.#needs = needs
    this.#sight = new MeetingSight(needs.db)
  }

  /** @throws MeetingError `minutesNotReady`, `notFound` as {@link MinutesReader.see} */
  async get(account: Account, meetingId: MeetingId): Promise<Minutes> {
    return this.show(await this.see(account, meetingId))
  }

  /** @throws MeetingError `minutesNotReady` for the invited until they are approved, `notFound` for others and before the meeting has ended */
  async see(
    account: Account,
    meetingId: MeetingId,
    unready: 'minutesNotReady' | 'notFound' = 'minutesNotReady',
  ): Promise<SeenMinutes> {
    const { facts, mayManage } = await this.#sight.of(account, meetingId)
    const row = await this.#needs.drafts.draft(meetingId)
    if (!row) throw new MeetingError('notFound', 'no minutes: the meeting has not ended, or was never held')
    const role: MinutesRole = row.chair_id === account.accountId ? 'chair' : mayManage ? 'writer' : 'invited'
    if (!mayDo(role, row.status, 'read') && row.issue === 0) throw new MeetingError(unready, 'not approved yet')
    return { facts, row, role, issues: row.issue === 0 ? [] : await this.#needs.store.issues(meetingId) }
  }

  show(seen: SeenMinutes): Minutes {
    const { facts, row, issues } = seen
    const may = (action: MinutesAction) => mayTake(seen, action)
    const by = (name: string | null, at: number | null) => (at === null ? null : { name: name ?? '', at })
    const returned = by(row.returned_name, row.returned_at)
    const isFixed = isShownFixed(seen)
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
      amending: isFixed ? null : amendingOf(seen),
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

  async history(account: Account, meetingId: MeetingId): Promise<MinutesHistory> {
    await this.see(account, meetingId)
    return { versions: await this.#needs.store.history(meetingId) }
  }

  /**
   * The fixed file, or, of a draft, one that is printed now.
   * @param wanted the issue; null: what {@link get} shows
   * @throws MeetingError `minutesNotReady`, `notFound`
   */
  async file(
    account: Account,
    meetingId: MeetingId,
    kind: MinutesFile['kind'],
    wanted: number | null,
  ): Promise<MinutesFile | { readonly fileName: string; readonly data: Buffer }> {
    const seen = await this.see(account, meetingId)
    const { facts, row, issues } = seen
    if (wanted === null && !isShownFixed(seen)) {
      const printable = { content: row.content, now: this.#needs.clock(), startsAt: facts.startsAt }
      return {
        fileName: recordFileName('du-thao-bien-ban', facts.title, facts.startsAt, kind),
        data: await this.#needs.files.draft(kind, printable, amendingOf(seen)),
      }
    }
    const issue = wanted === null ? issues[0] : issues.find((one) => one.issue === wanted)
    const file = issue?.files.find((candidate) => candidate.kind === kind)
    if (!file) throw new MeetingError('notFound', 'no such file')
    return file
  }

  /** The meeting replayed from its log, and names for files about it. */
  async record(
    account: Account,
    meetingId: MeetingId,
  ): Promise<{ readonly record: MeetingRecord; readonly nameOf: (what: string, extension: string) => string }> {
    const { facts } = await this.see(account, meetingId)
    return {
      record: await this.replay(meetingId),
      nameOf: (what, extension) => recordFileName(what, facts.title, facts.startsAt, extension),
    }
  }

  async verification(account: Account, meetingId: MeetingId): Promise<Verification> {
    const { db, paperFiles, clock } = this.#needs
    await this.see(account, meetingId)
    return verifyMinutes(db, paperFiles, meetingId, clock())
  }

  /** The meeting as its log tells it; asks nobody whether it may be read. */
  async replay(meetingId: MeetingId): Promise<MeetingRecord> {
    const { events } = await readLog(this.#needs.db, meetingId)
    return meetingRecord(events)
  }
}
