import type { ResourceId, ResourceKind, Sample } from '@diem-cau/signaling-contract/operations'
import { useMemo, useState } from 'react'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { LIVE_SECONDS, type TimeRange } from './timeRange.ts'
import { followedBy, noRows, rowsOf, type TimeRows, withSample } from './timeRows.ts'

/** The newest sample of what is shown live. */
export interface LiveSample {
  /** Seconds since the epoch. */
  readonly at: number
  readonly sample: Sample
}

/** As many points as a wide screen can show apart. */
const POINTS = 900
/** The end of the last hour is asked for second by second, in seconds: longer times come some seconds late. */
const FINE_SECONDS = 180

interface Asked {
  readonly resource: ResourceId
  readonly kind: ResourceKind
  readonly range: TimeRange
  /** Null while nothing is heard of it. */
  readonly live: LiveSample | null
}

/** What charts show: out of the store, and, live, what has come since. */
export function useRows({ resource, kind, range, live }: Asked): {
  readonly rows: TimeRows | null
  readonly failure: unknown
  readonly refresh: () => void
} {
  const isLive = range.kind === 'live'
  const isHeard = live !== null
  const [heard, setHeard] = useState({ isHeard, base: nowInSeconds() })
  // Heard again: what was missed meanwhile is in the store by now.
  if (heard.isHeard !== isHeard) setHeard({ isHeard, base: isHeard ? nowInSeconds() : heard.base })
  const { base } = heard
  const { from, to } = isLive ? { from: base - LIVE_SECONDS, to: base } : range
  const long = useLoad(operationsQueries.history({ resource, from, to, points: POINTS }))
  const fine = useLoad(
    isLive
      ? operationsQueries.history({ resource, from: base - FINE_SECONDS, to: base, points: FINE_SECONDS + 1 })
      : null,
  )
  // What came a moment ago was never written yet: it begins with what comes.
  const isNew = isLive && failureCode(long.failure) === 'notFound'
  const stored = useMemo(() => {
    if (isNew) return noRows(kind)
    if (!long.data) return null
    const rows = rowsOf(kind, long.data)
    return isLive && fine.data ? followedBy(rows, rowsOf(kind, fine.data)) : rows
  }, [kind, isLive, isNew, long.data, fine.data])
  const [before, setCame] = useState<TimeRows>(() => noRows(kind))
  const came = isLive && live ? withSample(before, live.at, live.sample, LIVE_SECONDS) : before
  // Set while rendering: a sample is drawn with the render that brings it.
  if (came !== before) setCame(came)
  const rows = useMemo(
    () => (stored && isLive && came.at.length > 0 ? followedBy(stored, came) : stored),
    [stored, isLive, came],
  )
  return { rows, failure: isNew ? null : long.failure, refresh: long.refresh }
}

const nowInSeconds = () => Math.floor(serverNow() / 1_000)
