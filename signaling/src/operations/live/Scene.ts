import type { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Resource } from '@diem-cau/signaling-contract/operations'

/** A resource as it is now. `hostUnit`: of the meeting that an endpoint is in. */
export type Seen = { readonly resource: Resource; readonly hostUnit: UnitCode | null }

export type SeenMeeting = {
  readonly meetingId: MeetingId
  readonly title: string
  readonly hostUnit: UnitCode
  readonly startedAt: number | null
  /** Who has the floor, by name. */
  readonly floor: string | null
}

/** Everything that there is at one moment, of all processes. */
export type Scene = {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly resources: readonly Seen[]
  readonly meetings: readonly SeenMeeting[]
}
