import type { InboxItem, InboxState } from '@diem-cau/signaling-contract/office'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { accountStore } from '../client/account.ts'
import { inboxApi } from '../office/inboxApi.ts'
import { usePolling } from '../loading/usePolling.ts'

interface Inbox {
  readonly accountId: string | null
  readonly state: InboxState | null
  /** When the newest came that was ever unread here: a list that is open asks again when it changes. */
  readonly newestAt: number
}

/** What the one who is signed in was told and has not read. */
export const inboxStore = createStore<Inbox>(() => ({ accountId: null, state: null, newestAt: 0 }))

const accountNow = (): string | null => {
  const account = accountStore.getState()
  return account.status === 'signedIn' ? account.account.accountId : null
}

/** Takes an answer of the server, unless somebody else has signed in meanwhile. @returns what is new since the one before */
function take(accountId: string, state: InboxState): InboxItem | null {
  if (accountNow() !== accountId) return null
  const before = inboxStore.getState()
  inboxStore.setState({ accountId, state, newestAt: Math.max(before.accountId === accountId ? before.newestAt : 0, state.latest?.at ?? 0) })
  // At first everything is unread since some time: nothing has come just now.
  if (before.accountId !== accountId || before.state === null) return null
  const { latest } = state
  return latest !== null && latest.itemId !== before.state.latest?.itemId && latest.at > (before.state.latest?.at ?? 0) ? latest : null
}

/** Counts what was marked as read here: when it was sent, and when it was answered. */
let marks = 0

/** Asks now: something was answered or read here. An answer from before something was read would count that again: it is left to the next. */
export async function refreshInbox(signal?: AbortSignal): Promise<InboxItem | null> {
  const accountId = accountNow()
  if (accountId === null) return null
  const marksThen = marks
  const state = await inboxApi.state(signal)
  return marks === marksThen ? take(accountId, state) : null
}

/** @param itemIds null: all */
export async function readInbox(itemIds: readonly string[] | null): Promise<void> {
  const accountId = accountNow()
  if (accountId === null) return
  marks += 1
  try {
    take(accountId, await inboxApi.read(itemIds))
  } finally {
    marks += 1
  }
}

export function useInbox(): InboxState | null {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  const inbox = useStore(inboxStore)
  return inbox.accountId === accountId ? inbox.state : null
}

export function useNewestAt(): number {
  return useStore(inboxStore, ({ newestAt }) => newestAt)
}

/** Keeps it fresh while the pages of the office are shown. */
export function useInboxLoader(onNews: (item: InboxItem) => void): void {
  const accountId = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account.accountId : null))
  usePolling(
    async (signal) => {
      const news = await refreshInbox(signal)
      if (news && !signal.aborted) onNews(news)
    },
    { enabled: accountId !== null },
  )
}
