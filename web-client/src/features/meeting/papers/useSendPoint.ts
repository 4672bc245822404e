import type { PaperPoint } from '@diem-cau/signaling-contract'
import { useEffect, useRef } from 'react'
import { Throttle } from './pages/Throttle.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'

/** The pointer is told this often, in milliseconds: ten times a second are as smooth as it needs to be. */
const EVERY_MS = 100
/** The place is told again this long after somebody came, in milliseconds: they open the paper first. */
const TELL_AGAIN_MS = 2_000

/** Tells everyone where this presenter looks and points, and again when somebody comes later. `live` false: not now. */
export function useSendPoint(live: boolean): (point: PaperPoint) => void {
  const client = useMeetingClient()
  const state = useRef<{ throttle: Throttle<PaperPoint>; last: PaperPoint | null } | null>(null)
  const isLive = useRef(live)
  useEffect(() => {
    // A lost message is not told again: the next one is newer.
    const throttle = new Throttle<PaperPoint>(
      EVERY_MS,
      (point) => void client.ask('paper:point', point).catch(() => undefined),
    )
    const here: { throttle: Throttle<PaperPoint>; last: PaperPoint | null } = { throttle, last: null }
    state.current = here
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = client.event$.on(({ event }) => {
      if (event.type !== 'participantJoined' && event.type !== 'endpointReplaced' && event.type !== 'lineRestored')
        return
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (here.last && isLive.current) throttle.push(here.last)
      }, TELL_AGAIN_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
      throttle.close()
    }
  }, [client])
  useEffect(() => {
    isLive.current = live
    // The page has been turned for all, so they may know now where on it I am.
    const here = state.current
    if (live && here?.last) here.throttle.push(here.last)
  }, [live])
  return (point) => {
    const here = state.current
    if (!here) return
    here.last = point
    if (isLive.current) here.throttle.push(point)
  }
}
