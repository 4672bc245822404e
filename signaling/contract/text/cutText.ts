const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/**
 * The beginning of a text, cut between letters as people count them: never inside of an emoji, nor between a letter and its marks.
 * @param max UTF-16 units, as `String.length` and `maxLength` count
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  let end = 0
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > max) break
    end = index + segment.length
  }
  // One letter with more marks than fit: cut between its marks.
  return end > 0 ? text.slice(0, end) : text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
}
