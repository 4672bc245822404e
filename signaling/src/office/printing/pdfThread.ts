/** The thread of PdfPrinter. Neither PDF nor XML holds every character: what is printed is cleaned here. */
import { parentPort } from 'node:worker_threads'
import { cleanTexts } from '@diem-cau/signaling-contract'
import { invitationPdf } from '../invitations/invitationPdf.ts'
import { minutesDocx } from '../minutes/minutesDocx.ts'
import { minutesPdf } from '../minutes/minutesPdf.ts'
import type { Printed, PrintJob } from './PdfPrinter.ts'

function print(job: PrintJob): Promise<Buffer> {
  switch (job.kind) {
    case 'invitation':
      return invitationPdf(job.facts, job.invitee, job.now)
    case 'minutesPdf':
      return minutesPdf(job.paper, job.sheet)
    case 'minutesDocx':
      return minutesDocx(job.paper, job.sheet)
    default:
      return job satisfies never
  }
}

const port = parentPort
port?.on('message', ({ id, job }: { id: number; job: PrintJob }) => {
  void (async () => {
    const printed: Printed = await print(cleanTexts(job)).then(
      (file) => ({ id, file }),
      (error: unknown) => ({ id, problem: String(error) }),
    )
    port.postMessage(printed)
  })()
})
