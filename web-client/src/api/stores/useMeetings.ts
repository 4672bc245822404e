import { useState } from 'react'
import { serverNow } from '../../time/serverClock.ts'
import { query } from '../loading/query.ts'
import { useLoad } from '../loading/useLoad.ts'
import { fetchMeetings } from '../office/meetingsApi.ts'

const EVERY_MS = 10_000

const meetingsQuery = query(
  ['meetings'],
  async (signal) => ({ meetings: (await fetchMeetings(signal)).meetings, now: serverNow() }),
  {
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: 'always',
    retry: false,
  },
)

/** The list, kept fresh while the page is in front. `meetings` stay shown while a refresh fails. */
export function useMeetings() {
  const { data, failure, loading, refresh } = useLoad(meetingsQuery)
  const [began] = useState(() => serverNow())
  const [last, setLast] = useState<unknown>(null)
  const [byHand, setByHand] = useState(false)
  // A poll keeps the failure of the last answer on the page; a person who asks again sees that it is under way.
  if (!loading && last !== failure) setLast(failure)
  if (!loading && byHand) setByHand(false)
  const retry = () => {
    setByHand(true)
    refresh()
  }
  return { meetings: data?.meetings ?? null, now: data?.now ?? began, failure: byHand ? null : last, retry }
}
