import type { ParticipantId } from '@diem-cau/signaling-contract'
import { micState, type MicState } from './micState.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'

/** Of this device. */
export function useMicState(): MicState {
  return useMeeting(({ meeting, phase, local, connection }) => {
    const isOn = local.micOn && local.mic.kind === 'on' && connection.kind === 'online'
    return micState(
      meeting,
      phase.kind === 'inMeeting' ? phase.me : null,
      local.mic.kind === 'problem' ? 'none' : isOn ? 'on' : 'off',
    )
  })
}

/** Of anybody, as the meeting knows it: the same for all who look. */
export function useMicStateOf(participantId: ParticipantId): MicState {
  return useMeeting(({ meeting }) => micState(meeting, participantId))
}
