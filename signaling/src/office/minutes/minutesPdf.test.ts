import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { minutesPaper } from '@diem-cau/signaling-contract/documents'
import type { MinutesContent } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { minutesContent } from '../../testing/minutesContent.ts'
import { NOON } from '../../testing/people.ts'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { unzipText } from '../../testing/unzipText.ts'
import { minutesDocx } from './minutesDocx.ts'
import { minutesPdf } from './minutesPdf.ts'

const run = promisify(execFile)
const sheet = { title: 'Biên bản', author: 'UBND', now: NOON, signer: null }
const fixed = { fixed: { log: { seq: 9, hash: 'ab'.repeat(32) }, replaces: null }, amendment: null }

/** The text of each page, as another program reads it. */
async function pagesOf(content: MinutesContent): Promise<string[]> {
  const file = join(await temporaryFolder(), 'minutes.pdf')
  await writeFile(file, await minutesPdf(minutesPaper(content, fixed), sheet))
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return stdout.split('\f').slice(0, -1)
}

const khmer = 'ឧបាសក ថាច់ ស៊ីដា'
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

test('names of Khmer and Cham people are in the PDF, as they are copied from it too', async () => {
  const content = minutesContent({ units: 2, speeches: 1 })
  const text = (
    await pagesOf({
      ...content,
      chair: { name: khmer, position: '' },
      hostPeople: `Nguyễn Văn An; ꨇꨯꨱꨥ; ${khmer}, Sư cả chùa Pôthi Somrôn, ông Thạch Sa Rươn và bà Kim Thị Sa Rây cùng nhiều đại biểu`,
    })
  ).join('\n')
  for (const name of khmer.split(' ')) expect(text).toContain(name)
  expect(text).toContain('ꨇꨯꨱꨥ')
  expect(text, 'in its place').toMatch(/Nguyễn Văn An; ꨇꨯꨱꨥ;\s+ឧបាសក/)
  expect(text).not.toContain('không thể hiện được')
})

test('a letter that no font has is said to be missing, with where it can be read', async () => {
  const content = minutesContent({ units: 2, speeches: 1 })
  const text = (await pagesOf({ ...content, hostPeople: 'Ông 王小明 đến dự' })).join('\n')
  expect(text).toMatch(/Ký hiệu \[\?\] thay cho chữ mà tệp PDF không\s+thể hiện được/)
  expect(text, 'copied as it was written').toContain('Ông 王小明 đến dự')
})

test('whatever their length, the signatures stand on one page with two lines of the text', async () => {
  const base = minutesContent({ units: 3, speeches: 1 })
  for (let words = 0; words < 260; words += 6) {
    const content = {
      ...base,
      items: base.items.map((item, index) =>
        index === 2
          ? { ...item, votes: [], conclusion: `Kết luận ${'giao các đơn vị thực hiện '.repeat(words / 2)}`.trim() }
          : item,
      ),
    }
    const pages = await pagesOf(content)
    const signed = lines(pages.find((page) => page.includes('THƯ KÝ')) ?? '')
    const at = signed.findIndex((line) => line.startsWith('THƯ KÝ'))
    const before = signed.slice(0, at).filter((line) => !/^\d$/.test(line))
    expect(before.length, `${words} words`).toBeGreaterThanOrEqual(2)
    expect(signed.slice(at).join(' '), `${words} words`).toContain('Nguyễn Văn An')
  }
}, 180_000)

test('in the DOCX too: the last paragraphs keep with the signatures; a correction says what it is', async () => {
  const docx = await minutesDocx(
    minutesPaper(minutesContent(), { ...fixed, amendment: { amendment: 1, reason: 'Ghi nhầm tên' } }),
    sheet,
  )
  const xml = await unzipText(docx)
  expect(xml).toContain('(Bản đính chính lần 1. Lý do: Ghi nhầm tên.)')
  const paragraphs = xml.split('<w:p>').filter((part) => /Cuộc họp kết thúc vào|Giao Phòng Tài chính/.test(part))
  expect(paragraphs.at(-1)).toContain('<w:keepNext/>')
  expect(paragraphs.at(-2)).toContain('<w:keepNext/>')
})
