import { useStore } from 'zustand'
import { myPart } from '../../meeting/conduct/myPart.ts'
import { useMeeting, useMeetingClient } from '../MeetingContext.ts'
import { panels, type PanelEntry } from './panels.ts'
import { useMyPart } from './useMyPart.ts'

export interface Tab {
  readonly panel: PanelEntry
  readonly badge: number
}

/** The panels that this participant has, with the numbers on their tabs. */
export function usePanels(): readonly Tab[] {
  const client = useMeetingClient()
  const part = useMyPart()
  const unreadChat = useStore(client.chat.store, ({ unread }) => unread)
  const badges = useMeeting((model) => {
    const me = model.phase.kind === 'inMeeting' ? model.phase.me : null
    const facts = { model, part: myPart(model.meeting, me), unreadChat }
    return panels.map(({ badge }) => badge?.(facts) ?? 0)
  })
  return panels.map((panel, index) => ({ panel, badge: badges[index] ?? 0 })).filter(({ panel }) => panel.isFor?.(part) ?? true)
}
