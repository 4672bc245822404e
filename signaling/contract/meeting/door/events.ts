import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { LoggedOrigin } from '../../core/origin.ts'
import { recorded } from '../../text/text.ts'
import { MAX_REASON, Visitor } from './state.ts'

const who = Visitor.omit({ at: true }).shape

/** The facts of the door. */
export const DoorEvents = [
  z.object({ type: z.literal('visitorCame'), ...who, ...LoggedOrigin }),
  z.object({ type: z.literal('visitorLeft'), participantId: ParticipantId }),
  /** `by` null: nobody has to wait any more, as the plan says now. */
  z.object({
    type: z.literal('visitorsAdmitted'),
    participantIds: z.array(ParticipantId),
    by: ParticipantId.nullable(),
  }),
  /** Somebody was put out by hand, or turned away at the door. `reason` reaches only the one who was put out; clients get '' (SPEC 3.10). */
  z.object({
    type: z.literal('participantExpelled'),
    ...who,
    barred: z.boolean(),
    reason: recorded(MAX_REASON),
    by: ParticipantId,
  }),
  z.object({ type: z.literal('participantAllowed'), participantId: ParticipantId, by: ParticipantId }),
  z.object({ type: z.literal('doorLocked'), by: ParticipantId }),
  z.object({ type: z.literal('doorUnlocked'), by: ParticipantId }),
] as const
export type DoorEvent = z.infer<(typeof DoorEvents)[number]>
