import type { Reducers } from '../core/subject.ts'
import { withoutKey } from '../core/withoutKey.ts'
import type { StageEvent } from './events.ts'
import type { StageSlice } from './state.ts'

export const reduceStage: Reducers<StageSlice, StageEvent> = {
  stageSet: (slice, { stage }) => ({ ...slice, stage }),
  shareAllowed: (slice, { participantId, allowed }) => {
    const others = withoutKey(slice.mayShare, participantId)
    return { ...slice, mayShare: allowed ? { ...others, [participantId]: true } : others }
  },
  paperOpened: (slice, event) => {
    const { type: _, ...paper } = event
    return { ...slice, paper }
  },
  paperTurned: (slice, { page }) => (slice.paper ? { ...slice, paper: { ...slice.paper, page } } : slice),
  paperClosed: (slice) => ({ ...slice, paper: null }),
}

type SharedBefore = { readonly conduct: { readonly programme: Pick<StageSlice, 'share'> | null } }

export const stageReacts = {
  /** The rule that the office set in the meeting stays, unless the plan was changed since. */
  programmeSet: (
    slice: StageSlice,
    { share }: Pick<StageSlice, 'share'>,
    _at: number,
    { conduct }: SharedBefore,
  ): StageSlice => (conduct.programme?.share === share ? slice : { ...slice, share }),
}
