import { IconMessage2 } from '@tabler/icons-react'
import { withTexts } from '../../../../locales/withTexts.ts'
import { lazyPart } from '../../../../ui/lazyPart.ts'
import type { Subject } from '../../layout/Subject.ts'

export const chatSubject: Subject<'chat'> = {
  name: 'chat',
  icon: IconMessage2,
  part: lazyPart(async () => (await withTexts(['chat', 'meeting'], import('./ChatPanel.tsx'))).ChatPanel),
  badge: ({ unreadChat }) => unreadChat,
}
