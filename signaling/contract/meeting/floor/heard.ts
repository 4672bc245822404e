import type { ParticipantId } from '../../core/ids.ts'
import type { CoreSlice, ProducerState } from '../core/state.ts'
import type { RolesSlice } from '../roles/state.ts'
import { maySend } from '../sources/maySend.ts'
import { type FloorSlice, MAX_OPEN_VOICES } from './state.ts'

/** The part of a meeting that says who is heard. */
type Floor = {
  readonly conduct: Pick<RolesSlice, 'startedAt' | 'actingChair'> & Pick<FloorSlice, 'mode' | 'holders' | 'cut'>
  readonly participants: CoreSlice['participants']
}
type Voices = Floor & Pick<CoreSlice, 'producers'>

/** The part of a meeting that says whether rooms speak freely. */
export type Free = { readonly conduct: Pick<RolesSlice, 'startedAt'> & Pick<FloorSlice, 'mode'> }

/** Rooms greet and test each other freely before the chair has opened the meeting. */
export const isFree = ({ conduct }: Free): boolean => conduct.startedAt === null || conduct.mode === 'open'

/**
 * True when this participant's microphone may be heard now (SPEC 8.1, 8.6): the media node lets it through.
 * It may be switched off in its room all the same.
 */
export function mayBeHeard(state: Floor, participantId: ParticipantId): boolean {
  const { conduct, participants } = state
  const participant = participants[participantId]
  if (!participant || !maySend(participant.seat, 'mic') || conduct.cut[participantId]) return false
  if (conduct.actingChair === participantId || isFree(state)) return true
  return conduct.mode === 'chaired' && conduct.holders.some((holder) => holder.participantId === participantId)
}

/** True when a microphone that was cut would be heard once its room consents (SPEC 8.6): otherwise there is nothing to consent to yet. */
export function wouldBeHeard(state: Floor, participantId: ParticipantId): boolean {
  const { [participantId]: _, ...cut } = state.conduct.cut
  return mayBeHeard({ ...state, conduct: { ...state.conduct, cut } }, participantId)
}

/** Microphones that are switched on and may be heard. */
export function openMicrophones(state: Voices): ProducerState[] {
  return Object.values(state.producers).filter(
    (p) => p.source === 'mic' && !p.paused && mayBeHeard(state, p.participantId),
  )
}

/** True when one more microphone may be switched on (SPEC 8.2). The chair always may. */
export function roomForVoice(state: Voices, participantId: ParticipantId): boolean {
  const { conduct } = state
  if (conduct.startedAt === null || conduct.mode !== 'open' || conduct.actingChair === participantId) return true
  return (
    openMicrophones(state).filter((p) => p.participantId !== participantId && p.participantId !== conduct.actingChair)
      .length < MAX_OPEN_VOICES
  )
}
