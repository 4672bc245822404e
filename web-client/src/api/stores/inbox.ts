import type { InboxItem, InboxState } from '@diem-cau/signaling-contract/office'
import { accountStore } from '../client/account.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'
import { invalidate, queryClient } from '../loading/queryClient.ts'
import { inboxApi } from '../office/inboxApi.ts'

export interface Inbox {
  readonly state: InboxState
  /** When the newest came that was ever unread here: a list that is open asks again when it changes. */
  readonly newestAt: number
  /** Came since the answer before; null: nothing did. */
  readonly news: InboxItem | null
}

const SUBJECT = 'inboxState'
const keyOf = (accountId: string | null) => [SUBJECT, accountId]

/** What the server says now, after what it said before. */
function following(before: Inbox | undefined, state: InboxState): Inbox {
  const { latest } = state
  // At first everything is unread since some time: nothing has come just now.
  const isNews =
    before !== undefined &&
    latest !== null &&
    latest.itemId !== before.state.latest?.itemId &&
    latest.at > (before.state.latest?.at ?? 0)
  return { state, newestAt: Math.max(before?.newestAt ?? 0, latest?.at ?? 0), news: isNews ? latest : null }
}

/** What this account was told and has not read. */
export const inboxQuery = (accountId: string | null) =>
  query(
    keyOf(accountId),
    async (signal) => {
      const state = await inboxApi.state(signal)
      return following(queryClient.getQueryData(keyOf(accountId)), state)
    },
    { ...polled<Inbox>(), gcTime: Infinity },
  )

/** Asks now: something was answered here. */
export const refreshInbox = (): void => invalidate([SUBJECT])

/**
 * An answer from before something was read would count that again: it is called off, when the server is told and once more
 * when it has answered.
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
