import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchMeetings } from '../office/meetingsApi.ts'
import { failureCode } from '../client/RequestFailed.ts'
import { serverNow } from '../../time/serverClock.ts'

const EVERY_MS = 10_000

/** The list, kept fresh while the page is in front. `meetings` stay shown while a refresh fails. */
export function useMeetings() {
  const [meetings, setMeetings] = useState<readonly MeetingSummary[] | null>(null)
  const [now, setNow] = useState(() => serverNow())
  const [failure, setFailure] = useState<unknown>(null)
  const loading = useRef<AbortController | null>(null)

  const refresh = useCallback(() => {
    loading.current?.abort()
    const abort = new AbortController()
    loading.current = abort
    fetchMeetings(abort.signal).then(
      (answer) => {
        setMeetings(answer.meetings)
        setNow(serverNow())
        setFailure(null)
      },
      (error: unknown) => {
        if (failureCode(error) !== 'aborted') setFailure(error)
      },
    )
  }, [])

  useEffect(() => {
    refresh()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, EVERY_MS)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
      loading.current?.abort()
    }
  }, [refresh])

  /** By hand: it shows that it is under way. */
  const retry = useCallback(() => {
    setFailure(null)
    refresh()
  }, [refresh])

  return { meetings, now, failure, retry }
}
