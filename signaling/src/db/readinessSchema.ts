import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import type { RunTrigger } from '@diem-cau/signaling-contract/readiness'
import type { Generated } from 'kysely'

/** Tables of tests of rooms. Times are milliseconds since the epoch by the server's clock. */
export type ReadinessSchema = {
  /** What is known of a room now. A room that never tested itself, was never asked and has no profile is not in it. */
  room_readiness: {
    room_id: AccountId
    health: Health
    /** JSON of ReadinessReason[]. */
    reasons: string
    /** Since when it is as it is. */
    since: number | null
    tested_at: number | null
    whole_at: number | null
    /** JSON of KeptStep[]. */
    steps: string
    /** JSON of RoomProfile. */
    profile: Generated<string | null>
    asked_at: Generated<number | null>
    help_at: Generated<number | null>
    copied_at: Generated<number | null>
    still_asked_at: Generated<number | null>
  }
  readiness_run: {
    room_id: AccountId
    id: string
    at: number
    trigger: RunTrigger
    meeting_id: MeetingId | null
    health: Health
    /** JSON of BoardReason[]. */
    reasons: string
    has_figures: number
    /** JSON of Run; '' once its figures are forgotten. */
    run: string
  }
  room_still: { room_id: AccountId; at: number; jpeg: Uint8Array }
  room_settings: {
    room_id: AccountId
    /** JSON of RoomSettings. */
    settings: string
    changed_at: number
    changed_by: string
  }
  room_camera: {
    room_id: AccountId
    host: string
    port: number
    path: string
    user_name: string
    sealed_password: string
    changed_at: number
    changed_by: string
  }
}
