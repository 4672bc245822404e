import { IconUsers } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const participantsSubject: Subject<'participants'> = {
  name: 'participants',
  icon: IconUsers,
  part: lazyPart(
    async () =>
      (await withTexts(['conduct', 'meeting', 'people', 'schedule', 'troubles'], import('./ParticipantsPanel.tsx')))
        .ParticipantsPanel,
  ),
}
