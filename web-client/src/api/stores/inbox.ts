import type { InboxItem, InboxState } from '@diem-cau/signaling-contract/office'
import { accountStore } from '../client/account.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'
import { invalidate, queryClient } from '../loading/queryClient.ts'
import { inboxApi } from '../office/inboxApi.ts'

export interface Inbox {
  readonly state: InboxState
  /** The time of the newest item that was ever unread here: an open list asks again when it changes. */
  readonly newestAt: number
  /** The item that came since the answer before; null when none did. */
  readonly news: InboxItem | null
}

const SUBJECT = 'inboxState'
const keyOf = (accountId: string | null) => [SUBJECT, accountId]

/** Compares what the server says now with what it said before. */
function following(before: Inbox | undefined, state: InboxState): Inbox {
  const { latest } = state
  // The first answer brings items that were unread all along, so none of them is news.
  const isNews =
    before !== undefined &&
    latest !== null &&
    latest.itemId !== before.state.latest?.itemId &&
    latest.at > (before.state.latest?.at ?? 0)
  return { state, newestAt: Math.max(before?.newestAt ?? 0, latest?.at ?? 0), news: isNews ? latest : null }
}

/** The items that this account was told and has not read. */
export const inboxQuery = (accountId: string | null) =>
  query(
    keyOf(accountId),
    async (signal) => {
      const state = await inboxApi.state(signal)
      return following(queryClient.getQueryData(keyOf(accountId)), state)
    },
    { ...polled<Inbox>(), gcTime: Infinity },
  )

/** Asks now, because something was answered here. */
export const refreshInbox = (): void => invalidate([SUBJECT])

/**
 * Marks items as read. A count that is on its way would still contain them, so it is called off when the server is told
 * and once more when it has answered.
 * @param itemIds null: all
 */
export async function readInbox(itemIds: readonly string[] | null): Promise<void> {
  const accountId = accountNow()
  if (accountId === null) return
  const queryKey = keyOf(accountId)
  await queryClient.cancelQueries({ queryKey })
  const state = await inboxApi.read(itemIds)
  if (accountNow() !== accountId) return
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData<Inbox>(queryKey, (before) => following(before, state))
}

const accountNow = (): string | null => {
  const account = accountStore.getState()
  return account.status === 'signedIn' ? account.account.accountId : null
}
