import type { OperationEvent, ResourceId } from '@diem-cau/signaling-contract/operations'
import { useState } from 'react'
import { type EventsAsked, operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { LIVE_SECONDS, type TimeRange } from './timeRange.ts'

const NONE: readonly OperationEvent[] = []

/** What happened to a resource, and in its meeting, in what the charts show. */
export function useEvents(resource: ResourceId, meeting: string | null, range: TimeRange) {
  const [opened] = useState(() => Math.floor(serverNow() / 1_000))
  const isLive = range.kind === 'live'
  const span = isLive ? { from: opened - LIVE_SECONDS } : { from: range.from, to: range.to }
  const asked: EventsAsked[] = [{ resource, ...span }, ...(meeting === null ? [] : [{ meeting, ...span }])]
  const { data, failure, refresh } = useLoad(operationsQueries.events(asked, isLive))
  return { events: data?.events ?? null, marks: data?.events ?? NONE, more: data?.more ?? false, failure, refresh }
}
