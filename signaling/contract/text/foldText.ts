/** Text as people type it in a hurry: no accents, no capitals, `đ` as `d`, one space between words. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}
