import { Readable } from 'node:stream'
import type { PaperType, PaperVersion } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contentDisposition } from '../files/contentDisposition.ts'
import { byteRange } from './byteRange.ts'
import type { PaperFiles } from './PaperFiles.ts'

/** What is sent as a file: papers, and what is made of a meeting. */
export type FileType = PaperType | 'json' | 'csv'

const mimes: Record<FileType, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
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

/** What a browser may show in place; everything else is only ever saved. */
const shown: ReadonlySet<FileType> = new Set(['pdf', 'png', 'jpeg', 'webp'])

export type SentFile = Pick<PaperVersion, 'bytes' | 'sha256' | 'fileName'> & { readonly type: FileType }

/** Sends a paper so that no browser runs anything of it. @throws MeetingError `storeUnavailable` while nothing is sent yet */
export async function sendPaper(request: FastifyRequest, reply: FastifyReply, files: PaperFiles, version: SentFile, inline: boolean): Promise<FastifyReply> {
  const { bytes, sha256, type, fileName } = version
  const tag = `"${sha256}"`
  const conditional = request.headers['if-range']
  const range = conditional === undefined || conditional === tag ? byteRange(request.headers.range, bytes) : null
  const unchanged = request.headers['if-none-match'] === tag
  const { start, end } = range === null || range === 'unsatisfiable' ? { start: 0, end: bytes - 1 } : range
  // Before any header of the paper: a refusal is no paper.
  const content = unchanged || range === 'unsatisfiable' ? null : request.method === 'HEAD' ? Readable.from([]) : await files.read(sha256, { start, end })
  reply.headers({
    ...fileHeaders(type, fileName, inline),
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=0, must-revalidate',
    etag: tag,
  })
  if (unchanged) return reply.code(304).send()
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`)
  return reply.header('content-length', end - start + 1).send(content)
}

/** So that no browser runs anything of a file. */
export function fileHeaders(type: FileType, fileName: string, inline = false): Record<string, string> {
  return {
    'content-type': mimes[type],
    'content-disposition': contentDisposition(inline && shown.has(type) ? 'inline' : 'attachment', fileName),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  }
}
