import { useLayout } from '../layout/LayoutContext.ts'
import { useConduct } from '../scope/useConduct.ts'
import { OpenPaperView } from './OpenPaperView.tsx'
import { OwnPaperView } from './OwnPaperView.tsx'

/** The paper on the stage: the one that is open for everyone, or the one that is read alone. */
export function PaperStage() {
  const own = useLayout((state) => state.own)
  const open = useConduct((conduct) => conduct.paper)
  if (own?.kind === 'paper') return <OwnPaperView key={`${own.paperId} ${own.version}`} {...own} />
  return open && <OpenPaperView key={`${open.paperId} ${open.version} ${open.presenter}`} paper={open} />
}
