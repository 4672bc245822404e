import { ErrorBody, UnitCode } from '@diem-cau/signaling-contract'
import { UnitDetail, UnitPage, UnitQuery, UnitTree } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { OfficeContext } from '../OfficeContext.ts'
import { listUnits } from './listUnits.ts'
import { unitDetail } from './unitDetail.ts'
import { UnitTreeCache } from './UnitTreeCache.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Units as everybody in the office reads them. */
export const unitRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  const { db, authenticate, access } = office
  const trees = new UnitTreeCache(db)

  app.get(
    '/units',
    { schema: { summary: 'Units, in the order of their names', querystring: UnitQuery, response: { 200: UnitPage, ...errors } } },
    async (request) => listUnits(db, request.query, await access.scope(await authenticate(request), 'unit.read')),
  )

  app.get(
    '/units/tree',
    { schema: { summary: 'All open units, for pickers; with an ETag', response: { 200: UnitTree, 304: z.null(), ...errors } } },
    async (request, reply) => {
      await access.scope(await authenticate(request), 'unit.read')
      const { body, etag } = await trees.read()
      // Kept by the browser, but asked for every time.
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (namesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send(null)
      return reply.type('application/json; charset=utf-8').serializer(() => body).send({ units: [] })
    },
  )

  app.get(
    '/units/:code',
    { schema: { summary: 'A unit with its history', params: z.object({ code: UnitCode }), response: { 200: UnitDetail, ...errors } } },
    async (request) => {
      await access.require(await authenticate(request), 'unit.read', request.params.code)
      return unitDetail(db, request.params.code)
    },
  )
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function namesEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((given) => given.trim().replace(/^W\//, '') === etag)
}
