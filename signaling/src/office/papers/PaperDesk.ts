import { type Account, MeetingError, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { EditPaper, Paper, PaperList, PaperVersion } from '@diem-cau/signaling-contract/office'
import { inTransaction } from '../../store/inTransaction.ts'
import { isUniqueViolation } from '../../store/storeFailure.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { hashFile } from './hashFile.ts'
import type { PaperFiles } from './PaperFiles.ts'
import { PaperStore } from './PaperStore.ts'
import type { Uploader } from './PaperUploads.ts'
import type { RenditionFile } from './RenditionStore.ts'
import { recognisePaper } from './recognisePaper.ts'
import type { UploadTarget } from './UploadTarget.ts'

/** Two versions that came at once take different numbers in this many tries. */
const TRIES = 5

/** Papers, for those who may see or change them. */
export class PaperDesk {
  readonly store: PaperStore
  readonly #office: OfficeContext
  readonly #files: PaperFiles
  readonly #sight: MeetingSight

  constructor(office: OfficeContext, files: PaperFiles) {
    this.#office = office
    this.#files = files
    this.store = new PaperStore(office.db)
    this.#sight = new MeetingSight(office.db, office.access)
  }

  /** @throws MeetingError `notFound` for who is not invited */
  async list(account: Account, meetingId: MeetingId): Promise<PaperList> {
    const { mayManage } = await this.#see(account, meetingId)
    return { papers: await this.store.of(meetingId), mayManage }
  }

  /** A version for who may read it. @throws MeetingError `notFound` */
  async version(account: Account, paperId: string, number: number): Promise<PaperVersion> {
    const paper = await this.#paper(paperId)
    await this.#see(account, paper.meetingId)
    return versionOf(paper, number)
  }

  /** What there is of it as PDF, for who may read it. @throws MeetingError `notFound`, also while there is none */
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

  /** @throws MeetingError `notFound`, `forbidden` */
  async checkUpload({ account }: Uploader, { meetingId, paperId }: UploadTarget): Promise<UnitCode> {
    const hostUnit = await this.#manage(account, meetingId)
    if (paperId !== null && (await this.#paper(paperId)).meetingId !== meetingId) throw new MeetingError('notFound')
    return hostUnit
  }

  /** Takes a file that is all here. @throws MeetingError `paperRefused`, `storeUnavailable` and those of checkUpload: a right may be gone meanwhile */
  async take(uploader: Uploader, target: UploadTarget, { path, bytes }: { path: string; bytes: number }): Promise<void> {
    const { db, audit, clock, renditions } = this.#office
    const unitCode = await this.checkUpload(uploader, target)
    const type = await recognisePaper(path, target.fileName)
    const sha256 = await hashFile(path)
    await this.#files.take(path, sha256)
    const version = { fileName: target.fileName, type, bytes, sha256, uploadedBy: uploader.account.name, uploadedAt: clock() }
    for (let attempt = 1; ; attempt += 1) {
      try {
        await inTransaction(db, async (tx) => {
          const { id, number } = await this.store.add(tx, target, version)
          await renditions.expect(tx, id, number, type)
          await audit.append(tx, uploader, {
            action: 'paper.uploaded',
            subject: { type: 'paper', id, name: target.fileName },
            unitCode,
            details: { meetingId: target.meetingId, sha256, bytes },
          })
        })
        return renditions.wake()
      } catch (error) {
        if (!isUniqueViolation(error) || attempt === TRIES) throw error
      }
    }
  }

  async edit({ account, ip }: Uploader, paperId: string, changes: EditPaper): Promise<Paper> {
    const { db, audit } = this.#office
    const before = await this.#paper(paperId)
    const unitCode = await this.#manage(account, before.meetingId)
    await inTransaction(db, async (tx) => {
      await this.store.edit(tx, paperId, changes)
      await audit.append(tx, { account, ip }, { action: 'paper.edited', subject: { type: 'paper', id: paperId, name: before.name }, unitCode, details: changes })
    })
    return this.#paper(paperId)
  }

  async remove({ account, ip }: Uploader, paperId: string): Promise<void> {
    const { db, audit, clock } = this.#office
    const paper = await this.#paper(paperId)
    const unitCode = await this.#manage(account, paper.meetingId)
    await inTransaction(db, async (tx) => {
      await this.store.remove(tx, paperId, clock())
      await audit.append(tx, { account, ip }, {
        action: 'paper.removed',
        subject: { type: 'paper', id: paperId, name: paper.name },
        unitCode,
        details: { meetingId: paper.meetingId },
      })
    })
  }

  async #see(account: Account, meetingId: MeetingId) {
    const { facts, mayManage } = await this.#sight.of(account, meetingId)
    return { facts, mayManage: mayManage || (await this.#office.access.may(account, 'paper.manage', facts.hostUnit.code)) }
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
