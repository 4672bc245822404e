/** The header for a file to be saved under a name with accents (RFC 6266), and under one without where a program knows no other. */
export function contentDisposition(type: 'inline' | 'attachment', fileName: string): string {
  return `${type}; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeRfc8187(fileName)}`
}

/** A name for programs that know only ASCII. */
function asciiName(name: string): string {
  return name
    .replaceAll(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\%]/g, '_')
}

/** https://www.rfc-editor.org/rfc/rfc8187#section-3.2.1 */
function encodeRfc8187(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
