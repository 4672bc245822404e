import { IconClipboardCheck } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const rollCallSubject: Subject<'rollCall'> = {
  name: 'rollCall',
  icon: IconClipboardCheck,
  part: lazyPart(async () => (await withTexts(['rollCall'], import('./RollCallPanel.tsx'))).RollCallPanel),
  isFor: ({ part, model }) => part.isOffice || model.meeting.conduct.units.length > 0,
  bands: [
    {
      isThere: ({ conduct: { rollCall } }) => rollCall.openedAt !== null && rollCall.closedAt === null,
      load: async () => (await withTexts(['rollCall'], import('./RollCallCard.tsx'))).RollCallCard,
    },
  ],
}
