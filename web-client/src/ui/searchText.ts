/** Writes text as people type it in a hurry: no accents, no capitals, `đ` as `d`. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Says whether every word of the query is in the text, accents or not, in any order. */
export function matchesQuery(text: string, query: string): boolean {
  const plain = plainText(text)
  return plainText(query)
    .split(' ')
    .every((word) => plain.includes(word))
}
