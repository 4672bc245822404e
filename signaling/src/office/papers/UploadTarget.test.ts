import { expect, test } from 'vitest'
import { nameOfPaper, UploadTarget } from './UploadTarget.ts'

const read = (filename: string) => UploadTarget.safeParse({ meetingId: 'm1', filename }).data?.fileName

test('a paper is called as its file, without folders', () => {
  expect(read('Báo cáo quý IV.docx'.normalize('NFD'))).toBe('Báo cáo quý IV.docx')
  expect(read(String.raw`C:\Users\An\Báo cáo.pdf`)).toBe('Báo cáo.pdf')
  expect(read('../../a.pdf')).toBe('a.pdf')
  expect(nameOfPaper('Báo cáo 2.1.pdf')).toBe('Báo cáo 2.1')
})

test.each([
  '.pdf',
  ' .pdf',
  '\u200b.pdf',
  '\u3164.docx',
  '',
  '.',
  'x/.pdf',
  'a\u202efdp.exe',
  'a\u0000.pdf',
  '\ud83d.pdf',
  'a\uffff.pdf',
  `${'a'.repeat(200)}.pdf`,
])('1.8 %j is no name of a paper', (filename) => {
  expect(read(filename)).toBeUndefined()
})
