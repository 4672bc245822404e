import type { Reducers } from '../core/subject.ts'
import type { ProgrammeEvent } from './events.ts'
import type { ProgrammeSlice } from './state.ts'

/** Floor, stage, roll call and agenda take their own parts of `programmeSet`. */
export const reduceProgramme: Reducers<ProgrammeSlice, ProgrammeEvent> = {
  programmeSet: (_slice, { version, agenda, share, quorum }) => ({
    programme: { version, itemIds: agenda.map(({ itemId }) => itemId), share, quorum },
  }),
  invitedMore: (slice) => slice,
  paperChanged: (slice) => slice,
}
