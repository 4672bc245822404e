import { useConduct } from '../scope/useConduct.ts'
import { OpenPaperView } from './OpenPaperView.tsx'

/** The paper that is open for everyone, if there is one. */
export function OpenPaper() {
  const open = useConduct((conduct) => conduct.paper)
  return open && <OpenPaperView key={`${open.paperId} ${open.version} ${open.presenter}`} paper={open} />
}
