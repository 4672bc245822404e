import { useLayout } from '../layout/LayoutContext.ts'
import { OpenPaper } from './OpenPaper.tsx'
import { OwnPaperView } from './OwnPaperView.tsx'

/** The paper on the stage: the one that is open for everyone, or the one that is read alone. */
export function PaperStage() {
  const own = useLayout((state) => state.own)
  if (own?.kind === 'paper') return <OwnPaperView key={`${own.paperId} ${own.version}`} {...own} />
  return <OpenPaper />
}
