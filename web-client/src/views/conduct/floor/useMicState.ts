import { micState, type MicState } from '../../../meeting/conduct/micState.ts'
import { useMeeting } from '../../MeetingContext.ts'

export function useMicState(): MicState {
  return useMeeting(({ meeting, phase, local, connection }) => {
    const isOn = local.micOn && local.mic.kind === 'on' && connection.kind === 'online'
    return micState(meeting, phase.kind === 'inMeeting' ? phase.me : null, isOn)
  })
}
