import type { RecognitionResult } from './recognition.ts'

/** Two lines on a TV, and no more than a person reads while somebody speaks. */
export const MOST_CHARACTERS = 110

/**
 * The end of what was said, whole words. What is not final yet may become other words.
 * @param before what was said before these results began
 */
export function captionText(before: string, results: ArrayLike<RecognitionResult>): string {
  const said = [before, ...Array.from(results, (result) => result[0]?.transcript ?? '')]
  const whole = said.join(' ').replaceAll(/\s+/gu, ' ').trim()
  if (whole.length <= MOST_CHARACTERS) return whole
  const end = whole.slice(-MOST_CHARACTERS)
  return `… ${end.slice(end.indexOf(' ') + 1)}`
}
