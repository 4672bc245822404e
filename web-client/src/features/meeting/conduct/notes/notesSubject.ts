import { IconNotes } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const notesSubject: Subject<'notes'> = {
  name: 'notes',
  icon: IconNotes,
  part: lazyPart(async () => (await withTexts(['meeting', 'notes'], import('./NotesPanel.tsx'))).NotesPanel),
  isFor: ({ part }) => part.isOffice,
}
