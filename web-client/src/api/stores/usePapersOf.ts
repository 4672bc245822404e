import type { PaperList } from '@diem-cau/signaling-contract/office'
import { useEffect } from 'react'
import { papersApi } from '../office/papersApi.ts'
import { useLoad, type Loaded } from '../loading/useLoad.ts'

/** While one is being converted, and else: how often the list is looked at again, in milliseconds. */
const LOOK_MS = { converting: 3_000, quiet: 60_000 }

/** Papers of a meeting, looked at again now and then: some may come, or be converted, while the view is open. `null`: of none yet. */
export function usePapersOf(meetingId: string | null): Loaded<PaperList> {
  const loaded = useLoad(meetingId, (signal) => papersApi.papers(meetingId ?? '', signal))
  const { refresh, loading } = loaded
  const converting = loaded.data?.papers.some(({ versions }) => versions[0]?.rendition === 'waiting') ?? false
  useEffect(() => {
    if (loading) return
    const timer = setTimeout(refresh, converting ? LOOK_MS.converting : LOOK_MS.quiet)
    return () => clearTimeout(timer)
  }, [converting, loading, refresh])
  return loaded
}
