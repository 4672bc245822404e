/**
 * Rows as CSV for a spreadsheet (RFC 4180), with the mark that tells Excel that it is UTF-8. A cell that a
 * spreadsheet would take for a formula is kept from it by an apostrophe (OWASP: CSV injection).
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
