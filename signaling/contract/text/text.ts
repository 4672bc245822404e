/**
 * Every string that comes from outside is one of these, or a pattern of its own (SPEC 1.8). `edge/http/everyText.test.ts` goes through all
 * schemas of the contract and of the routes, and finds one that is not.
 */
import { z } from 'zod'
import { cleanText, isFitLine, isFitText, isInvisible } from './cleanText.ts'

/** These are invisible and would keep a search from finding the name: zero-width spaces, soft hyphens, byte order marks. */
const HIDDEN = /[\u00ad\u180e\u200b\u2060\ufeff]/gu
const LINE_ENDS = /[\u0085\u2028\u2029]/gu

/** Cleans a line that was typed, as it is kept. */
export const oneLine = (text: string): string => {
  const line = text.normalize('NFC').replaceAll(LINE_ENDS, ' ').replaceAll(HIDDEN, '').trim()
  // Controls are for the rule that refuses them.
  return isFitLine(line) && isInvisible(line) ? '' : line
}

/** Cleans text of several lines, as it is kept. */
export const manyLines = (text: string): string => {
  const lines = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(LINE_ENDS, '\n').trim()
  return isFitText(lines) && isInvisible(lines) ? '' : lines
}

/**
 * A line that a person types: surrounding space is cut off, the text is made NFC, what cannot be seen is ''. Overwritten, not
 * transformed, so that the same schema can write answers too.
 */
export const line = (max: number) =>
  z.string().overwrite(oneLine).max(max).refine(isFitLine, 'must be one line of text')

/** A line that may not be left empty. */
export const requiredLine = (max: number) => line(max).refine((text) => text.length > 0, 'must not be empty')

/** Text of several lines. */
export const paragraph = (max: number) => z.string().overwrite(manyLines).max(max).refine(isFitText, 'must be text')

/** Text of several lines that may not be left empty. */
export const requiredParagraph = (max: number) => paragraph(max).refine((text) => text.length > 0, 'must not be empty')

/** A password as it was typed: nothing is cut off or made NFC. */
export const secretText = (min: number, max: number) =>
  z.string().min(min).max(max).refine(isFitLine, 'must be one line of text')

/** Printable ASCII, which programs give each other, e.g. a token or a rule of recurrence. */
export const ascii = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]*$/, 'must be ASCII')

/**
 * A text that was taken before, on its way out of the log, the database or an answer. What an earlier version took is never refused:
 * a meeting must stay readable. It is cleaned.
 */
export const recorded = (max?: number) => {
  const text = z.string().overwrite(cleanText)
  return max === undefined ? text : text.max(max)
}
