import { AuditPage, type AuditQuery } from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../signaling/account.ts'
import { get, queryString } from './officeRequest.ts'

/** The audit log. */
export const auditApi = {
  entries: (query: Partial<AuditQuery>, signal?: AbortSignal) => get('/api/audit', AuditPage, query, signal),
  csv: (query: Partial<Omit<AuditQuery, 'cursor' | 'limit'>>) => authorisedFile(`/api/audit.csv${queryString(query)}`),
}
