import { IconListNumbers } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const agendaSubject: Subject<'agenda'> = {
  name: 'agenda',
  icon: IconListNumbers,
  part: lazyPart(async () => (await withTexts(['agenda', 'papers', 'votes'], import('./AgendaPanel.tsx'))).AgendaPanel),
  isFor: ({ part, model }) => part.isOffice || model.meeting.conduct.agenda.length > 0,
  bands: [
    {
      isThere: ({ conduct }) => conduct.agenda.some(({ status }) => status === 'current'),
      load: async () => (await withTexts(['agenda'], import('./AgendaLine.tsx'))).AgendaLine,
    },
  ],
}
