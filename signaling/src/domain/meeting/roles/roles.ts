import {
  type ConductEvent,
  mayHandOver,
  maySetSeat,
  MeetingError,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type roleRequests,
  type Seat,
  shortfallOf,
} from '@diem-cau/signaling-contract'
import type { Deciders } from '../core/subject.ts'

/** Seats, and who acts as the chair (SPEC §7). */
export const decideRoles: Deciders<typeof roleRequests> = {
  'meeting:start': (state, { data }, { participantId }) => start(state, data.belowQuorum === true, participantId),
  'meeting:end': ({ phase }) => (phase === 'ended' ? [] : [{ type: 'meetingEnded' }]),
  'seat:set': (state, { data: { participantId, seat } }, asker) => {
    const other = state.participants[participantId]
    if (!other) return new MeetingError('notFound', 'not in the meeting')
    if (other.seat === seat) return []
    if (!maySetSeat(asker, other, seat))
      return new MeetingError('forbidden', "another's, below the own, never the chair")
    return [{ type: 'seatChanged', participantId, seat, by: asker.participantId }]
  },
  'chair:handOver': (state, { data: { participantId } }, asker) => {
    const by = asker.participantId
    const other = state.participants[participantId]
    if (!other || other.line !== 'online') return new MeetingError('notFound', 'not in the meeting')
    if (participantId === by && asker.seat === 'chair') return []
    if (!mayHandOver(asker, other)) return new MeetingError('forbidden', 'only who has the chair gives it')
    return [
      { type: 'seatChanged', participantId: by, seat: 'deputy', by },
      { type: 'seatChanged', participantId, seat: 'chair', by },
      { type: 'actingChairChanged', participantId, reason: 'handedOver' },
    ]
  },
}

function start(state: MeetingState, onPurpose: boolean, by: ParticipantId): ConductEvent[] | MeetingError {
  if (state.conduct.startedAt !== null) return []
  const belowQuorum = shortfallOf(state)
  if (belowQuorum && !onPurpose) return new MeetingError('belowQuorum')
  return [{ type: 'meetingStarted', ...(belowQuorum ? { belowQuorum } : {}), by }]
}

/**
 * Decides who should act as the chair when the time has come to look (7.3, 7.4): the one on the chair's seat if
 * the line stands, else the deputy, else the secretary; nobody when none of them is there.
 */
export function settleChair(state: MeetingState): ConductEvent[] {
  const { actingChair } = state.conduct
  const next = successor(state)
  if (next === actingChair) return []
  return [{ type: 'actingChairChanged', participantId: next, reason: 'chairGone' }]
}

/** The chair is there, for the first time or again: it acts at once. */
export function chairIsBack(
  { conduct }: MeetingState,
  { participantId, seat }: Pick<Participant, 'participantId' | 'seat'>,
): ConductEvent[] {
  if (seat !== 'chair' || conduct.actingChair === participantId) return []
  return [{ type: 'actingChairChanged', participantId, reason: conduct.actingChair === null ? 'present' : 'returned' }]
}

/** Whoever acts left for good: the office must not wait for somebody who said goodbye, but the chair gets its 20 s. */
export function chairLeaves({ conduct }: MeetingState, participantId: ParticipantId): ConductEvent[] {
  return conduct.actingChair === participantId
    ? [{ type: 'actingChairChanged', participantId: null, reason: 'chairGone' }]
    : []
}

/** True when someone should look in 20 s who acts: nobody does, or not the one who should. */
export function isChairOpen(state: MeetingState): boolean {
  return successor(state) !== state.conduct.actingChair
}

function successor({ participants }: MeetingState): ParticipantId | null {
  const there = Object.values(participants).filter(({ line }) => line === 'online')
  const on = (seat: Seat) => there.find((participant) => participant.seat === seat)
  return (on('chair') ?? on('deputy') ?? on('secretary'))?.participantId ?? null
}
