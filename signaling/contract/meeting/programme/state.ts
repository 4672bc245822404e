import { z } from 'zod'
import { ItemId } from '../../core/ids.ts'
import { Fraction } from '../../core/quorum.ts'
import { stageSlice } from '../stage/state.ts'

export const programmeSlice = {
  /** What the schedule said last; a newer version of the plan is taken over, what was changed in the meeting stays. */
  programme: z
    .object({ version: z.int(), itemIds: z.array(ItemId), share: stageSlice.share, quorum: Fraction })
    .nullable(),
}
const ProgrammeSlice = z.object(programmeSlice)
export type ProgrammeSlice = z.infer<typeof ProgrammeSlice>

export const initialProgramme: ProgrammeSlice = { programme: null }
