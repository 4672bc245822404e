import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MeetingId } from '@diem-cau/signaling-contract'
import { recordFileName, minutesPaper, type PaperStand, standOf } from '@diem-cau/signaling-contract/documents'
import type { MinutesContent, MinutesFile, MinutesFileKind, MinutesIssue } from '@diem-cau/signaling-contract/office'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import type { MinutesPrinter } from './MinutesPrinter.ts'
import type { PdfSigner } from './PdfSigner.ts'
import { refuseBrokenXml } from './refuseBrokenXml.ts'

/** `startsAt`: of the meeting, for the names of the files. */
export type Printable = {
  readonly meetingId: MeetingId
  readonly content: MinutesContent
  readonly now: number
  readonly startsAt: number
}

type FixedIssue = Omit<MinutesIssue, 'files'>

export type MinutesFilesOptions = {
  readonly printer: MinutesPrinter
  readonly files: PaperFiles
  /** Files come together here, and go where papers are. */
  readonly dataDir: string
  /** Null: minutes are signed by hand. */
  readonly signer: PdfSigner | null
}

/** Minutes as files: printed anew while they are a draft, kept by their content once they are approved. */
export class MinutesFiles {
  readonly #options: MinutesFilesOptions

  constructor(options: MinutesFilesOptions) {
    this.#options = options
  }

  /** A draft says that it is one. @param amendment the correction that it is of */
  async draft(
    kind: MinutesFileKind,
    { content, now }: Omit<Printable, 'meetingId'>,
    amendment: PaperStand['amendment'],
  ): Promise<Buffer> {
    if (kind === 'json') return jsonOf({ content, log: null })
    return this.#print(kind, content, now, { fixed: null, amendment }, null)
  }

  /**
   * Makes all three and keeps them, once the DOCX is sound: nobody makes another later. What is never recorded is removed after a while.
   * @param previous the files of the issue whose place it takes
   */
  async fix(
    { meetingId, content, now, startsAt }: Printable,
    issue: FixedIssue,
    previous: readonly MinutesFile[],
  ): Promise<MinutesFile[]> {
    const signer = this.#options.signer
    const stand = standOf(issue)
    const pdf = await this.#print('pdf', content, now, stand, signer?.name ?? null)
    const docx = await this.#print('docx', content, now, stand, null)
    await refuseBrokenXml(docx)
    const { log, number: _, ...facts } = issue
    const made = [
      { kind: 'pdf' as const, data: signer ? await signer.sign(pdf, now) : pdf, signedBy: signer?.name ?? null },
      { kind: 'docx' as const, data: docx, signedBy: null },
      {
        kind: 'json' as const,
        data: jsonOf({
          meetingId,
          approvedAt: now,
          content,
          log,
          ...facts,
          previous: previous.map(({ kind, sha256 }) => ({ kind, sha256 })),
        }),
        signedBy: null,
      },
    ]
    const kept: MinutesFile[] = []
    for (const { kind, data, signedBy } of made)
      kept.push({
        kind,
        fileName: nameOf(content, issue, startsAt, kind),
        bytes: data.length,
        sha256: await this.#keep(data),
        signedBy,
      })
    return kept
  }

  #print(
    kind: 'pdf' | 'docx',
    content: MinutesContent,
    now: number,
    stand: PaperStand,
    signer: string | null,
  ): Promise<Buffer> {
    return this.#options.printer.printMinutes(kind, minutesPaper(content, stand), {
      title: `Biên bản: ${content.subject}`,
      author: content.office,
      now,
      signer,
    })
  }

  async #keep(data: Buffer): Promise<string> {
    const folder = join(this.#options.dataDir, 'papers', 'minutes')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, randomUUID())
    const sha256 = createHash('sha256').update(data).digest('hex')
    try {
      await using file = await open(path, 'wx', 0o600)
      await file.writeFile(data)
      await file.sync()
      await this.#options.files.take(path, sha256)
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return sha256
  }
}

/** "bien-ban-so-12-giao-ban-dau-tuan-2026-11-30.pdf" */
function nameOf(
  { number, subject }: MinutesContent,
  { amendment }: Pick<FixedIssue, 'amendment'>,
  startsAt: number,
  kind: MinutesFileKind,
): string {
  const what = amendment === 0 ? 'bien-ban' : `bien-ban-dinh-chinh-${amendment}`
  return recordFileName(what, number === '' ? subject : `số ${number} ${subject}`, startsAt, kind)
}

function jsonOf(value: object): Buffer {
  return Buffer.from(`${JSON.stringify({ format: 'diem-cau-minutes/1', ...value }, null, 2)}\n`)
}
