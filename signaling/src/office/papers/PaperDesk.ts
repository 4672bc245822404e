import { type Account, MeetingError, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import {
  type EditPaper,
  MAX_STAGED,
  type Paper,
  type PaperList,
  type PaperVersion,
  type Scope,
} from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { barredOnRecord } from '../../db/log/barredOnRecord.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { isUniqueViolation } from '../../db/engine/storeFailure.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import type { PaperContext } from './PaperContext.ts'
import { hashFile } from './hashFile.ts'
import type { PaperFiles } from './PaperFiles.ts'
import { PaperStore, type Where } from './PaperStore.ts'
import type { Uploader } from './PaperUploads.ts'
import type { RenditionFile } from './RenditionStore.ts'
import { recognisePaper } from './recognisePaper.ts'
import { itemsOf, meetingsInScope, newSharedId } from './SeriesPapers.ts'
import { insertStaged } from './stagedPaperTable.ts'
import { STAGED_MS, type StagedPapers } from './StagedPapers.ts'
import { mayAt, scopeOf } from '../access.ts'
import type { PaperTarget, UploadTarget } from './UploadTarget.ts'

/** Two versions that came at once take different numbers in this many tries. */
const TRIES = 5

/** Papers, for those who may see or change them. */
export class PaperDesk {
  readonly store: PaperStore
  readonly #office: PaperContext
  readonly #files: PaperFiles
  readonly #staged: StagedPapers
  readonly #sight: MeetingSight

  constructor(office: PaperContext, files: PaperFiles, staged: StagedPapers) {
    this.#office = office
    this.#files = files
    this.#staged = staged
    this.store = new PaperStore(office.db)
    this.#sight = new MeetingSight(office.db)
  }

  /** @throws MeetingError `notFound` for who is not invited, `barred` */
  async list(account: Account, meetingId: MeetingId): Promise<PaperList> {
    const { mayManage } = await this.#see(account, meetingId)
    return { papers: await this.store.of(meetingId), mayManage }
  }

  /** A version for who may read it. @throws MeetingError `notFound`, `barred` */
  async version(account: Account, paperId: string, number: number): Promise<PaperVersion> {
    const paper = await this.#paper(paperId)
    await this.#see(account, paper.meetingId)
    return versionOf(paper, number)
  }

  /** Finds the PDF of it, for those who may read it. @throws MeetingError `barred`; `notFound`, also while there is none */
  async pdf(account: Account, paperId: string, number: number): Promise<RenditionFile & { fileName: string }> {
    const version = await this.version(account, paperId, number)
    if (version.type === 'pdf') return version
    const file = version.rendition === 'ready' ? await this.#office.renditions.store.file(paperId, number) : null
    if (!file) throw new MeetingError('notFound', 'there is no PDF of it')
    return { ...file, fileName: version.fileName.replace(/\.[^.]+$/, '.pdf') }
  }

  /** The same for a link that was given to somebody who may. */
  async versionByLink(paperId: string, number: number): Promise<PaperVersion> {
    return versionOf(await this.#paper(paperId), number)
  }

  /** @throws MeetingError `notFound`, `forbidden`; `tooLarge` when too many wait for a meeting */
  async checkUpload(uploader: Uploader, target: UploadTarget): Promise<void> {
    if (target.meetingId !== null) return void (await this.#checkPaper(uploader, target))
    await scopeOf(this.#office.db, uploader.account, 'meeting.manage')
    const waiting = await this.#office.db
      .selectFrom('staged_paper')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('account_id', '=', uploader.account.accountId)
      .where('uploaded_at', '>=', this.#office.clock() - STAGED_MS)
      .executeTakeFirst()
    if ((waiting?.count ?? 0) >= MAX_STAGED)
      throw new MeetingError('tooLarge', `${MAX_STAGED} papers wait for a meeting already`)
  }

  /** @returns the host unit */
  async #checkPaper({ account }: Uploader, { meetingId, paperId }: PaperTarget): Promise<UnitCode> {
    const hostUnit = await this.#manage(account, meetingId)
    if (paperId !== null && (await this.#paper(paperId)).meetingId !== meetingId) throw new MeetingError('notFound')
    return hostUnit
  }

  /** Takes a file that is all here. @throws MeetingError `paperRefused`, `storeUnavailable` and those of checkUpload: a right may be gone meanwhile */
  async take(
    uploader: Uploader,
    target: UploadTarget,
    file: { uploadId: string; path: string; bytes: number },
  ): Promise<void> {
    if (target.meetingId === null) return this.#stage(uploader, target.fileName, file)
    return this.#takeForMeeting(uploader, target, file)
  }

  /** Keeps it until its meeting is saved. */
  async #stage(
    uploader: Uploader,
    fileName: string,
    { uploadId, path, bytes }: { uploadId: string; path: string; bytes: number },
  ): Promise<void> {
    await this.checkUpload(uploader, { meetingId: null, fileName })
    const type = await recognisePaper(path, fileName)
    const sha256 = await hashFile(path)
    await this.#files.take(path, sha256)
    const { db, clock } = this.#office
    const now = clock()
    await this.#staged.clean()
    const { accountId } = uploader.account
    await insertStaged(db, [{ id: uploadId, accountId, fileName, type, bytes, sha256, uploadedAt: now }])
  }

  async #takeForMeeting(
    uploader: Uploader,
    target: PaperTarget,
    { path, bytes }: { path: string; bytes: number },
  ): Promise<void> {
    const { db, audit, clock, renditions, meetings, inbox } = this.#office
    const unitCode = await this.#checkPaper(uploader, target)
    const type = await recognisePaper(path, target.fileName)
    const sha256 = await hashFile(path)
    await this.#files.take(path, sha256)
    const version = {
      fileName: target.fileName,
      type,
      bytes,
      sha256,
      uploadedBy: uploader.account.name,
      uploadedAt: clock(),
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const taken = await inTransaction(db, async (tx) => {
          const places = await this.#placesOf(tx, target)
          const ids: string[] = []
          const papers: { meetingId: MeetingId; paperId: string; name: string; number: number }[] = []
          for (const place of places) {
            const { id, name, number } = await this.store.add(tx, place, version)
            await renditions.expect(tx, id, number, type)
            ids.push(id)
            papers.push({ meetingId: place.meetingId, paperId: id, name, number })
          }
          await audit.append(tx, uploader, {
            action: 'paper.uploaded',
            subject: { type: 'paper', id: ids[0] ?? '', name: target.fileName },
            unitCode,
            details: {
              meetingId: target.meetingId,
              sha256,
              bytes,
              ...(places.length > 1 ? { meetings: places.length } : {}),
            },
          })
          await inbox.news.onPaperAdded(tx, target.meetingId, target.fileName, uploader.account.accountId)
          return papers
        })
        renditions.wake()
        for (const { meetingId, number, ...paper } of taken)
          meetings.note(meetingId, uploader.account.accountId, {
            type: 'paperChanged',
            change: number === 1 ? 'added' : 'version',
            ...paper,
          })
        return
      } catch (error) {
        if (!isUniqueViolation(error) || attempt === TRIES) throw error
      }
    }
  }

  /** Finds the meetings that it goes to: of a series, each one that the scope reaches; the meeting itself is the first. */
  async #placesOf(tx: Kysely<Schema>, { meetingId, itemId, paperId, scope }: PaperTarget): Promise<Where[]> {
    const meetings = await meetingsInScope(tx, meetingId, scope, this.#office.clock())
    if (paperId !== null)
      return (await this.#copiesIn(tx, paperId, meetings)).map((copy) => ({ ...copy, itemId: null }))
    const itemOf = await itemsOf(tx, meetings, itemId)
    const sharedId = scope === 'this' ? null : newSharedId()
    return meetings.map((id) => ({
      meetingId: id,
      itemId: id === meetingId ? itemId : itemOf(id),
      paperId: null,
      sharedId,
    }))
  }

  /** The same paper in these meetings of its series, the one itself first. */
  async #copiesIn(
    tx: Kysely<Schema>,
    paperId: string,
    meetings: readonly MeetingId[],
  ): Promise<{ meetingId: MeetingId; paperId: string }[]> {
    const paper = await new PaperStore(tx).find(paperId)
    if (!paper) throw new MeetingError('notFound', 'no such paper')
    const own = { meetingId: paper.meetingId, paperId }
    if (!paper.shared || meetings.length < 2) return [own]
    const rows = await tx
      .selectFrom('paper')
      .select(['id', 'meeting_id'])
      .where('shared_id', '=', (eb) =>
        eb.selectFrom('paper as same').select('same.shared_id').where('same.id', '=', paperId),
      )
      .where('deleted_at', 'is', null)
      .execute()
    const others = rows.filter(({ id, meeting_id }) => id !== paperId && meetings.includes(meeting_id))
    return [own, ...others.map(({ id, meeting_id }) => ({ meetingId: meeting_id, paperId: id }))]
  }

  async edit({ account, ip }: Uploader, paperId: string, changes: EditPaper): Promise<Paper> {
    const { db, audit } = this.#office
    const before = await this.#paper(paperId)
    const unitCode = await this.#manage(account, before.meetingId)
    await inTransaction(db, async (tx) => {
      await this.store.edit(tx, paperId, changes)
      await audit.append(
        tx,
        { account, ip },
        {
          action: 'paper.edited',
          subject: { type: 'paper', id: paperId, name: before.name },
          unitCode,
          details: changes,
        },
      )
    })
    const after = await this.#paper(paperId)
    this.#office.meetings.note(before.meetingId, account.accountId, {
      type: 'paperChanged',
      change: 'edited',
      paperId,
      name: after.name,
    })
    return after
  }

  /** @param scope of a series: from which of its meetings it is taken out */
  async remove({ account, ip }: Uploader, paperId: string, scope: Scope): Promise<void> {
    const { db, audit, clock } = this.#office
    const paper = await this.#paper(paperId)
    const unitCode = await this.#manage(account, paper.meetingId)
    const removed = await inTransaction(db, async (tx) => {
      const copies = await this.#copiesIn(tx, paperId, await meetingsInScope(tx, paper.meetingId, scope, clock()))
      await this.store.remove(
        tx,
        copies.map((copy) => copy.paperId),
        clock(),
      )
      await audit.append(
        tx,
        { account, ip },
        {
          action: 'paper.removed',
          subject: { type: 'paper', id: paperId, name: paper.name },
          unitCode,
          details: { meetingId: paper.meetingId, ...(copies.length > 1 ? { meetings: copies.length } : {}) },
        },
      )
      return copies
    })
    for (const copy of removed)
      this.#office.meetings.note(copy.meetingId, account.accountId, {
        type: 'paperChanged',
        change: 'removed',
        paperId: copy.paperId,
        name: paper.name,
      })
  }

  /** Somebody who was put out and barred loses the papers with the room (SPEC 3.13); the office whose papers they are keeps them. */
  async #see(account: Account, meetingId: MeetingId) {
    const { db, meetings } = this.#office
    const { facts, mayManage } = await this.#sight.of(account, meetingId)
    if (await mayAt(db, account, 'paper.manage', facts.hostUnit.code)) return { facts, mayManage: true }
    const barred = meetings.barred(meetingId) ?? (await barredOnRecord(db, meetingId))
    if (barred.has(account.accountId)) throw new MeetingError('barred', 'put out of the meeting, and not allowed again')
    return { facts, mayManage: mayManage || meetings.conducts(meetingId, account.accountId) }
  }

  /** @returns the host unit */
  async #manage(account: Account, meetingId: MeetingId): Promise<UnitCode> {
    const { facts, mayManage } = await this.#see(account, meetingId)
    if (!mayManage) throw new MeetingError('forbidden', 'papers are for whoever manages the meeting')
    return facts.hostUnit.code
  }

  async #paper(paperId: string): Promise<Paper> {
    const paper = await this.store.find(paperId)
    if (!paper) throw new MeetingError('notFound', 'no such paper')
    return paper
  }
}

function versionOf({ versions }: Paper, number: number): PaperVersion {
  const version = versions.find((candidate) => candidate.number === number)
  if (!version) throw new MeetingError('notFound', 'no such version')
  return version
}
