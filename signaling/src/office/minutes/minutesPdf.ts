import {
  type MinutesPaper,
  officialMoment,
  type PaperBlock,
  type PaperTable,
  type Run,
} from '@diem-cau/signaling-contract/documents'
import {
  appendixHead,
  BOTTOM,
  column,
  finished,
  type Font,
  head,
  heading,
  INDENT,
  isComplete,
  MARGINS,
  newSheet,
  numberPages,
  type Sheet,
  WIDTH,
} from '../pdf/officialSheet.ts'
import { NO_LETTER } from '../pdf/withFallback.ts'
import type { MinutesSheet } from './MinutesSheet.ts'
import { addSignaturePlace } from './signaturePlace.ts'

/** A draft says here that it is one: under the nation's title. */
const RIGHT = { x: MARGINS.left + WIDTH * 0.44, width: WIDTH * 0.56 }
const SIZE = 14
const TABLE_SIZE = 11.5
const CELL = 3.5
/** Signatures, names and the beginning of "Nơi nhận" stay on one page: so much, in points. */
const FOOT_HEIGHT = 165
/** A heading is never the last line of a page. */
const WITH_HEADING = 58
const LINE = 18
const LINE_GAP = 2
/** Space below a paragraph. */
const GAP = 5

/** Minutes as a sheet of paper: form 1.9 of appendix III of Decree 30/2020/NĐ-CP, laid out as its appendix I says. */
export async function minutesPdf(paper: MinutesPaper, { title, author, now, signer }: MinutesSheet): Promise<Buffer> {
  const sheet = newSheet({ title, author, subject: 'Biên bản cuộc họp', now })
  const bottom = head(sheet, { superior: paper.superior, office: [paper.office], number: paper.number, issued: null })
  if (paper.draft) column(sheet, 'DỰ THẢO', RIGHT, bottom - 16, 'boldItalic', 13)
  sheet.y = heading(sheet, 'BIÊN BẢN', paper.subject, bottom + 20)
  if (paper.amendment !== null)
    sheet.y = column(sheet, paper.amendment, { x: MARGINS.left, width: WIDTH }, sheet.y - 8, 'italic', 13) + 8
  drawBody(sheet, paper.body)
  foot(sheet, paper, signer === null ? null : `Ký số: ${signer}, lúc ${officialMoment(now)}`)
  const appendix = paper.appendix ? appendixHead(sheet, paper.appendix.title, paper.appendix.of) : null
  if (paper.appendix) table(sheet, paper.appendix.table)
  const missing = isComplete(sheet)
    ? []
    : [`Ký hiệu ${NO_LETTER} thay cho chữ mà tệp PDF không thể hiện được; tệp Word có đủ chữ.`]
  const below = [...(paper.foot === null ? [] : [paper.foot]), ...missing]
  if (below.length > 0) small(sheet, below.join(' '))
  numberPages(sheet, appendix)
  if (signer !== null) addSignaturePlace(sheet, { signer, reason: title, now })
  return finished(sheet)
}

/** Draws the text so that two lines at least stand on the page of the signatures: a sheet with signatures alone could be put under any other. */
function drawBody(sheet: Sheet, body: readonly PaperBlock[]): void {
  const [before, last] = [body.at(-2), body.at(-1)]
  for (const block of body.slice(0, -2)) draw(sheet, block)
  if (before) draw(sheet, before, last ? linesToKeep(sheet, before, last) : null)
  if (last) draw(sheet, last)
}

/** Counts the lines of the last block but one that stay on this page, so that some go along with the signatures where those need the next; null: as many as fit. */
function linesToKeep(sheet: Sheet, before: PaperBlock, last: PaperBlock): number | null {
  const [lines, line] = linesOf(sheet, before)
  const [ending] = linesOf(sheet, last)
  const room = Math.max(0, Math.floor((BOTTOM - sheet.y) / line))
  const perPage = Math.floor((BOTTOM - MARGINS.top) / line)
  const needed = ending + Math.ceil((FOOT_HEIGHT + 2 * GAP) / line)
  if (lines + needed <= room) return null
  for (let kept = Math.min(lines, room); kept >= 0; kept -= 1) {
    const onLast = (lines - kept) % perPage
    if (onLast > 0 && onLast + needed <= perPage) return kept
  }
  return null
}

/** Counts the lines of a block, and measures how high one is. */
function linesOf(sheet: Sheet, block: PaperBlock): [lines: number, height: number] {
  const height = sheet.font('regular').fontSize(SIZE).currentLineHeight(true) + LINE_GAP
  if (block.kind === 'table') return [2, height]
  return [
    Math.round(
      sheet.heightOfString(block.runs.map(({ text }) => text).join(''), {
        width: WIDTH,
        indent: INDENT,
        lineGap: LINE_GAP,
      }) / height,
    ),
    height,
  ]
}

/** @param kept lines of it that stay on this page; null: as many as fit */
function draw(sheet: Sheet, block: PaperBlock, kept: number | null = null): void {
  if (block.kind === 'table') return table(sheet, block)
  if (kept === null) return drawParagraph(sheet, block)
  if (kept === 0) {
    sheet.addPage()
    return drawParagraph(sheet, block)
  }
  const { page } = sheet
  const { bottom } = page.margins
  const [, height] = linesOf(sheet, block)
  page.margins.bottom = Math.max(bottom, page.height - sheet.y - (kept + 0.5) * height)
  try {
    drawParagraph(sheet, block)
  } finally {
    page.margins.bottom = bottom
  }
}

function drawParagraph(sheet: Sheet, block: Exclude<PaperBlock, PaperTable>): void {
  if (block.heading === true && sheet.y + WITH_HEADING > BOTTOM) sheet.addPage()
  if (sheet.y + LINE > BOTTOM) sheet.addPage()
  // A label and what follows it: pdfkit cannot justify a line of two fonts, so the second begins behind the first by its indent.
  const [first] = block.runs
  const second = block.runs.at(1)
  const text = {
    width: WIDTH,
    align: block.heading === true ? ('left' as const) : ('justify' as const),
    lineGap: LINE_GAP,
  }
  sheet.fontSize(SIZE)
  if (!second) sheet.font(fontOf(first)).text(first.text, MARGINS.left, sheet.y, { ...text, indent: INDENT })
  else {
    const top = sheet.y
    sheet.font(fontOf(first)).text(first.text, MARGINS.left + INDENT, top, { lineBreak: false })
    const label = sheet.widthOfString(first.text)
    sheet.font(fontOf(second)).text(second.text, MARGINS.left, top, { ...text, indent: INDENT + label })
  }
  sheet.y += GAP
}

function fontOf({ bold, italic }: Run): Font {
  if (bold === true) return italic === true ? 'boldItalic' : 'bold'
  return italic === true ? 'italic' : 'regular'
}

/** Draws the signers, and below them on the left the recipients: never torn apart over two pages. */
function foot(sheet: Sheet, paper: MinutesPaper, signed: string | null): void {
  if (sheet.y + FOOT_HEIGHT > BOTTOM) sheet.addPage()
  const half = WIDTH / 2
  const left = { x: MARGINS.left, width: half }
  const right = { x: MARGINS.left + half, width: half }
  const top = sheet.y + 12
  column(sheet, 'THƯ KÝ', left, top, 'bold', SIZE)
  const below = column(sheet, 'CHỦ TỌA', right, top, 'bold', SIZE)
  if (signed !== null) column(sheet, signed, { x: right.x + 12, width: half - 24 }, below + 6, 'italic', 10)
  const names = below + 68
  const ends = [
    column(sheet, paper.secretary, left, names, 'bold', SIZE),
    column(sheet, paper.chair, right, names, 'bold', SIZE),
  ]
  sheet.y = Math.max(...ends) + 12
  if (paper.recipients.length === 0) return
  if (sheet.y + 32 > BOTTOM) sheet.addPage()
  sheet.font('boldItalic').fontSize(12).text('Nơi nhận:', MARGINS.left, sheet.y, { width: half })
  for (const line of paper.recipients)
    sheet.font('regular').fontSize(11).text(line, MARGINS.left, sheet.y, { width: half })
}

/** Rows are whole, and the heading is on every page. */
function table(sheet: Sheet, { columns, rows }: PaperTable): void {
  let x = MARGINS.left
  const places = columns.map(({ share, centred }) => {
    const place = { x, width: WIDTH * share, align: centred === true ? ('center' as const) : ('left' as const) }
    x += place.width
    return place
  })
  const row = (cells: readonly string[], name: Font) => {
    sheet.font(name).fontSize(TABLE_SIZE)
    const heights = cells.map((text, index) =>
      sheet.heightOfString(text, { width: (places[index]?.width ?? 0) - 2 * CELL }),
    )
    const height = Math.max(...heights) + 2 * CELL
    if (sheet.y + height > BOTTOM && name !== 'bold') {
      sheet.addPage()
      row(
        columns.map(({ title }) => title),
        'bold',
      )
      sheet.font(name).fontSize(TABLE_SIZE)
    }
    const top = sheet.y
    places.forEach((place, index) => {
      sheet.rect(place.x, top, place.width, height).lineWidth(0.5).stroke()
      sheet.text(cells[index] ?? '', place.x + CELL, top + CELL, {
        width: place.width - 2 * CELL,
        align: name === 'bold' ? 'center' : place.align,
      })
    })
    sheet.y = top + height
  }
  row(
    columns.map(({ title }) => title),
    'bold',
  )
  for (const cells of rows) row(cells, 'regular')
}

/** Draws a note at the end of the last page, under a thin line. */
function small(sheet: Sheet, text: string): void {
  sheet.font('italic').fontSize(9)
  const height = sheet.heightOfString(text, { width: WIDTH })
  if (sheet.y + height + 14 > BOTTOM) sheet.addPage()
  const y = Math.max(sheet.y + 10, BOTTOM - height)
  sheet
    .moveTo(MARGINS.left, y - 4)
    .lineTo(MARGINS.left + WIDTH * 0.3, y - 4)
    .lineWidth(0.4)
    .stroke()
  sheet.text(text, MARGINS.left, Math.min(y, BOTTOM - height), { width: WIDTH })
}
