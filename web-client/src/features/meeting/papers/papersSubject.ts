import { IconFileText } from '@tabler/icons-react'
import { withTexts } from '../../../locales/withTexts.ts'
import { lazyPart } from '../../../ui/lazyPart.ts'
import type { Subject } from '../layout/Subject.ts'

export const papersSubject: Subject<'papers'> = {
  name: 'papers',
  icon: IconFileText,
  part: lazyPart(
    async () => (await withTexts(['meeting', 'papers', 'schedule'], import('./PapersPanel.tsx'))).PapersPanel,
  ),
  badge: ({ model }) => (model.meeting.conduct.paper ? 1 : 0),
}
