import { MAX_MINUTES_BYTES } from '@diem-cau/signaling-contract'
import type { MinutesContent } from '@diem-cau/signaling-contract/office'

/** Half of what a save may have: the secretary has room to write. */
const BUDGET = MAX_MINUTES_BYTES / 2
/** Bytes of UTF-8 for the widest letters; a line break takes two in JSON. */
const BYTES_PER_LETTER = 3
const CUT = ' […]'

/**
 * The minutes in the size that can be saved again. Only a meeting in which more was typed than anybody reads (700 pages) is beyond
 * it: its longest texts are shortened then, all to the same length, and say so. The log has them whole.
 */
export function fitMinutes(content: MinutesContent): MinutesContent {
  if (sizeOf(content) <= BUDGET) return content
  const texts: number[] = []
  const empty = withTexts(content, (text) => {
    texts.push(text.length)
    return ''
  })
  return withTexts(content, shortenTo(lengthThatFits(texts, (BUDGET - sizeOf(empty)) / BYTES_PER_LETTER)))
}

/** Finds the length to which all are shortened, so that together they have so many letters: short ones leave theirs to the long ones. */
function lengthThatFits(lengths: readonly number[], letters: number): number {
  let left = letters
  const sorted = lengths.toSorted((a, b) => a - b)
  for (const [index, length] of sorted.entries()) {
    const share = left / (sorted.length - index)
    if (length > share) return Math.max(0, Math.floor(share))
    left -= length
  }
  return Infinity
}

const shortenTo = (max: number) => (text: string) =>
  text.length <= max
    ? text
    : `${text
        .slice(0, Math.max(0, max - CUT.length))
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}${CUT}`

const sizeOf = (content: MinutesContent) => Buffer.byteLength(JSON.stringify(content))

/** The texts that may be long, each changed. */
function withTexts(content: MinutesContent, change: (text: string) => string): MinutesContent {
  return {
    ...content,
    units: content.units.map((unit) => ({ ...unit, people: change(unit.people) })),
    items: content.items.map((item) => ({
      ...item,
      speeches: item.speeches.map((speech) => ({ ...speech, text: change(speech.text) })),
      conclusion: change(item.conclusion),
    })),
  }
}
