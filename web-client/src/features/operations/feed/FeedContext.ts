import { createContext, useContext, useEffect } from 'react'
import { OperationsView } from '@diem-cau/signaling-contract/operations'
import { useStore } from 'zustand'
import type { FeedState, OperationsFeed } from './OperationsFeed.ts'

export const FeedContext = createContext<OperationsFeed | null>(null)

const keyOf = (view: OperationsView | null) => JSON.stringify(view)

/** Watches while the view is shown. What another view has left is not given. */
export function useWatch(view: OperationsView): FeedState {
  const feed = useContext(FeedContext)
  if (!feed) throw new Error('useWatch is for pages within OperationsLayout')
  const key = keyOf(view)
  // By its key, as a view that is made anew is the same view.
  useEffect(() => {
    feed.watch(OperationsView.parse(JSON.parse(key)))
    return () => feed.rest()
  }, [feed, key])
  const state = useStore(feed.store)
  return keyOf(state.view) === key ? state : { ...state, watched: null }
}
