import type { FastifyReply } from 'fastify'
import { fileHeaders, type FileType } from './fileHeaders.ts'

/** A file that was made for this answer. */
export function sendData(reply: FastifyReply, type: FileType, fileName: string, data: Buffer): FastifyReply {
  return reply.headers({ ...fileHeaders(type, fileName), 'cache-control': 'private, no-store' }).send(data)
}
