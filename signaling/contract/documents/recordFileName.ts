import { foldText } from '../text/foldText.ts'
import { localDate } from '../core/vietnamTime.ts'

const MAX_TITLE = 60

/**
 * The name of a file that people find again: "bien-ban-giao-ban-dau-tuan-2026-11-30.pdf". Letters without accents, so that every
 * program and disk takes it.
 * @param what kind of paper, "bien-ban"
 * @param at of the meeting, milliseconds since the epoch; its day in Vietnam
 */
export function recordFileName(what: string, title: string, at: number, extension: string): string {
  const words = foldText(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const short = words.length <= MAX_TITLE ? words : words.slice(0, MAX_TITLE + 1).replace(/-[^-]*$/, '')
  return `${[what, short, localDate(at)].filter((part) => part !== '').join('-')}.${extension}`
}
