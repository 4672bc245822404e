import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MeetingId } from '@diem-cau/signaling-contract'
import { type LogHead, type MinutesContent, type MinutesFile, type MinutesFileKind, minutesPaper } from '@diem-cau/signaling-contract/office'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import type { PdfPrinter } from '../pdf/PdfPrinter.ts'
import type { PdfSigner } from './PdfSigner.ts'
import { refuseBrokenXml } from './refuseBrokenXml.ts'

export type Printable = { readonly meetingId: MeetingId; readonly content: MinutesContent; readonly now: number }

export type MinutesFilesOptions = {
  readonly printer: PdfPrinter
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

  /** A draft says that it is one. */
  async draft(kind: MinutesFileKind, { content, now }: Printable): Promise<Buffer> {
    if (kind === 'json') return jsonOf({ content, log: null })
    return this.#print(kind, { content, now }, null, null)
  }

  /**
   * Makes all three and keeps them, once the DOCX is sound: nobody makes another later. What is kept and never recorded is found by nobody.
   * @param log the end of the log that they were drawn up from
   */
  async fix({ meetingId, content, now }: Printable, log: LogHead | null): Promise<MinutesFile[]> {
    const signer = this.#options.signer
    const name = `bien-ban-${meetingId.replaceAll('.', '-')}`
    const pdf = await this.#print('pdf', { content, now }, log, signer?.name ?? null)
    const docx = await this.#print('docx', { content, now }, log, null)
    await refuseBrokenXml(docx)
    const made = [
      { kind: 'pdf' as const, data: signer ? await signer.sign(pdf, now) : pdf, signedBy: signer?.name ?? null },
      { kind: 'docx' as const, data: docx, signedBy: null },
      { kind: 'json' as const, data: jsonOf({ meetingId, approvedAt: now, content, log }), signedBy: null },
    ]
    const kept: MinutesFile[] = []
    for (const { kind, data, signedBy } of made) kept.push({ kind, fileName: `${name}.${kind}`, bytes: data.length, sha256: await this.#keep(data), signedBy })
    return kept
  }

  #print(kind: 'pdf' | 'docx', { content, now }: Omit<Printable, 'meetingId'>, log: LogHead | null, signer: string | null): Promise<Buffer> {
    return this.#options.printer.printMinutes(kind, minutesPaper(content, log), { title: `Biên bản: ${content.subject}`, author: content.office, now, signer })
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

function jsonOf(value: object): Buffer {
  return Buffer.from(`${JSON.stringify({ format: 'diem-cau-minutes/1', ...value }, null, 2)}\n`)
}
