import { MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyRequest } from 'fastify'

/** The token that a request carries. @throws MeetingError `unauthenticated` when it has none */
export function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new MeetingError('unauthenticated')
  return token
}
