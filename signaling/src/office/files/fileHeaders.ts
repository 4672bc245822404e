import type { PaperType } from '@diem-cau/signaling-contract/office'
import { contentDisposition } from './contentDisposition.ts'

/** Types of files that are sent: papers, and files that are made of a meeting. */
export type FileType = PaperType | 'json' | 'csv' | 'gz'

const mimes: Record<FileType, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gz: 'application/gzip',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
}

/** Types that a browser may show in place; everything else is only ever saved. */
const shown: ReadonlySet<FileType> = new Set(['pdf', 'png', 'jpeg', 'webp'])

/** Headers by which no browser runs anything of a file. */
export function fileHeaders(type: FileType, fileName: string, inline = false): Record<string, string> {
  return {
    'content-type': mimes[type],
    'content-disposition': contentDisposition(inline && shown.has(type) ? 'inline' : 'attachment', fileName),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  }
}
