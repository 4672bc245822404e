import { openVote } from '@diem-cau/signaling-contract'
import {
  IconCheckbox,
  IconClipboardCheck,
  IconFileText,
  IconHandStop,
  IconListNumbers,
  IconMessage2,
  IconNotes,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import { lazyPart, type Part } from '../../../ui/lazyPart.ts'
import type { MyPart } from '../scope/myPart.ts'
import type { PanelName } from '../layout/LayoutModel.ts'
import type { MeetingModel } from '../../../live/meeting/MeetingModel.ts'
import { withTexts } from '../../../locales/withTexts.ts'

interface Facts {
  readonly model: MeetingModel
  readonly part: MyPart
  readonly unreadChat: number
}

export interface PanelEntry {
  /** Its tab is `panel-tab-<name>`, its text `conduct:panel.<name>`. */
  readonly name: PanelName
  readonly icon: Icon
  /** Its content, below title and close button, as a chunk of its own. */
  readonly part: Part
  /** Who has it; everyone when left out. */
  readonly isFor?: (facts: Facts) => boolean
  /** A number on the tab that wants to be seen; 0 for none. */
  readonly badge?: (facts: Facts) => number
}

/** Side panels of the meeting, in the order of their tabs. A room has no tab for what there is nothing of. */
export const panels: readonly PanelEntry[] = [
  {
    name: 'floor',
    icon: IconHandStop,
    part: lazyPart(
      async () => (await withTexts(['conduct', 'floor', 'meeting'], import('./floor/FloorPanel.tsx'))).FloorPanel,
    ),
    badge: ({ model }) => model.meeting.conduct.queue.length,
  },
  {
    name: 'agenda',
    icon: IconListNumbers,
    part: lazyPart(
      async () => (await withTexts(['agenda', 'papers', 'votes'], import('./agenda/AgendaPanel.tsx'))).AgendaPanel,
    ),
    isFor: ({ part, model }) => part.isOffice || model.meeting.conduct.agenda.length > 0,
  },
  {
    name: 'rollCall',
    icon: IconClipboardCheck,
    part: lazyPart(async () => (await withTexts(['rollCall'], import('./rollCall/RollCallPanel.tsx'))).RollCallPanel),
    isFor: ({ part, model }) => part.isOffice || model.meeting.conduct.units.length > 0,
  },
  {
    name: 'votes',
    icon: IconCheckbox,
    part: lazyPart(async () => (await withTexts(['votes'], import('./votes/VotesPanel.tsx'))).VotesPanel),
    isFor: ({ part, model }) => part.isOffice || Object.keys(model.meeting.conduct.votes).length > 0,
    badge: ({ model }) => (openVote(model.meeting) ? 1 : 0),
  },
  {
    name: 'notes',
    icon: IconNotes,
    part: lazyPart(async () => (await withTexts(['meeting', 'notes'], import('./notes/NotesPanel.tsx'))).NotesPanel),
    isFor: ({ part }) => part.isOffice,
  },
  {
    name: 'papers',
    icon: IconFileText,
    part: lazyPart(
      async () => (await withTexts(['meeting', 'papers', 'schedule'], import('../papers/PapersPanel.tsx'))).PapersPanel,
    ),
    badge: ({ model }) => (model.meeting.conduct.paper ? 1 : 0),
  },
  {
    name: 'chat',
    icon: IconMessage2,
    part: lazyPart(async () => (await withTexts(['chat', 'meeting'], import('./chat/ChatPanel.tsx'))).ChatPanel),
    badge: ({ unreadChat }) => unreadChat,
  },
  {
    name: 'participants',
    icon: IconUsers,
    part: lazyPart(
      async () =>
        (await withTexts(['conduct', 'meeting', 'people', 'schedule'], import('./participants/ParticipantsPanel.tsx')))
          .ParticipantsPanel,
    ),
  },
]
