import type { Resource } from '@diem-cau/signaling-contract/operations'

export const meetingPath = (meetingId: string): string => `/operations/meetings/${encodeURIComponent(meetingId)}`

const endpointPath = (meetingId: string, participantId: string): string =>
  `${meetingPath(meetingId)}/${encodeURIComponent(participantId)}`

/** A complaint, or a moment in seconds since the epoch, that is asked about. */
export interface WhyAsked {
  readonly at?: number
  readonly about?: string
  readonly what?: string
}

/** The page that says why it was bad at an endpoint; without a moment: why it is now. */
export function whyPath(meetingId: string, participantId: string, { at, about, what }: WhyAsked = {}): string {
  const query = new URLSearchParams({
    ...(at === undefined ? {} : { at: String(Math.floor(at)) }),
    ...(about === undefined ? {} : { about }),
    ...(what === undefined ? {} : { what }),
  }).toString()
  return `${endpointPath(meetingId, participantId)}/why${query === '' ? '' : `?${query}`}`
}

/** The page of any resource. An endpoint has one beside the others of its meeting; a room itself is on the board of rooms. */
export function resourcePath({ id, kind }: Pick<Resource, 'id' | 'kind'>): string {
  const room = /^endpoint:room\/(.+)$/.exec(id)
  if (room?.[1]) return `/san-sang/${encodeURIComponent(room[1])}`
  const parts = kind === 'endpoint' ? /^endpoint:([^/]+)\/(.+)$/.exec(id) : null
  return parts?.[1] && parts[2] ? endpointPath(parts[1], parts[2]) : `/operations/servers/${encodeURIComponent(id)}`
}
