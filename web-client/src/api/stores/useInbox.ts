import type { InboxItem, InboxState } from '@diem-cau/signaling-contract/office'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { queryClient } from '../loading/queryClient.ts'
import { useLoad } from '../loading/useLoad.ts'
import { inboxQuery } from './inbox.ts'
import { useAccountId } from './useAccountId.ts'

/** Reads the inbox that useInboxLoader keeps; this asks nothing. */
function useKept() {
  return useQuery({ ...inboxQuery(useAccountId()), enabled: false }, queryClient).data
}

export const useInbox = (): InboxState | null => useKept()?.state ?? null

export const useNewestAt = (): number => useKept()?.newestAt ?? 0

/** Keeps the inbox fresh while the pages of the office are shown. */
export function useInboxLoader(onNews: (item: InboxItem) => void): void {
  const accountId = useAccountId()
  const news = useLoad(accountId === null ? null : inboxQuery(accountId)).data?.news ?? null
  const tell = useEffectEvent(onNews)
  // Items that came before this view appeared were told then.
  const told = useRef(news)
  useEffect(() => {
    if (news === null || news.itemId === told.current?.itemId) return
    told.current = news
    tell(news)
  }, [news])
}
