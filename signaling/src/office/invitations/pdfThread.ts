/** The thread of PdfPrinter. */
import { parentPort } from 'node:worker_threads'
import { invitationPdf } from './invitationPdf.ts'
import type { Printed, PrintJob } from './PdfPrinter.ts'

const port = parentPort
port?.on('message', ({ id, facts, invitee, now }: PrintJob) => {
  void (async () => {
    const printed: Printed = await invitationPdf(facts, invitee, now).then(
      (pdf) => ({ id, pdf }),
      (error: unknown) => ({ id, problem: String(error) }),
    )
    port.postMessage(printed)
  })()
})
