import { LobbyView } from './lobby/LobbyView.tsx'
import { AfterView } from './ended/AfterView.tsx'
import { useMeeting } from './scope/MeetingContext.ts'
import { AfterPictures } from './scope/AfterPictures.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { MeetingView } from './frame/MeetingView.tsx'

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
          <AfterPictures>
            <Door hidden={me !== null} />
            <LeaveGuard />
          </AfterPictures>
          <MeetingView me={me} />
        </>
      )
    }
    case 'left':
    case 'replaced':
    case 'ended':
    case 'removed':
    case 'expelled':
    case 'refused':
      return <AfterView phase={phase} />
    default:
      return phase satisfies never
  }
}

// The same element each time: hiding the lobby must not render all of it anew while the pictures wait.
const lobby = <LobbyView />

/** Hides its content at once, and takes it down when the pictures stand. */
function Door({ hidden }: { readonly hidden: boolean }) {
  const isIn = useMeeting(({ phase }) => phase.kind === 'inMeeting')
  return isIn ? null : <div hidden={hidden}>{lobby}</div>
}
