import { LobbyView } from './lobby/LobbyView.tsx'
import { AfterView } from './ended/AfterView.tsx'
import { useMeeting } from './MeetingContext.ts'
import { MeetingView } from './meeting/MeetingView.tsx'

export function MeetingPhases() {
  const phase = useMeeting((model) => model.phase)
  switch (phase.kind) {
    case 'lobby':
    case 'joining':
    case 'waiting':
    case 'inMeeting': {
      // The meeting is laid out, out of sight, while people are at its door: going in then only shows it.
      const me = phase.kind === 'inMeeting' ? phase.me : null
      return (
        <>
          {me === null && <LobbyView />}
          <MeetingView me={me} />
        </>
      )
    }
    case 'left':
    case 'replaced':
    case 'ended':
    case 'removed':
    case 'refused':
      return <AfterView phase={phase} />
    default:
      return phase satisfies never
  }
}
