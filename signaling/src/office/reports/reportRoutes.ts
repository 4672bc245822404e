import { ErrorBody, MeetingId } from '@diem-cau/signaling-contract'
import { ReportQuery, UnitReport } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { MeetingRecord } from '../../domain/record/MeetingRecord.ts'
import { sendData } from '../files/sendData.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { MinutesDesk } from '../minutes/MinutesDesk.ts'
import { attendanceSheet, speakingByUnitSheet, speakingSheet } from './recordSheets.ts'
import type { Sheet } from '../tables/Sheet.ts'
import { sheetFile } from '../tables/sheetFile.ts'
import { complete, MAX_UNITS, reportSheet, unitReport } from './unitReport.ts'

const params = z.object({ meetingId: MeetingId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

const tables: Record<
  string,
  { readonly sheets: (record: MeetingRecord) => [Sheet, ...Sheet[]]; readonly file: string }
> = {
  attendance: { sheets: (record) => [attendanceSheet(record)], file: 'diem-danh' },
  speaking: { sheets: (record) => [speakingSheet(record), speakingByUnitSheet(record)], file: 'phat-bieu' },
}

/** Attendance and speaking, of one meeting and of a quarter, under /api. */
export const reportRoutes: FastifyPluginAsyncZod<OfficeContext & { readonly minutes: MinutesDesk }> = async (
  app,
  { authenticate, db, clock, minutes },
) => {
  app.get(
    '/reports/units',
    {
      config: { scope: 'reports.read', cost: 2 },
      schema: { summary: 'Units in a quarter', querystring: ReportQuery, response: { 200: UnitReport, ...errors } },
    },
    async (request) => unitReport({ db, clock }, await authenticate(request), request.query),
  )

  for (const kind of ['xlsx', 'csv'] as const) {
    app.get(
      `/reports/units.${kind}`,
      { config: { cost: 10 }, schema: { summary: `The same as ${kind}`, querystring: ReportQuery, response: errors } },
      async (request, reply) => {
        const report = complete(await unitReport({ db, clock }, await authenticate(request), request.query, MAX_UNITS))
        return sendData(
          reply,
          kind,
          `bao-cao-hop-${report.quarter}.${kind}`,
          await sheetFile(kind, [reportSheet(report)]),
        )
      },
    )

    for (const [name, { sheets, file }] of Object.entries(tables)) {
      app.get(
        `/minutes/:meetingId/${name}.${kind}`,
        { config: { cost: 5 }, schema: { summary: `The meeting's ${name} as ${kind}`, params, response: errors } },
        async (request, reply) => {
          const { meetingId } = request.params
          const { record, nameOf } = await minutes.reader.record(await authenticate(request), meetingId)
          return sendData(reply, kind, nameOf(file, kind), await sheetFile(kind, sheets(record)))
        },
      )
    }
  }
}
