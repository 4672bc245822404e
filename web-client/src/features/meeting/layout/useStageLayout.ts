import { stageLayout, type StageLayout } from './stageLayout.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useLayout } from './LayoutContext.ts'

/** How the stage is laid out here. The same object while nothing of it changes: who speaks is told several times a second. */
export function useStageLayout(): StageLayout {
  const own = useLayout((state) => state.own)
  const text = useMeeting(({ meeting, order, speaker, phase }) =>
    JSON.stringify(
      stageLayout({ meeting, order, me: phase.kind === 'inMeeting' ? phase.me : null, speaker: speaker.current, own }),
    ),
  )
  return parsed(text)
}

let last: { readonly text: string; readonly layout: StageLayout } | null = null

function parsed(text: string): StageLayout {
  // Written a line above, by the type that it is read as.
  if (last?.text !== text) last = { text, layout: JSON.parse(text) as StageLayout }
  return last.layout
}
