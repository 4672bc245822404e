import type { InboxNews } from './InboxNews.ts'
import type { InboxStore } from './InboxStore.ts'

/** The inbox of the program: the store keeps its items, the news writes them. */
export type Inbox = { readonly store: InboxStore; readonly news: InboxNews }
