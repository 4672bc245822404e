import { UnitCode } from '@diem-cau/signaling-contract'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, test } from 'vitest'
import { factsOf } from '../../testing/invitationFacts.ts'
import { NOON } from '../../testing/people.ts'
import { invitationPdf } from './invitationPdf.ts'

type Run = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly page: number
}

/** The text of a PDF as another program reads it; points from the lower left corner. */
async function read(pdf: Buffer): Promise<{ runs: Run[]; text: string; pages: number; size: number[] }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const runs: Run[] = []
  let size: number[] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const sheet = await document.getPage(page)
    size = sheet.view
    for (const item of (await sheet.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , , , x = 0, y = 0] = item.transform as number[]
      runs.push({ text: item.str, x, y, right: x + item.width, page })
    }
  }
  return {
    runs,
    text: runs
      .map(({ text }) => text)
      .join(' ')
      .replaceAll(/\s+/g, ' '),
    pages: document.numPages,
    size,
  }
}

test('giấy mời has the parts of form 1.7 of Decree 30/2020, on A4', async () => {
  const { runs, text, pages, size } = await read(await invitationPdf(factsOf(), 'Phường Thới An', NOON))
  expect(pages).toBe(1)
  expect(size.map(Math.round)).toEqual([0, 0, 595, 842])
  for (const part of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'ỦY BAN NHÂN DÂN QUẬN Ô MÔN',
    'GIẤY MỜI Giao ban tháng 11',
    'Ủy ban nhân dân quận Ô Môn trân trọng kính mời: Phường Thới An.',
    'Tới dự cuộc họp: Giao ban tháng 11.',
    'Chủ trì: Nguyễn Văn An, Chủ tịch.',
    'từ 12 giờ 00 phút đến 14 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026',
    'Phòng họp số 1 (điểm cầu chính)',
    '1. Báo cáo tháng 10 (Lê Văn Cần, 20 phút).',
    'Trần Thị Bé, Chánh Văn phòng, 0292 3861 000',
    'Số: /GM-UBND Ô Môn, ngày 23 tháng 11 năm 2026',
    'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn An',
    'Nơi nhận: - Như trên; - Lưu: VT.',
  ]) {
    expect(text).toContain(part)
  }
  const at = (start: string) => runs.find((run) => run.text.startsWith(start))
  const nation = at('CỘNG HÒA')
  const office = at('ỦY BAN')
  expect(nation && office && nation.x > 595 / 2 - 60 && office.right < nation.x).toBe(true)
  expect(Math.abs((nation?.y ?? 0) - (office?.y ?? 99))).toBeLessThan(2)
  const number = at('Số:')
  const date = at('Ô Môn, ngày')
  expect(number && date && number.right < date.x && number.y === date.y, 'on one line').toBe(true)
  const recipients = at('Nơi nhận:')
  expect(Math.abs((recipients?.y ?? 0) - (at('TM.')?.y ?? 99)), 'level with who signs').toBeLessThan(4)
})

test('long names wrap and nothing leaves the margins', async () => {
  const long =
    'Hội nghị triển khai nhiệm vụ phát triển kinh tế – xã hội, quốc phòng, an ninh sáu tháng cuối năm và tổng kết công tác cải cách hành chính '
      .repeat(2)
      .trim()
  const facts = factsOf({
    title: long,
    hostUnit: { ...factsOf().hostUnit, name: 'Quận có tên rất dài không vừa một dòng của phần đầu giấy mời' },
    agenda: Array.from({ length: 40 }, (_, i) => ({
      itemId: `i${i}`,
      title: long,
      presenter: 'Trung tâm',
      minutes: 10,
    })),
  })
  const { runs, text, pages } = await read(await invitationPdf(facts, 'Phường Thới An', NOON))
  expect(text).toContain(long)
  expect(pages).toBeGreaterThan(2)
  for (const run of runs) {
    expect(run.x, run.text).toBeGreaterThan(84)
    expect(run.right, run.text).toBeLessThan(595.3 - 42)
    expect(run.y, run.text).toBeGreaterThan(50)
  }
  expect(runs.filter(({ y }) => y > 800).map(({ text }) => text)).toEqual(
    Array.from({ length: pages - 1 }, (_, i) => String(i + 2)),
  )
})

test('addressed to nobody alone it names all units, many of them in an appendix with page numbers of its own', async () => {
  const units = Array.from({ length: 85 }, (_, i) => ({ code: UnitCode.parse(`c.${i}`), name: `Xã số ${i + 1}` }))
  const { runs, text, pages } = await read(await invitationPdf(factsOf({ units }), null, NOON))
  expect(text).toContain('theo danh sách tại Phụ lục kèm theo')
  expect(text).toContain(
    'Phụ lục DANH SÁCH ĐƠN VỊ, ĐẠI BIỂU ĐƯỢC MỜI (Kèm theo Giấy mời số …/GM-UBND ngày 23 tháng 11 năm 2026 của Ủy ban nhân dân quận Ô Môn)',
  )
  expect(text).toContain('85. Xã số 85')
  expect(pages).toBe(3)
  expect(runs.filter(({ y }) => y > 800).map(({ text, page }) => [text, page])).toEqual([['2', 3]])
  const few = await read(await invitationPdf(factsOf({ units: units.slice(0, 12) }), null, NOON))
  expect(few.text).toContain('- Xã số 12; - Lưu: VT.')
})

test('who is invited by name, and a guest, stand under "Nơi nhận", or in the appendix', async () => {
  const named = [
    { name: 'Lê Văn Cần', position: 'Phó Chủ tịch' },
    { name: 'Ông Khách', position: 'Sở Nội vụ' },
    { name: 'Bà Mời', position: '' },
  ]
  const few = await read(await invitationPdf(factsOf({ named, description: 'Mang theo báo cáo' }), null, NOON))
  expect(few.text).toContain(
    'Nơi nhận: - Phường Thới An; - Lê Văn Cần, Phó Chủ tịch; - Ông Khách, Sở Nội vụ; - Bà Mời; - Lưu: VT.',
  )
  expect(few.text).toContain('Mang theo báo cáo.')
  const units = Array.from({ length: 11 }, (_, i) => ({ code: UnitCode.parse(`c.${i}`), name: `Xã số ${i + 1}` }))
  const many = await read(await invitationPdf(factsOf({ units, named }), null, NOON))
  expect(many.text).toContain('11. Xã số 11 12. Lê Văn Cần, Phó Chủ tịch 13. Ông Khách, Sở Nội vụ 14. Bà Mời')
})

test('every Vietnamese letter is in the font', async () => {
  const letters =
    'ẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴĐắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵđ'
  const { text } = await read(await invitationPdf(factsOf({ place: letters }), null, NOON))
  expect(text.replaceAll(' ', '')).toContain(letters)
})

test('markup in a field is text', async () => {
  const { text } = await read(
    await invitationPdf(factsOf({ title: '<script>alert(1)</script> & "x"' }), '<b>Xã</b>', NOON),
  )
  expect(text).toContain('<script>alert(1)</script> & "x"')
  expect(text).toContain('<b>Xã</b>')
})
