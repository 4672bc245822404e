/** Signs that no system takes in a name of a file, or that end a name in a shell. */
const FORBIDDEN = /[^\p{L}\p{M}\p{N}.,()]+/gu
const MAX_TITLE = 80

/**
 * What a downloaded file is called, for people to read: "Giấy-mời-Giao-ban-tháng-11-24-11-2026.pdf". Accents stay; a program that
 * cannot have them is given another name with the header (`contentDisposition`).
 * @param what kind of paper, "Giấy mời"
 * @param date "24/11/2026"; left out where none belongs to it
 */
export function downloadName(what: string, title: string, ext: string, date?: string): string {
  const short = title.length > MAX_TITLE ? title.slice(0, MAX_TITLE).replace(/\s+\S*$/u, '') : title
  return `${[what, short, ...(date === undefined ? [] : [date])].map(slug).filter((part) => part !== '').join('-')}.${ext}`
}

function slug(text: string): string {
  return text.normalize('NFC').replaceAll(FORBIDDEN, '-').replaceAll(/^[-.,]+|[-.,]+$/g, '')
}
