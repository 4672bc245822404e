import { cleanText } from '../text/cleanText.ts'

/**
 * One line of CSV (RFC 4180), for the server and the page alike, safe to open in a spreadsheet: a cell that it would take for a formula has an
 * apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection), which {@link fromCsvCell} takes away.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(toCsvCell(cell === null ? '' : cleanText(String(cell))))).join(',')}\r\n`
}

/** Excel takes a file for UTF-8 only when it begins so. */
export const CSV_BOM = '\uFEFF'

/** The full-width signs are formulas too, where Chinese and Japanese are typed. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r]/

function toCsvCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** Undoes {@link csvLine}: every cell comes back as it was, except for signs that no text may hold (SPEC 1.8). */
export function fromCsvCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}

function quoted(cell: string): string {
  return /[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
