import { cleanText } from './cleanText.ts'
import { cutText } from './cutText.ts'
import { manyLines, oneLine } from './text.ts'

/**
 * A line made of what another program says (a claim, a comment in a calendar, an error), which nobody can be asked to mend: never
 * refused, always fit for `line(max)`.
 */
export const fitLine = (text: string, max: number): string =>
  fit(oneLine(cleanText(text.replaceAll(/[\p{Cc}\s]+/gu, ' '))), max)

/** The same of several lines, fit for `paragraph(max)`. */
export const fitParagraph = (text: string, max: number): string =>
  fit(manyLines(cleanText(text.replaceAll(/(?![\n\r\t\u0085])\p{Cc}/gu, ' '))), max)

const fit = (text: string, max: number): string => cutText(text, max).trim()
