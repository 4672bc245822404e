import PDFDocument from 'pdfkit'
import { readFont } from './readFont.ts'
import { withFallback } from './withFallback.ts'

/**
 * Decree 30/2020/NĐ-CP, appendix I, part I: A4, margins of 20 to 25 (top, bottom), 30 to 35 (left), 15 to 20 mm (right), Times
 * New Roman (section I); text of 13 to 14, lines begin 10 or 12.7 mm in, 6 pt or more between paragraphs, single to 1.5 lines
 * (II.6e). Sizes in points and faces of all else are in its section V.
 */
const MM = 72 / 25.4
export const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM }
export const WIDTH = 210 * MM - MARGINS.left - MARGINS.right
export const INDENT = 12.7 * MM
export const BOTTOM = 297 * MM - MARGINS.bottom

/** Tinos has the widths of Times New Roman, all Vietnamese letters, and may be given away (OFL). */
const font = (path: string) => readFont(`@expo-google-fonts/tinos/${path}.ttf`)
/** Fonts are read once for all sheets: that takes several times as long as to print one. */
const fonts = {
  regular: font('400Regular/Tinos_400Regular'),
  bold: font('700Bold/Tinos_700Bold'),
  italic: font('400Regular_Italic/Tinos_400Regular_Italic'),
  boldItalic: font('700Bold_Italic/Tinos_700Bold_Italic'),
}
export type Font = keyof typeof fonts

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** It takes a font that is read already, too, which its types do not know. */
      registerFont(name: string, src: ReturnType<typeof font>): this
    }
  }
}

export type Sheet = InstanceType<typeof PDFDocument>

/** A sheet as offices use it, to be drawn on. */
export function newSheet(info: { title: string; author: string; subject: string; now: number }): Sheet {
  const date = new Date(info.now)
  const sheet = new PDFDocument({
    size: 'A4',
    margins: MARGINS,
    bufferPages: true,
    lang: 'vi',
    info: { Title: info.title, Author: info.author, Subject: info.subject, CreationDate: date, ModDate: date },
  })
  for (const [name, data] of Object.entries(fonts)) sheet.registerFont(name, data)
  letters.set(sheet, withFallback(sheet, fonts))
  return sheet
}

const letters = new WeakMap<Sheet, ReturnType<typeof withFallback>>()

/** True if all that was drawn so far could be: false when something stands as "[?]". */
export const isComplete = (sheet: Sheet): boolean => letters.get(sheet)?.isComplete() ?? true

/** The finished file. Nothing can be drawn any more. */
export async function finished(sheet: Sheet): Promise<Buffer> {
  const chunks: Buffer[] = []
  sheet.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<void>((resolve, reject) => sheet.once('end', resolve).once('error', reject))
  sheet.end()
  await done
  return Buffer.concat(chunks)
}

/**
 * Numbers the pages from the second on, in the middle of the top margin, 13 to 14 (section I.7).
 * @param appendix its first page, counted from 0: an appendix has numbers of its own (III.1đ)
 */
export function numberPages(sheet: Sheet, appendix: number | null = null): void {
  const { start, count } = sheet.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    const number = page - (appendix !== null && page >= appendix ? appendix : start) + 1
    if (number === 1) continue
    sheet.switchToPage(page)
    const { top } = sheet.page.margins
    // Text above the margin would begin a page of its own.
    sheet.page.margins.top = 0
    sheet
      .font('regular')
      .fontSize(13)
      .text(String(number), MARGINS.left, 10 * MM, { width: WIDTH, align: 'center', lineBreak: false })
    sheet.page.margins.top = top
  }
}

export type Column = { readonly x: number; readonly width: number }

/** Centred lines. @returns where the next begins */
export function column(sheet: Sheet, text: string, { x, width }: Column, y: number, name: Font, size: number): number {
  sheet.font(name).fontSize(size).text(text, x, y, { width, align: 'center' })
  return sheet.y
}

/** Draws a rule under a line that was just drawn: as long as that share of it, in its middle. */
function rule(sheet: Sheet, text: string, { x, width }: Column, y: number, share: number): void {
  const length = Math.min(sheet.widthOfString(text), width) * share
  const from = x + (width - length) / 2
  sheet
    .moveTo(from, y)
    .lineTo(from + length, y)
    .lineWidth(0.7)
    .stroke()
}

export type SheetHead = {
  /** The office above; '' where there is none. */
  readonly superior: string
  /** One line, or two. */
  readonly office: readonly string[]
  /** "Số: 12/GM-UBND" */
  readonly number: string
  /** "Ô Môn, ngày 05 tháng 01 năm 2026"; null where the form has none. */
  readonly issued: string | null
}

/**
 * Boxes 1 to 4 of section IV: office on the left, the nation's title on the right, number and date on one line below both. The
 * rule under the motto is as long as it, that under the office 1/3 to 1/2 of it (section II.1 to 4).
 * @returns where what follows begins
 */
export function head(sheet: Sheet, { superior, office, number, issued }: SheetHead): number {
  const top = sheet.y
  const left = { x: MARGINS.left, width: WIDTH * 0.42 }
  const right = { x: MARGINS.left + WIDTH * 0.44, width: WIDTH * 0.56 }
  let y = top
  if (superior !== '') y = column(sheet, superior.toLocaleUpperCase('vi'), left, y, 'regular', 12)
  for (const line of office) y = column(sheet, line.toLocaleUpperCase('vi'), left, y, 'bold', 12)
  rule(sheet, (office.at(-1) ?? '').toLocaleUpperCase('vi'), left, y + 2, 0.45)
  let yRight = column(sheet, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right, top, 'bold', 12)
  yRight = column(sheet, 'Độc lập - Tự do - Hạnh phúc', right, yRight, 'bold', 13)
  rule(sheet, 'Độc lập - Tự do - Hạnh phúc', right, yRight + 2, 1)
  const below = Math.max(y, yRight) + 9
  const bottom = column(sheet, number, left, below, 'regular', 13)
  return issued === null ? bottom : Math.max(bottom, column(sheet, issued, right, below, 'italic', 13))
}

/** Box 5a: what it is, and what it is about, with a rule of 1/3 to 1/2 of that. @returns where the text begins */
export function heading(sheet: Sheet, type: string, subject: string, top: number): number {
  const all = { x: MARGINS.left, width: WIDTH }
  let y = column(sheet, type, all, top, 'bold', 14)
  y = column(sheet, subject, all, y, 'bold', 14)
  rule(sheet, subject, all, y + 3, 0.4)
  return y + 16
}

/** An appendix begins on a page of its own (III.1b and c). @param of which paper: "Biên bản …" @returns its page, counted from 0 */
export function appendixHead(sheet: Sheet, title: string, of: string): number {
  const all = { x: MARGINS.left, width: WIDTH }
  sheet.addPage()
  const { start, count } = sheet.bufferedPageRange()
  let y = column(sheet, 'Phụ lục', all, sheet.y, 'bold', 14)
  y = column(sheet, title, all, y, 'bold', 14)
  y = column(sheet, `(Kèm theo ${of})`, all, y + 2, 'italic', 13)
  sheet.y = y + 12
  return start + count - 1
}
