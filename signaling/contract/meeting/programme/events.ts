import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { UnitRef } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'
import { PlannedPoint } from '../agenda/state.ts'
import { by } from '../core/by.ts'
import { floorSlice } from '../floor/state.ts'
import { rollCallSlice } from '../rollCall/state.ts'
import { OpenPaper, stageSlice } from '../stage/state.ts'

export const ProgrammeEvents = [
  /** The schedule was read when the meeting opened, or the secretary changed it since. */
  z.object({
    type: z.literal('programmeSet'),
    /** Version of the plan, which grows with every edit. */
    version: z.int(),
    agenda: z.array(PlannedPoint),
    units: z.array(UnitRef),
    mode: floorSlice.mode,
    share: stageSlice.share,
    speakLimitSec: floorSlice.speakLimitSec,
    quorum: rollCallSlice.quorum,
  }),
  /** Somebody was added while the meeting is open (SPEC 11.7); what follows of it for the units is with the next `programmeSet`. */
  z.object({
    type: z.literal('invitedMore'),
    units: z.array(UnitRef),
    guests: z.array(z.object({ participantId: ParticipantId, name: recorded(200), organisation: recorded(200) })),
    ...by,
  }),
  /** `version`: a newer one of the same paper (SPEC 11.8). */
  z.object({
    type: z.literal('paperChanged'),
    change: z.enum(['added', 'version', 'edited', 'removed']),
    paperId: OpenPaper.shape.paperId,
    name: OpenPaper.shape.name,
    ...by,
  }),
] as const
export type ProgrammeEvent = z.infer<(typeof ProgrammeEvents)[number]>
