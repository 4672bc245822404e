import type { Resource } from '@diem-cau/signaling-contract/operations'

export const meetingPath = (meetingId: string): string => `/operations/meetings/${encodeURIComponent(meetingId)}`

const endpointPath = (meetingId: string, participantId: string): string =>
  `${meetingPath(meetingId)}/${encodeURIComponent(participantId)}`

/** The page of any resource. An endpoint has one beside the others of its meeting. */
export function resourcePath({ id, kind }: Pick<Resource, 'id' | 'kind'>): string {
  const parts = kind === 'endpoint' ? /^endpoint:([^/]+)\/(.+)$/.exec(id) : null
  return parts?.[1] && parts[2] ? endpointPath(parts[1], parts[2]) : `/operations/servers/${encodeURIComponent(id)}`
}
