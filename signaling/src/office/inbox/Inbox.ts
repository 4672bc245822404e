import type { InboxNews } from './InboxNews.ts'
import type { InboxStore } from './InboxStore.ts'

/** What people are told in the program: kept by the store, written by the news. */
export type Inbox = { readonly store: InboxStore; readonly news: InboxNews }
