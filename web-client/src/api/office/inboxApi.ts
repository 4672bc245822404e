import { InboxPage, InboxState, type InboxQuery } from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { get, post } from '../client/officeRequest.ts'
import { after, pagedQuery } from '../loading/query.ts'

/** Notices that the program keeps for this account. */
export const inboxApi = {
  list: (query: Partial<z.infer<typeof InboxQuery>>, signal?: AbortSignal) =>
    get('/api/inbox', InboxPage, query, signal),
  state: (signal?: AbortSignal) => get('/api/inbox/state', InboxState, {}, signal),
  /** Marks these as read; null: all of them. */
  read: (itemIds: readonly string[] | null) => post('/api/inbox/read', InboxState, { itemIds }),
}

export const inboxQueries = {
  list: pagedQuery(['inbox', 'list'], (cursor, signal) => inboxApi.list({ limit: 20, ...after(cursor) }, signal)),
}
