export interface TextPart {
  readonly text: string
  /** The address of a link; null for plain text. */
  readonly href: string | null
}

/** Matches an address up to the next blank; punctuation that ends a sentence is not part of it. */
const address = /https?:\/\/[^\s<>"“”]+/gi
const afterSentence = /[.,;:!?…)\]}'’]+$/

/** Splits a text into parts, addresses as links: http and https alone, everything else stays text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(afterSentence, '')
    const href = webAddress(found)
    if (href === null) continue
    if (match.index > done) parts.push({ text: text.slice(done, match.index), href: null })
    parts.push({ text: found, href })
    done = match.index + found.length
  }
  if (done < text.length) parts.push({ text: text.slice(done), href: null })
  return parts
}

function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  // A name before @ makes an address look like another one.
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
    ? url.href
    : null
}
