import { IconHandStop } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const floorSubject: Subject<'floor'> = {
  name: 'floor',
  icon: IconHandStop,
  part: lazyPart(
    async () => (await withTexts(['conduct', 'floor', 'meeting', 'troubles'], import('./FloorPanel.tsx'))).FloorPanel,
  ),
  badge: ({ model }) => model.meeting.conduct.queue.length,
}
