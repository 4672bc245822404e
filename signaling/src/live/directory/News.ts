import { MeetingEvent, MeetingId } from '@diem-cau/signaling-contract'
import { z } from 'zod'

type Noted = Extract<MeetingEvent, { type: 'invitedMore' | 'paperChanged' }>

const isNoted = (event: unknown): boolean => {
  const { type } = z.object({ type: z.string() }).parse(event)
  return type === 'invitedMore' || type === 'paperChanged'
}

/** News of one process that concern what others conduct or hold. */
export const News = z.discriminatedUnion('kind', [
  /** The plans of these were changed. */
  z.object({ kind: z.literal('replanned'), meetingIds: z.array(MeetingId) }),
  /** Goes on the record of a meeting: somebody of the office added somebody, or changed a paper. */
  z.object({ kind: z.literal('noted'), meetingId: MeetingId, event: MeetingEvent.pipe(z.custom<Noted>(isNoted)) }),
  /** Sign-ins were ended, accounts disabled or roles taken away. */
  z.object({ kind: z.literal('signInsEnded') }),
  z.object({ kind: z.literal('meetingEnded'), meetingId: MeetingId }),
  /** The process that conducted it ends: it is for this one to go on. */
  z.object({ kind: z.literal('handedOver'), meetingId: MeetingId, to: z.string() }),
])
export type News = z.infer<typeof News>
