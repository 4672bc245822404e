import { UnitReport, type ReportQuery } from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../client/account.ts'
import { at, get, queryString } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

type Table = 'attendance' | 'speaking'

/** The numbers that offices report of their meetings. */
export const reportsApi = {
  units: (query: ReportQuery, signal?: AbortSignal) => get('/api/reports/units', UnitReport, query, signal),
  unitsFile: (query: ReportQuery, kind: 'xlsx' | 'csv') =>
    authorisedFile(`/api/reports/units.${kind}${queryString(query)}`),
  meetingFile: (meetingId: string, table: Table) => authorisedFile(at('minutes', meetingId, `${table}.xlsx`)),
}

export const reportQueries = {
  units: (asked: ReportQuery) => query(['reports', 'units', asked], (signal) => reportsApi.units(asked, signal)),
}
