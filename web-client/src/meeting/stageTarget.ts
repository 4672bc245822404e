import type { MeetingState, Participant, ParticipantId } from '@diem-cau/signaling-contract'

export interface StageTarget {
  readonly participantId: ParticipantId
  readonly source: 'camera' | 'screen'
}

interface Given {
  readonly meeting: MeetingState
  /** Chair, secretary, units by name. */
  readonly order: readonly Participant[]
  readonly me: ParticipantId | null
  readonly pinned: ParticipantId | null
  readonly speaker: ParticipantId | null
}

/**
 * What everyone should look at: a shared screen, else who is pinned here, else who speaks, else the
 * chair. Own pictures only when there is nobody else: nobody comes to a meeting to watch themselves.
 */
export function stageTarget({ meeting, order, me, pinned, speaker }: Given): StageTarget | null {
  const screen = Object.values(meeting.producers).find(({ source, participantId }) => source === 'screen' && participantId !== me)
  if (screen) return { participantId: screen.participantId, source: 'screen' }
  const others = order.filter(({ participantId }) => participantId !== me)
  const present = (id: ParticipantId | null) => others.find(({ participantId }) => participantId === id)
  const seen = new Set(Object.values(meeting.producers).flatMap((p) => (p.source === 'camera' ? [p.participantId] : [])))
  const chosen =
    present(pinned) ??
    present(speaker) ??
    others.find(({ seat }) => seat === 'chair') ??
    others.find(({ participantId }) => seen.has(participantId)) ??
    others[0]
  return chosen ? { participantId: chosen.participantId, source: 'camera' } : null
}
