import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

/** Decree 30/2020, appendix I: A4, margins of 20 to 25, 30 to 35, 15 to 20 mm, Times New Roman of 13 to 14. */
export const MM = 72 / 25.4
export const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM }
export const WIDTH = 210 * MM - MARGINS.left - MARGINS.right
export const INDENT = 12.7 * MM
export const BOTTOM = 297 * MM - MARGINS.bottom

/** Tinos has the widths of Times New Roman, all Vietnamese letters, and may be given away (OFL). */
const font = (path: string) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${path}.ttf`)))
const fonts = {
  regular: font('400Regular/Tinos_400Regular'),
  bold: font('700Bold/Tinos_700Bold'),
  italic: font('400Regular_Italic/Tinos_400Regular_Italic'),
  boldItalic: font('700Bold_Italic/Tinos_700Bold_Italic'),
}
export type Font = keyof typeof fonts

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
  return sheet
}

/** The finished file. Nothing can be drawn any more. */
export async function finished(sheet: Sheet): Promise<Buffer> {
  const chunks: Buffer[] = []
  sheet.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<void>((resolve, reject) => sheet.once('end', resolve).once('error', reject))
  sheet.end()
  await done
  return Buffer.concat(chunks)
}

/** From the second page on, in the middle of the top margin. */
export function numberPages(sheet: Sheet): void {
  const { start, count } = sheet.bufferedPageRange()
  for (let page = start + 1; page < start + count; page += 1) {
    sheet.switchToPage(page)
    const { top } = sheet.page.margins
    // Text above the margin would begin a page of its own.
    sheet.page.margins.top = 0
    sheet.font('regular').fontSize(13).text(String(page + 1), MARGINS.left, 10 * MM, { width: WIDTH, align: 'center', lineBreak: false })
    sheet.page.margins.top = top
  }
}

export type Column = { readonly x: number; readonly width: number }

/** Centred lines. @returns where the next begins */
export function column(sheet: Sheet, text: string, { x, width }: Column, y: number, name: Font, size: number): number {
  sheet.font(name).fontSize(size).text(text, x, y, { width, align: 'center' })
  return sheet.y
}

export function rule(sheet: Sheet, { x, width }: Column, y: number, share: number): void {
  const from = x + (width * (1 - share)) / 2
  sheet.moveTo(from, y).lineTo(from + width * share, y).lineWidth(0.7).stroke()
}
