import { Worker } from 'node:worker_threads'
import type { MinutesPaper } from '@diem-cau/signaling-contract/documents'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import type { InvitationPrinter } from '../invitations/InvitationPrinter.ts'
import type { MinutesPrinter } from '../minutes/MinutesPrinter.ts'
import type { MinutesSheet } from '../minutes/MinutesSheet.ts'

export type PrintJob =
  | {
      readonly kind: 'invitation'
      readonly facts: InvitationFacts
      readonly invitee: string | null
      readonly now: number
    }
  | { readonly kind: 'minutesPdf' | 'minutesDocx'; readonly paper: MinutesPaper; readonly sheet: MinutesSheet }

export type Printed =
  | { readonly id: number; readonly file: Uint8Array }
  | { readonly id: number; readonly problem: string }

type Waiting = { resolve: (file: Buffer) => void; reject: (error: Error) => void }

/**
 * Prints giấy mời and biên bản in a thread of its own: one takes about a tenth of a second of computing, an invitation to 85
 * units ten, and meetings are running meanwhile. The thread is started with the first one.
 */
export class PdfPrinter implements InvitationPrinter, MinutesPrinter {
  #worker: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  async print(facts: InvitationFacts, invitee: string | null, now: number): Promise<Buffer> {
    return this.#print({ kind: 'invitation', facts, invitee, now })
  }

  async printMinutes(kind: 'pdf' | 'docx', paper: MinutesPaper, sheet: MinutesSheet): Promise<Buffer> {
    return this.#print({ kind: kind === 'pdf' ? 'minutesPdf' : 'minutesDocx', paper, sheet })
  }

  #print(job: PrintJob): Promise<Buffer> {
    const id = (this.#last += 1)
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, job })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./pdfThread.ts', import.meta.url))
    // It does not keep the process alive, and ends with it.
    worker.unref()
    worker.on('message', (printed: Printed) => {
      const waiting = this.#waiting.get(printed.id)
      this.#waiting.delete(printed.id)
      if ('file' in printed) waiting?.resolve(Buffer.from(printed.file))
      else waiting?.reject(new Error(printed.problem))
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error('the thread that prints has ended')))
    return worker
  }

  #fail(error: Error): void {
    this.#worker = null
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }
}
