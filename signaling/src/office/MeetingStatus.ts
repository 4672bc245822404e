import { AccountId, MeetingId, Phase } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** The office must know this of a meeting that is open, whichever process conducts it. */
export const MeetingStatus = z.object({
  meetingId: MeetingId,
  phase: Phase,
  /** All that are in it, lost lines included. `conducts`: acts as chair, deputy or secretary just now. */
  people: z.array(z.object({ accountId: AccountId, conducts: z.boolean() })),
  /** Units that are connected. */
  connected: z.int(),
})
export type MeetingStatus = z.infer<typeof MeetingStatus>
