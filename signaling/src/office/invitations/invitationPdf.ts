import type { InvitationFacts } from './InvitationFacts.ts'
import { agendaLines, formatSpanVi, placeText, titledName, hostName } from './meetingLines.ts'
import { officialName } from './officialName.ts'
import { toLocalDate } from '../../domain/localTime.ts'
import { column, finished, type Font, INDENT, MARGINS, MM, newSheet, numberPages, rule, type Sheet as Document, WIDTH } from '../pdf/officialSheet.ts'

/**
 * Giấy mời as a sheet of paper: form 1.7 of appendix III of Decree 30/2020. Number, signature and seal are the
 * office's: their places are left empty.
 * @param invitee whom it is addressed to; null: to all who are invited, who then stand under "Nơi nhận"
 * @param now of the date, milliseconds since the epoch
 */
export async function invitationPdf(facts: InvitationFacts, invitee: string | null, now: number): Promise<Buffer> {
  const doc = newSheet({ title: `Giấy mời: ${facts.title}`, author: facts.hostUnit.name, subject: 'Giấy mời họp', now })
  head(doc, facts, now)
  title(doc, facts)
  body(doc, facts, invitee)
  foot(doc, facts, invitee)
  numberPages(doc)
  return finished(doc)
}

/** Office on the left, the nation's title on the right, number and date below them. */
function head(doc: Document, facts: InvitationFacts, now: number): void {
  const top = doc.y
  const left = { x: MARGINS.left, width: WIDTH * 0.42 }
  const right = { x: MARGINS.left + WIDTH * 0.44, width: WIDTH * 0.56 }
  const own = officialName(facts.hostUnit)
  // A People's Committee stands under nobody; another body stands under the one that it belongs to.
  const above = own.length > 1 || facts.hostParent === null ? [] : [officialName(facts.hostParent).join(' ')]
  let y = top
  for (const line of above) y = column(doc, line.toLocaleUpperCase('vi'), left, y, 'regular', 12)
  for (const line of own) y = column(doc, line.toLocaleUpperCase('vi'), left, y, 'bold', 12)
  rule(doc, left, y + 2, 0.4)
  const ownBottom = column(doc, 'Số:        /GM', left, y + 8, 'regular', 13)
  let yRight = column(doc, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right, top, 'bold', 12)
  yRight = column(doc, 'Độc lập - Tự do - Hạnh phúc', right, yRight, 'bold', 13)
  rule(doc, right, yRight + 2, 0.56)
  const [year = '', month = '', day = ''] = toLocalDate(now).split('-')
  const date = `Ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
  const dateBottom = column(doc, date, right, yRight + 8, 'italic', 13)
  doc.y = Math.max(ownBottom, dateBottom) + 18
}

function title(doc: Document, facts: InvitationFacts): void {
  const all = { x: MARGINS.left, width: WIDTH }
  let y = column(doc, 'GIẤY MỜI', all, doc.y, 'bold', 14)
  y = column(doc, facts.title, all, y, 'bold', 14)
  rule(doc, all, y + 2, 0.28)
  doc.y = y + 16
}

function body(doc: Document, facts: InvitationFacts, invitee: string | null): void {
  paragraph(doc, [[`${hostName(facts)} trân trọng kính mời: `, 'regular'], [invitee ?? 'các đơn vị, đại biểu có tên tại phần Nơi nhận', 'bold']])
  paragraph(doc, [[facts.isRehearsal ? 'Tham gia buổi kiểm tra đường truyền: ' : 'Tới dự cuộc họp: ', 'regular'], [facts.title, 'regular']])
  paragraph(doc, [['Chủ trì: ', 'regular'], [titledName(facts.chair), 'regular']])
  paragraph(doc, [['Thời gian: ', 'regular'], [`${formatSpanVi(facts)}.`, 'regular']])
  paragraph(doc, [['Địa điểm: ', 'regular'], [`${placeText(facts)}.`, 'regular']])
  if (facts.description !== '') for (const line of facts.description.split('\n')) paragraph(doc, [[line, 'regular']])
  if (facts.agenda.length > 0) {
    paragraph(doc, [['Chương trình:', 'regular']])
    for (const line of agendaLines(facts)) paragraph(doc, [[line, 'regular']])
  }
  const lobby = facts.lobbyMinutes > 0 ? `Phòng họp mở trước giờ họp ${facts.lobbyMinutes} phút, đề nghị các điểm cầu vào kiểm tra đường truyền. ` : ''
  const contact = facts.secretary ? ` Đầu mối liên hệ: ${[titledName(facts.secretary), facts.secretary.phone].filter((part) => part !== '').join(', ')}.` : ''
  paragraph(doc, [[`${lobby}Đề nghị đại biểu tham dự đúng thời gian, thành phần.${contact}/.`, 'regular']])
}

/** Who gets it, on the left; who signs, on the right: never torn apart over two pages. */
function foot(doc: Document, facts: InvitationFacts, invitee: string | null): void {
  const left = { x: MARGINS.left, width: WIDTH * 0.45 }
  const right = { x: MARGINS.left + WIDTH * 0.5, width: WIDTH * 0.5 }
  const units = invitee === null ? facts.units.map(({ name }) => `- ${name};`) : ['- Như trên;']
  const shown = units.length > 12 ? [...units.slice(0, 11), `- ${units.length - 11} đơn vị khác theo danh sách kèm theo;`] : units
  if (doc.y + 150 > 297 * MM - MARGINS.bottom) doc.addPage()
  const top = doc.y + 14
  const position = facts.chair.position === '' ? 'CHỦ TRÌ CUỘC HỌP' : facts.chair.position.toLocaleUpperCase('vi')
  let y = column(doc, position, right, top, 'bold', 13)
  y = column(doc, facts.chair.name, right, y + 62, 'bold', 14)
  doc.font('boldItalic').fontSize(12).text('Nơi nhận:', left.x, top, { width: left.width })
  for (const line of [...shown, '- Lưu: VT.']) doc.font('regular').fontSize(11).text(line, left.x, doc.y, { width: left.width })
  doc.y = Math.max(doc.y, y)
  if (shown !== units) {
    doc.addPage()
    column(doc, 'DANH SÁCH ĐƠN VỊ ĐƯỢC MỜI', { x: MARGINS.left, width: WIDTH }, doc.y, 'bold', 13)
    doc.y += 6
    facts.units.forEach(({ name }, index) => doc.font('regular').fontSize(13).text(`${index + 1}. ${name}`, MARGINS.left, doc.y, { width: WIDTH }))
  }
}

function paragraph(doc: Document, parts: readonly (readonly [string, Font])[]): void {
  doc.fontSize(14)
  parts.forEach(([text, font], index) => {
    const options = { width: WIDTH, align: parts.length === 1 ? ('justify' as const) : ('left' as const), indent: index === 0 ? INDENT : 0, continued: index < parts.length - 1, lineGap: 2 }
    doc.font(font)
    if (index === 0) doc.text(text, MARGINS.left, doc.y, options)
    else doc.text(text, options)
  })
  doc.y += 6
}
