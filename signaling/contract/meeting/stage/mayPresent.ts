import type { Participant } from '../core/state.ts'
import { type Free, isFree } from '../floor/heard.ts'
import type { FloorSlice } from '../floor/state.ts'
import { type Chaired, isActingChair, isOffice } from '../roles/office.ts'
import type { StageSlice } from './state.ts'

type Presenting = Chaired &
  Free & { readonly conduct: Pick<FloorSlice, 'holders'> & Pick<StageSlice, 'share' | 'mayShare'> }
type Reading = Chaired & { readonly conduct: Pick<StageSlice, 'paper'> }

/** True when somebody may share the screen or open a paper now (SPEC 9.2). */
export function mayPresent(state: Presenting, participant: Participant): boolean {
  const { conduct } = state
  const id = participant.participantId
  if (isActingChair(state, participant) || conduct.mayShare[id] || participant.seat === 'presenter') return true
  switch (conduct.share) {
    case 'chairOnly':
      return participant.seat === 'deputy' || participant.seat === 'secretary'
    case 'floor':
      return (
        isFree(state) || isOffice(state, participant) || conduct.holders.some((holder) => holder.participantId === id)
      )
    case 'everyone':
      return true
    default:
      return conduct.share satisfies never
  }
}

/** Turns and closes the paper that is open: its presenter, and the office (SPEC 9.3). */
export function leadsPaper(state: Reading, participant: Participant): boolean {
  return state.conduct.paper?.presenter === participant.participantId || isOffice(state, participant)
}
