import { z } from 'zod'
import { ItemId } from '../../core/ids.ts'
import { Fraction } from '../../core/quorum.ts'
import { stageSlice } from '../stage/state.ts'

export const programmeSlice = {
  /** The schedule's last word. A newer version of the plan replaces it; changes that were made in the meeting stay. */
  programme: z
    .object({ version: z.int(), itemIds: z.array(ItemId), share: stageSlice.share, quorum: Fraction })
    .nullable(),
}
const ProgrammeSlice = z.object(programmeSlice)
export type ProgrammeSlice = z.infer<typeof ProgrammeSlice>

export const initialProgramme: ProgrammeSlice = { programme: null }
