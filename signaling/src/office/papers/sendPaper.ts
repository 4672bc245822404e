import { Readable } from 'node:stream'
import type { PaperType, PaperVersion } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { byteRange } from './byteRange.ts'
import type { PaperFiles } from './PaperFiles.ts'

const mimes: Record<PaperType, string> = {
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
const shown: ReadonlySet<PaperType> = new Set(['pdf', 'png', 'jpeg', 'webp'])

/** Sends a paper so that no browser runs anything of it. @throws MeetingError `storeUnavailable` while nothing is sent yet */
export async function sendPaper(request: FastifyRequest, reply: FastifyReply, files: PaperFiles, version: Pick<PaperVersion, 'bytes' | 'sha256' | 'type' | 'fileName'>, inline: boolean): Promise<FastifyReply> {
  const { bytes, sha256, type, fileName } = version
  const tag = `"${sha256}"`
  const conditional = request.headers['if-range']
  const range = conditional === undefined || conditional === tag ? byteRange(request.headers.range, bytes) : null
  const unchanged = request.headers['if-none-match'] === tag
  const { start, end } = range === null || range === 'unsatisfiable' ? { start: 0, end: bytes - 1 } : range
  // Before any header of the paper: a refusal is no paper.
  const content = unchanged || range === 'unsatisfiable' ? null : request.method === 'HEAD' ? Readable.from([]) : await files.read(sha256, { start, end })
  reply.headers({
    'content-type': mimes[type],
    'content-disposition': `${inline && shown.has(type) ? 'inline' : 'attachment'}; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeRfc8187(fileName)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=0, must-revalidate',
    etag: tag,
  })
  if (unchanged) return reply.code(304).send()
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`)
  return reply.header('content-length', end - start + 1).send(content)
}

/** For programs that know no other. */
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
