import type * as fontkit from 'fontkit'
import { readFont } from './readFont.ts'

/**
 * Fonts for letters that Tinos lacks: names of Khmer people and pagodas, of whom Cần Thơ with Sóc Trăng has many, and of Cham. Both
 * Noto, under the OFL. Chinese is not among them: its static fonts weigh 90 MB, and pdfkit cannot take letters out of the lighter
 * variable ones (WOFF2).
 */
type Fallback = { readonly name: string; readonly font: fontkit.Font }

type Part = { readonly from: number; readonly to: number; readonly file: string }

const partsOf = (weight: number): readonly Part[] => {
  const khmer = `@fontsource/noto-serif-khmer/files/noto-serif-khmer-khmer-${weight}-normal.woff`
  return [
    { from: 0x1780, to: 0x17ff, file: khmer },
    { from: 0x19e0, to: 0x19ff, file: khmer },
    { from: 0xaa00, to: 0xaa5f, file: `@fontsource/noto-sans-cham/files/noto-sans-cham-cham-${weight}-normal.woff` },
  ]
}
const [regular, bold] = [partsOf(400), partsOf(700)]
/** Each font is read with the first letter that needs it. */
const read = new Map<string, fontkit.Font>()

/** The font for a letter that the main one lacks; null where none of ours has it. */
export function fallbackFor(letter: number, isBold: boolean): Fallback | null {
  const part = (isBold ? bold : regular).find(({ from, to }) => letter >= from && letter <= to)
  if (!part) return null
  const font = read.get(part.file) ?? readFont(part.file)
  read.set(part.file, font)
  return font.hasGlyphForCodePoint(letter) ? { name: part.file, font } : null
}
