import type { PastResource } from '@diem-cau/signaling-contract/operations'

/** A meeting that was, with those of its endpoints that were found. Times in milliseconds since the epoch. */
export interface PastMeeting {
  readonly meetingId: string
  /** Null when nobody knows any more. */
  readonly title: string | null
  readonly firstAt: number
  readonly lastAt: number
  readonly endpoints: readonly PastResource[]
}

const byName = (a: PastResource, b: PastResource) => a.name.localeCompare(b.name, 'vi', { numeric: true })

/** Puts endpoints under their meetings, the latest meeting first; what is no endpoint is a server. */
export function meetingsOf(resources: readonly PastResource[]): {
  readonly meetings: readonly PastMeeting[]
  readonly servers: readonly PastResource[]
} {
  const byMeeting = Map.groupBy(
    resources.filter(({ meetingId }) => meetingId !== null),
    ({ meetingId }) => meetingId ?? '',
  )
  const meetings = [...byMeeting].map(([meetingId, endpoints]): PastMeeting => ({
    meetingId,
    title: endpoints.find(({ title }) => title !== null)?.title ?? null,
    firstAt: Math.min(...endpoints.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...endpoints.map(({ lastAt }) => lastAt)),
    endpoints: endpoints.toSorted(byName),
  }))
  return {
    meetings: meetings.toSorted((a, b) => b.lastAt - a.lastAt),
    servers: resources.filter(({ meetingId }) => meetingId === null).toSorted(byName),
  }
}
