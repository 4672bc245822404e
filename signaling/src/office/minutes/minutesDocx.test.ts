import { DRAFT, minutesPaper } from '@diem-cau/signaling-contract/documents'
import { expect, test } from 'vitest'
import { minutesContent } from '../../testing/minutesContent.ts'
import { NOON } from '../../testing/people.ts'
import { PdfPrinter } from '../printing/PdfPrinter.ts'
import { minutesDocx } from './minutesDocx.ts'
import { refuseBrokenXml } from './refuseBrokenXml.ts'

/** Signs that XML 1.0 does not have, signs that it has but that may end a line, and markup. */
const HOSTILE = 'A\ufffeB\uffffC\u0000D\u001bE\ud800F\u{1fffe}G\u0085H\u2028I]]>&<w:p/>"\'J'

const content = {
  ...minutesContent(),
  subject: HOSTILE,
  office: HOSTILE,
  chair: { name: HOSTILE, position: HOSTILE },
  recipients: [HOSTILE],
}
const sheet = { title: HOSTILE, author: HOSTILE, now: NOON, signer: null }

test('whatever characters get into minutes, the DOCX that is printed is XML to its last part', async () => {
  for (const paper of [
    minutesPaper(content, DRAFT),
    minutesPaper(
      { ...content, units: minutesContent({ units: 20 }).units.map((unit) => ({ ...unit, people: HOSTILE })) },
      { fixed: { log: { seq: 1, hash: HOSTILE }, replaces: null }, amendment: { amendment: 1, reason: HOSTILE } },
    ),
  ]) {
    const docx = await new PdfPrinter().printMinutes('docx', paper, sheet)
    await refuseBrokenXml(docx)
    expect((await new PdfPrinter().printMinutes('pdf', paper, sheet)).subarray(0, 5).toString()).toBe('%PDF-')
  }
})

test('a DOCX with a character that XML does not have is found before it is kept', async () => {
  await refuseBrokenXml(
    await minutesDocx(minutesPaper(minutesContent(), DRAFT), { ...sheet, title: 'Biên bản', author: 'UBND' }),
  )
  await expect(
    refuseBrokenXml(
      await minutesDocx(minutesPaper({ ...minutesContent(), subject: 'A\uffffB' }, DRAFT), {
        ...sheet,
        title: 'Biên bản',
        author: 'UBND',
      }),
    ),
  ).rejects.toThrow('word/document.xml')
  await expect(refuseBrokenXml(await minutesDocx(minutesPaper(minutesContent(), DRAFT), sheet))).rejects.toThrow(
    'docProps/core.xml',
  )
})
