import { type ImportTable, importLimits } from '@diem-cau/signaling-contract/office'

type Read = Pick<ImportTable, 'csv' | 'xlsx'> | { readonly failure: 'notText' | 'oldExcel' | 'tooLarge' }

const begins = (bytes: Uint8Array, ...signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte)

/**
 * Reads a table that somebody chose, for an import. Its content decides, not its name: Excel, or text (UTF-8, or
 * "Unicode text" of Excel).
 */
export async function readTableFile(file: Blob): Promise<Read> {
  // A CSV has at most three bytes a character.
  if (file.size > importLimits.csvLength * 3) return { failure: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { failure: 'oldExcel' }
  if (begins(bytes, 0x50, 0x4b))
    return bytes.length > importLimits.xlsxBytes ? { failure: 'tooLarge' } : { xlsx: base64(bytes) }
  const encoding = begins(bytes, 0xff, 0xfe) ? 'utf-16le' : begins(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8'
  let csv: string
  try {
    csv = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return { failure: 'notText' }
  }
  if (csv.length > importLimits.csvLength) return { failure: 'tooLarge' }
  return csv === '' ? { failure: 'notText' } : { csv }
}

function base64(bytes: Uint8Array): string {
  const PIECE = 0x8000
  let binary = ''
  for (let from = 0; from < bytes.length; from += PIECE)
    binary += String.fromCharCode(...bytes.subarray(from, from + PIECE))
  return btoa(binary)
}
