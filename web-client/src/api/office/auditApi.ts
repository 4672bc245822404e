import { AuditPage, type AuditQuery } from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../client/account.ts'
import { get, queryString } from '../client/officeRequest.ts'
import type { TableKind } from './TableKind.ts'

/** The audit log. */
export const auditApi = {
  entries: (query: Partial<AuditQuery>, signal?: AbortSignal) => get('/api/audit', AuditPage, query, signal),
  exported: (query: Partial<Omit<AuditQuery, 'cursor' | 'limit'>>, kind: TableKind) => authorisedFile(`/api/audit.${kind}${queryString(query)}`),
}
