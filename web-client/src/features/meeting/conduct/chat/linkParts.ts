export interface TextPart {
  readonly text: string
  /** Where it leads; null = it is only text. */
  readonly href: string | null
}

/** Up to the next blank; what follows a sentence is not part of the address. */
const address = /https?:\/\/[^\s<>"“”]+/gi
const afterSentence = /[.,;:!?…)\]}'’]+$/

/** A text in parts, addresses as links: http and https alone, whatever else somebody writes stays text. */
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
