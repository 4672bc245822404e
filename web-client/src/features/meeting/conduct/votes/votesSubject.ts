import { openVote } from '@diem-cau/signaling-contract'
import { IconCheckbox } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const votesSubject: Subject<'votes'> = {
  name: 'votes',
  icon: IconCheckbox,
  part: lazyPart(async () => (await withTexts(['votes'], import('./VotesPanel.tsx'))).VotesPanel),
  isFor: ({ part, model }) => part.isOffice || Object.keys(model.meeting.conduct.votes).length > 0,
  badge: ({ model }) => (openVote(model.meeting) ? 1 : 0),
  bands: [
    {
      isThere: (meeting) => openVote(meeting) !== undefined,
      load: async () => (await withTexts(['votes'], import('./BallotCard.tsx'))).BallotCard,
    },
    {
      isThere: ({ conduct }) => Object.keys(conduct.votes).length > 0,
      load: async () => (await withTexts(['votes'], import('./ResultCard.tsx'))).ResultCard,
    },
  ],
}
