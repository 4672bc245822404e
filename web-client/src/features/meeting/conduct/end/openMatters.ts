import { type AgendaPoint, type MeetingState, openVote, type ParticipantId } from '@diem-cau/signaling-contract'

export interface OpenMatters {
  /** Points that are not closed, in the order of the agenda. */
  readonly items: readonly Pick<AgendaPoint, 'itemId' | 'title'>[]
  readonly rollCall: boolean
  /** The question of the open vote; null when none is open. */
  readonly vote: string | null
  readonly holders: readonly ParticipantId[]
  /** The number of those who wait to speak. */
  readonly queue: number
}

/** Collects what would be left unfinished if the meeting ended now. */
export function openMatters(meeting: MeetingState): OpenMatters {
  const { agenda, rollCall, holders, queue } = meeting.conduct
  return {
    items: agenda.filter(({ status }) => status !== 'done').map(({ itemId, title }) => ({ itemId, title })),
    rollCall: rollCall.openedAt !== null && rollCall.closedAt === null,
    vote: openVote(meeting)?.question ?? null,
    holders: holders.map(({ participantId }) => participantId),
    queue: queue.length,
  }
}
