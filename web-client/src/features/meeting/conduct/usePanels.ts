import { useStore } from 'zustand'
import { myPart } from '../scope/myPart.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import type { Subject } from '../layout/Subject.ts'
import { subjects, type PanelName } from './subjects.ts'

/** The part in the place of a number: it is compared with the others, one level deep. */
const NOT_THERE = -1

export interface Tab {
  readonly panel: Subject<PanelName>
  readonly badge: number
}

/** The panels that this participant has, with the numbers on their tabs. */
export function usePanels(): readonly Tab[] {
  const client = useMeetingClient()
  const unreadChat = useStore(client.chat.store, ({ unread }) => unread)
  const badges = useMeeting((model) => {
    const me = model.phase.kind === 'inMeeting' ? model.phase.me : null
    const facts = { model, part: myPart(model.meeting, me), unreadChat }
    return subjects.map(({ badge, isFor }) => ((isFor?.(facts) ?? true) ? (badge?.(facts) ?? 0) : NOT_THERE))
  })
  return subjects
    .map((panel, index) => ({ panel, badge: badges[index] ?? NOT_THERE }))
    .filter(({ badge }) => badge !== NOT_THERE)
}
