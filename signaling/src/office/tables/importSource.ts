import { importLimits, type ImportTable } from '@diem-cau/signaling-contract/office'

/** A file that was brought: the text of a CSV, or an Excel workbook. */
export type ImportSource = { readonly csv: string } | { readonly xlsx: Buffer }

/** A Vietnamese letter has up to three bytes in UTF-8, and JSON escapes some; Base64 is smaller. */
export const MAX_IMPORT_BYTES = importLimits.csvLength * 4

export function importSource({ csv, xlsx }: ImportTable): ImportSource {
  return xlsx === undefined ? { csv: csv ?? '' } : { xlsx: Buffer.from(xlsx, 'base64') }
}
