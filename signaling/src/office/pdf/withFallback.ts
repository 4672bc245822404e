// oxlint-disable no-underscore-dangle -- names of pdfkit, which has no other way to draw a line in two fonts
import type * as fontkit from 'fontkit'
import { fallbackFor } from './fallbackFonts.ts'
import type { Font, Sheet } from './officialSheet.ts'

/** This replaces letters that no font of ours has. */
export const NO_LETTER = '[?]'

/** Options of a line: some are pdfkit's own. */
type TextOptions = PDFKit.Mixins.TextOptions & {
  readonly lineWidth?: number
  readonly textWidth?: number
  readonly wordCount?: number
}

/** The part of pdfkit that draws a line of text, and its font: pdfkit has no fallback of its own. */
type Drawing = {
  _font: { readonly name: string; readonly ascender: number }
  _fontSize: number
  _fragment(text: string, x: number, y: number, options: TextOptions): void
}

/** `font` null: the one that is chosen. `actual`: what was written, where another text stands for it. */
type Run = {
  readonly text: string
  readonly actual?: string
  readonly font: { readonly name: string; readonly font: fontkit.Font } | null
}

/**
 * Draws letters that the chosen font lacks in another font, on the same line; lines without such letters as ever. Both how wide a
 * text is and how it is drawn go through here, so that lines break, centre and justify as for one font.
 * @param fonts by the names that they are registered under
 * @returns whether something stood in a text that no font has
 */
export function withFallback(sheet: Sheet, fonts: Readonly<Record<Font, fontkit.Font>>): { isComplete(): boolean } {
  const drawing = sheet as Sheet & Drawing
  const state = { isComplete: true }
  const [widthOf, fragment] = [sheet.widthOfString.bind(sheet), drawing._fragment.bind(sheet)]
  const byName = new Map(Object.entries(fonts).map(([name, font]) => [font.postscriptName, { name, font }]))
  /** Null while a piece is drawn in another font. */
  const chosen = () => byName.get(drawing._font.name) ?? null

  /** Divides the text into pieces of one font each; null: all of it is in the chosen one. */
  function runsOf(text: string): Run[] | null {
    const main = chosen()
    if (!main) return null
    const runs: Run[] = []
    let isPlain = true
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0
      if (main.font.hasGlyphForCodePoint(code) || code < 0x20) {
        push(runs, letter, null)
        continue
      }
      isPlain = false
      const found = fallbackFor(code, main.name.startsWith('bold'))
      if (found) push(runs, letter, found)
      // Letters that are never seen need no font.
      else if (!/\p{Default_Ignorable_Code_Point}/u.test(letter)) {
        state.isComplete = false
        const last = runs.at(-1)
        if (last?.actual === undefined) runs.push({ text: NO_LETTER, actual: letter, font: null })
        else runs[runs.length - 1] = { ...last, actual: last.actual + letter }
      }
    }
    return isPlain ? null : runs
  }

  const inFont = <T>({ font: other }: Run, work: () => T): T => {
    const main = chosen()
    if (!other || !main) return work()
    sheet.registerFont(other.name, other.font).font(other.name)
    try {
      return work()
    } finally {
      sheet.font(main.name)
    }
  }
  const widthOfRuns = (runs: readonly Run[], options?: TextOptions) =>
    runs.reduce((sum, run) => sum + inFont(run, () => widthOf(run.text, options)), 0)

  sheet.widthOfString = (text, options) => {
    const runs = runsOf(text)
    return runs ? widthOfRuns(runs, options) : widthOf(text, options)
  }
  drawing._fragment = (text, x, y, options) => {
    if (runsOf(text) === null) return fragment(text, x, y, options)
    const { indent, spacing } = aligned(text, options)
    const ascent = (drawing._font.ascender / 1000) * drawing._fontSize
    const plain: TextOptions = {
      ...(options.characterSpacing === undefined ? {} : { characterSpacing: options.characterSpacing }),
      baseline: -ascent,
    }
    let at = x + indent
    for (const piece of text.match(/\s+|\S+/g) ?? []) {
      for (const run of runsOf(piece) ?? [{ text: piece, font: null }]) {
        // Shaped syllables are copied as they were written, not by the pieces that they are drawn of.
        const actual = run.actual ?? (run.font ? run.text : null)
        copiedAs(actual, () => inFont(run, () => fragment(run.text, at, y, plain)))
        at += widthOfRuns([run])
      }
      if (/^\s/.test(piece)) at += spacing
    }
  }
  /** Marked within the text object: pdfkit's own marks are around it, where readers no longer know the place. */
  function copiedAs(actual: string | null, work: () => void): void {
    if (actual === null) return work()
    const add = sheet.addContent.bind(sheet)
    sheet.addContent = (data) => {
      if (data === 'BT')
        add(`/Span <</ActualText <feff${Buffer.from(actual, 'utf16le').swap16().toString('hex')}>>> BDC`)
      add(data)
      return data === 'ET' ? add('EMC') : sheet
    }
    try {
      work()
    } finally {
      sheet.addContent = add
    }
  }

  /** Finds where a line begins, and what each of its gaps gets beyond a space. */
  function aligned(
    text: string,
    { width, align, lineWidth, textWidth }: TextOptions,
  ): { indent: number; spacing: number } {
    const none = { indent: 0, spacing: 0 }
    if (width === undefined || lineWidth === undefined) return none
    if (align === 'center') return { indent: (lineWidth - (textWidth ?? lineWidth)) / 2, spacing: 0 }
    if (align !== 'justify') return none
    const words = text.trim().split(/\s+/)
    const bare = sheet.widthOfString(words.join('')) + (words.length - 1) * widthOf(' ')
    return { indent: 0, spacing: Math.max(0, (lineWidth - bare) / Math.max(1, words.length - 1)) }
  }
  return { isComplete: () => state.isComplete }
}

function push(runs: Run[], text: string, font: Run['font']): void {
  const last = runs.at(-1)
  if (last && last.actual === undefined && last.font?.name === font?.name)
    runs[runs.length - 1] = { text: last.text + text, font }
  else runs.push({ text, font })
}
