import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fontkit from 'fontkit'

/**
 * Reads a font of a package, "@fontsource/…/x.woff2". A glyph keeps the letters for which it was first asked, and they are what a
 * reader of the PDF copies. Were it first asked for as a part of another, at the end of one sheet, it would have none on the next: all
 * are asked for here.
 */
export function readFont(path: string): fontkit.Font {
  const read = fontkit.create(readFileSync(fileURLToPath(import.meta.resolve(path))))
  if (!('characterSet' in read)) throw new Error('one font, not a collection')
  for (const letter of read.characterSet) read.glyphForCodePoint(letter)
  return read
}
