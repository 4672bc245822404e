import { LobbyView } from './lobby/LobbyView.tsx'
import { AfterView } from './ended/AfterView.tsx'
import { useMeeting } from './MeetingContext.ts'
import { MeetingView } from './meeting/MeetingView.tsx'

export function MeetingPhases() {
  const phase = useMeeting((model) => model.phase)
  switch (phase.kind) {
    case 'lobby':
    case 'joining':
      return <LobbyView />
    case 'inMeeting':
      return <MeetingView me={phase.me} />
    case 'left':
    case 'replaced':
    case 'ended':
    case 'refused':
      return <AfterView phase={phase} />
    default:
      return phase satisfies never
  }
}
