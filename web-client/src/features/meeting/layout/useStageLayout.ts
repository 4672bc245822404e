import { stageLayout, type StageLayout } from './stageLayout.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useLayout } from './LayoutContext.ts'

/**
 * The layout of the stage on this screen. It stays the same object while nothing of it changes, as speakers are told
 * several times a second.
 */
export function useStageLayout(): StageLayout {
  const own = useLayout((state) => state.own)
  const isContentElsewhere = useLayout((state) => state.hasSecond)
  const text = useMeeting(({ meeting, order, speaker, phase }) =>
    JSON.stringify(
      stageLayout({
        meeting,
        order,
        me: phase.kind === 'inMeeting' ? phase.me : null,
        speaker: speaker.current,
        own,
        isContentElsewhere,
      }),
    ),
  )
  return parsed(text)
}

let last: { readonly text: string; readonly layout: StageLayout } | null = null

function parsed(text: string): StageLayout {
  // It was written a line above, with the type that it is read as.
  if (last?.text !== text) last = { text, layout: JSON.parse(text) as StageLayout }
  return last.layout
}
