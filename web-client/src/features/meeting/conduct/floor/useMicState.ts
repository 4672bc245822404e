import type { ParticipantId } from '@diem-cau/signaling-contract'
import { micState, type MicState } from './micState.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'

/** The state of this device's own microphone. */
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

/** The state of anybody's microphone as the meeting knows it: the same for all who look. */
export function useMicStateOf(participantId: ParticipantId): MicState {
  return useMeeting(({ meeting }) => micState(meeting, participantId))
}
