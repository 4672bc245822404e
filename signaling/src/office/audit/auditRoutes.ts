import { Readable } from 'node:stream'
import { ErrorBody, localDate } from '@diem-cau/signaling-contract'
import { AuditPage, AuditQuery } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { OfficeContext } from '../OfficeContext.ts'
import { sendData } from '../files/sendData.ts'
import { auditCsv } from './auditCsv.ts'
import { auditXlsx } from './auditXlsx.ts'
import { scopeOf } from '../access.ts'
import { auditScope, readAudit, streamAudit } from './readAudit.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** The audit log, for whoever answers for a branch. Nothing can be done with it but reading. */
export const auditRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  const { db, authenticate, audit, clock } = office

  app.get(
    '/audit',
    {
      schema: {
        summary: 'The audit log, newest first',
        querystring: AuditQuery,
        response: { 200: AuditPage, ...errors },
      },
    },
    async (request) => {
      const allowed = await scopeOf(db, await authenticate(request), 'audit.read')
      return readAudit(db, await auditScope(db, allowed), request.query)
    },
  )

  app.get(
    '/audit.csv',
    {
      config: { cost: 10 },
      schema: {
        summary: 'The audit log as CSV, newest first',
        querystring: AuditQuery.omit({ cursor: true, limit: true }),
        response: { 200: z.unknown().describe('text/csv'), ...errors },
      },
    },
    async (request, reply) => {
      const account = await authenticate(request)
      const scope = await auditScope(db, await scopeOf(db, account, 'audit.read'))
      const filter = request.query
      // The query is read before the first row is sent, so that a wrong one is refused rather than cut off.
      const batches = streamAudit(db, scope, filter)
      const first = await batches.next()
      await audit.append(db, { account, ip: request.ip }, { action: 'audit.exported', details: filter })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="nhat-ky-${localDate(clock())}.csv"`)
        .send(Readable.from(auditCsv(first, batches)))
    },
  )

  app.get(
    '/audit.xlsx',
    {
      config: { cost: 20 },
      schema: {
        summary: 'The audit log as Excel, in words, newest first',
        querystring: AuditQuery.omit({ cursor: true, limit: true }),
        response: errors,
      },
    },
    async (request, reply) => {
      const account = await authenticate(request)
      const scope = await auditScope(db, await scopeOf(db, account, 'audit.read'))
      const file = await auditXlsx(db, streamAudit(db, scope, request.query))
      await audit.append(db, { account, ip: request.ip }, { action: 'audit.exported', details: request.query })
      return sendData(reply, 'xlsx', `nhat-ky-${localDate(clock())}.xlsx`, file)
    },
  )
}
