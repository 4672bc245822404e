import { ErrorBody } from '@diem-cau/signaling-contract'
import { Month, MonthQuery, MonthReport } from '@diem-cau/signaling-contract/operations'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { sendData } from '../../office/files/sendData.ts'
import { sheetFile } from '../../office/tables/sheetFile.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { MonthReader } from './MonthReader.ts'
import { monthSheet } from './monthSheet.ts'

export type MonthRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly authenticate: Authenticate
  readonly months: MonthReader
}

const params = z.object({ month: Month })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** How lines were in a month, by unit (SPEC 16.25). */
export const monthRoutes: FastifyPluginAsyncZod<MonthRoutesOptions> = async (app, { db, authenticate, months }) => {
  app.get(
    '/operations/months/:month',
    {
      config: { cost: 5 },
      schema: {
        summary: 'Minutes of units in meetings, and how many were bad, and why',
        params,
        querystring: MonthQuery,
        response: { 200: MonthReport, ...errors },
      },
    },
    async (request) => {
      const scope = await scopeFor(db, await authenticate(request))
      return months.read(request.params.month, request.query, scope)
    },
  )

  for (const kind of ['xlsx', 'csv'] as const)
    app.get(
      `/operations/months/:month/units.${kind}`,
      {
        config: { cost: 10 },
        schema: { summary: `The same as ${kind}`, params, querystring: MonthQuery, response: errors },
      },
      async (request, reply) => {
        const scope = await scopeFor(db, await authenticate(request))
        const { month } = request.params
        const report = await months.read(month, request.query, scope)
        return sendData(reply, kind, `chat-luong-hop-${month}.${kind}`, await sheetFile(kind, [monthSheet(report)]))
      },
    )
}
