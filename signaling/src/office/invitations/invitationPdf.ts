import { officialDate } from '@diem-cau/signaling-contract/documents'
import {
  appendixHead,
  BOTTOM,
  column,
  finished,
  head,
  heading,
  INDENT,
  MARGINS,
  newSheet,
  numberPages,
  type Sheet as Document,
  WIDTH,
} from '../pdf/officialSheet.ts'
import type { InvitationFacts } from './InvitationFacts.ts'
import { placeOfIssue, signerLines, superiorName, symbolOf } from './letterhead.ts'
import { agendaLines, formatSpanVi, hostName, placeText, titledName } from './meetingLines.ts'
import { officialName } from './officialName.ts'

/** So many units stand under "Nơi nhận"; more in an appendix. */
const MAX_RECIPIENTS = 12
/** Rights, position, room for the signature, name: never torn apart. */
const FOOT_HEIGHT = 165

/**
 * Giấy mời as a sheet of paper: form 1.7 of appendix III of Decree 30/2020/NĐ-CP, laid out as its appendix I says, both read
 * in their text: letterhead, "Số: …/GM-…", place and date; "GIẤY MỜI" and what it is about; "… trân trọng kính mời", "Tới dự",
 * "Chủ trì", "Thời gian", "Địa điểm", what to mind, "./."; "Nơi nhận" and who signs side by side. Number, signature and seal
 * are the office's: their places are left empty.
 * @param invitee whom it is addressed to; null: to all who are invited, who then stand under "Nơi nhận"
 * @param now of the date, milliseconds since the epoch
 */
export async function invitationPdf(facts: InvitationFacts, invitee: string | null, now: number): Promise<Buffer> {
  const doc = newSheet({ title: `Giấy mời: ${facts.title}`, author: facts.hostUnit.name, subject: 'Giấy mời họp', now })
  const { hostUnit, hostParent } = facts
  const invited = [...facts.units.map(({ name }) => name), ...facts.named.map(titledName)]
  const many = invitee === null && invited.length > MAX_RECIPIENTS
  const bottom = head(doc, {
    superior: superiorName(hostUnit, hostParent),
    office: officialName(hostUnit),
    number: `Số:        /${symbolOf('GM', hostUnit)}`,
    issued: `${placeOfIssue(hostUnit, hostParent) || '……………'}, ${officialDate(now)}`,
  })
  doc.y = heading(doc, 'GIẤY MỜI', facts.title, bottom + 18)
  body(
    doc,
    facts,
    invitee ??
      (many
        ? 'các đơn vị, đại biểu theo danh sách tại Phụ lục kèm theo'
        : 'các đơn vị, đại biểu có tên tại phần Nơi nhận'),
  )
  foot(doc, facts, invitee === null && !many ? invited : ['Như trên'])
  const appendix = many ? listed(doc, facts, invited, now) : null
  numberPages(doc, appendix)
  return finished(doc)
}

function body(doc: Document, facts: InvitationFacts, invitee: string): void {
  paragraph(doc, `${hostName(facts)} trân trọng kính mời: ${ended(invitee)}`)
  paragraph(
    doc,
    `${facts.isRehearsal ? 'Tham gia buổi kiểm tra đường truyền' : 'Tới dự cuộc họp'}: ${ended(facts.title)}`,
  )
  paragraph(doc, `Chủ trì: ${ended(titledName(facts.chair))}`)
  paragraph(doc, `Thời gian: ${formatSpanVi(facts)}.`)
  paragraph(doc, `Địa điểm: ${placeText(facts)}.`)
  if (facts.description !== '') for (const line of facts.description.split('\n')) paragraph(doc, ended(line))
  if (facts.agenda.length > 0) {
    paragraph(doc, 'Chương trình:')
    for (const line of agendaLines(facts)) paragraph(doc, ended(line))
  }
  const lobby =
    facts.lobbyMinutes > 0
      ? `Phòng họp mở trước giờ họp ${facts.lobbyMinutes} phút, đề nghị các điểm cầu vào kiểm tra đường truyền. `
      : ''
  const contact = facts.secretary
    ? ` Đầu mối liên hệ: ${[titledName(facts.secretary), facts.secretary.phone].filter((part) => part !== '').join(', ')}.`
    : ''
  paragraph(doc, `${lobby}Đề nghị đại biểu tham dự đúng thời gian, thành phần.${contact}/.`)
}

/** A paragraph ends with a stop, unless whoever wrote it has ended it already. */
function ended(text: string): string {
  return text === '' || /[.!?:;…/]$/u.test(text) ? text : `${text}.`
}

/** Draws the recipients on the left, and on the right the authority and the signer (boxes 9b and 7): never torn apart over two pages. */
function foot(doc: Document, facts: InvitationFacts, recipients: readonly string[]): void {
  const left = { x: MARGINS.left, width: WIDTH * 0.45 }
  const right = { x: MARGINS.left + WIDTH * 0.5, width: WIDTH * 0.5 }
  if (doc.y + FOOT_HEIGHT > BOTTOM) doc.addPage()
  const top = doc.y + 14
  let y = top
  for (const line of signerLines(facts.hostUnit, facts.chair.position)) y = column(doc, line, right, y, 'bold', 14)
  y = column(doc, facts.chair.name, right, y + 62, 'bold', 14)
  doc.font('boldItalic').fontSize(12).text('Nơi nhận:', left.x, top, { width: left.width })
  for (const line of [...recipients.map((name) => `- ${name};`), '- Lưu: VT.'])
    doc.font('regular').fontSize(11).text(line, left.x, doc.y, { width: left.width })
  doc.y = Math.max(doc.y, y)
}

/** @returns the page it begins on */
function listed(doc: Document, facts: InvitationFacts, invited: readonly string[], now: number): number {
  const page = appendixHead(
    doc,
    'DANH SÁCH ĐƠN VỊ, ĐẠI BIỂU ĐƯỢC MỜI',
    `Giấy mời số …/${symbolOf('GM', facts.hostUnit)} ${officialDate(now)} của ${hostName(facts)}`,
  )
  invited.forEach((name, index) =>
    doc
      .font('regular')
      .fontSize(13)
      .text(`${index + 1}. ${name}`, MARGINS.left, doc.y, { width: WIDTH }),
  )
  return page
}

/** Draws text to both margins, the first line 12.7 mm in, 6 pt apart (appendix I, II.6e). */
function paragraph(doc: Document, text: string): void {
  doc
    .font('regular')
    .fontSize(14)
    .text(text, MARGINS.left, doc.y, { width: WIDTH, align: 'justify', indent: INDENT, lineGap: 2 })
  doc.y += 6
}
