import { AuditPage, type AuditQuery } from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../client/account.ts'
import { get, queryString } from '../client/officeRequest.ts'
import type { TableKind } from './TableKind.ts'
import { after, pagedQuery } from '../loading/query.ts'

/** The audit log. */
export const auditApi = {
  entries: (query: Partial<AuditQuery>, signal?: AbortSignal) => get('/api/audit', AuditPage, query, signal),
  exported: (query: Partial<Omit<AuditQuery, 'cursor' | 'limit'>>, kind: TableKind) =>
    authorisedFile(`/api/audit.${kind}${queryString(query)}`),
}

type Filter = Partial<Omit<AuditQuery, 'cursor' | 'limit'>>

export const auditQueries = {
  entries: (filter: Filter) =>
    pagedQuery(['audit', filter], (cursor, signal) =>
      auditApi.entries({ limit: 50, ...filter, ...after(cursor) }, signal),
    ),
}
