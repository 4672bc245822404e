import { Readable } from 'node:stream'
import type { PaperVersion } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileHeaders, type FileType } from '../files/fileHeaders.ts'
import { byteRange } from './byteRange.ts'
import { paced } from './paced.ts'
import type { PaperFiles } from './PaperFiles.ts'

export type SentFile = Pick<PaperVersion, 'bytes' | 'sha256' | 'fileName'> & { readonly type: FileType }

/**
 * Sends a paper so that no browser runs anything of it.
 * @param kbit it comes no faster than so many kilobits a second; left out: as fast as the line is
 * @throws MeetingError `storeUnavailable` while nothing is sent yet
 */
export async function sendPaper(
  request: FastifyRequest,
  reply: FastifyReply,
  files: PaperFiles,
  version: SentFile,
  { inline, kbit }: { readonly inline: boolean; readonly kbit?: number | undefined },
): Promise<FastifyReply> {
  const { bytes, sha256, type, fileName } = version
  const tag = `"${sha256}"`
  const conditional = request.headers['if-range']
  const range = conditional === undefined || conditional === tag ? byteRange(request.headers.range, bytes) : null
  const unchanged = request.headers['if-none-match'] === tag
  const { start, end } = range === null || range === 'unsatisfiable' ? { start: 0, end: bytes - 1 } : range
  // The content is opened before any header of the paper is set, because a refusal is no paper.
  const content =
    unchanged || range === 'unsatisfiable'
      ? null
      : request.method === 'HEAD'
        ? Readable.from([])
        : await files.read(sha256, { start, end })
  reply.headers({
    ...fileHeaders(type, fileName, inline),
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=0, must-revalidate',
    etag: tag,
  })
  if (unchanged) return reply.code(304).send()
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`)
  const body = content && kbit !== undefined ? Readable.from(paced(content, kbit), { objectMode: false }) : content
  return reply.header('content-length', end - start + 1).send(body)
}
