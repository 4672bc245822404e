import { isOffice, MeetingError, type MeetingEvent, type MeetingState, type Participant, type ParticipantId } from '@diem-cau/signaling-contract'
import type { Actor, JoinCommand } from './Command.ts'

/** Whether somebody who may come in has to be let in first (SPEC 3.7). Pure. */
export function mustWait(state: MeetingState, { schedule, invitation, participantId }: Pick<JoinCommand, 'schedule' | 'invitation' | 'participantId'>): boolean {
  if (!schedule.waitingRoom || !invitation || state.participants[participantId] || state.door.admitted[participantId]) return false
  const seat = state.conduct.seats[participantId] ?? invitation.seat
  const conducts = seat === 'chair' || seat === 'deputy' || seat === 'secretary'
  return !conducts && (seat === 'guest' || invitation.unit?.code !== schedule.hostUnit.code)
}

/** Somebody comes to the door, for the first time or still. */
export function comesToDoor(state: MeetingState, { participantId, invitation, schedule }: JoinCommand, actor: Extract<Actor, { kind: 'account' }>): MeetingEvent[] {
  if (!invitation || state.door.waiting.some((visitor) => visitor.participantId === participantId)) return []
  const { title, hostUnit } = schedule
  return [
    ...(state.phase === 'scheduled' ? [{ type: 'meetingOpened' as const, title, hostUnit }] : []),
    { type: 'visitorCame', participantId, accountId: actor.accountId, ...invitation },
  ]
}

/** @param participantIds null: everyone who waits */
export function admit(state: MeetingState, participantIds: readonly ParticipantId[] | null, by: Participant | null): MeetingEvent[] | MeetingError {
  if (by && !isOffice(state, by)) return new MeetingError('forbidden', `${by.seat} lets nobody in`)
  const waiting = state.door.waiting.map(({ participantId }) => participantId).filter((id) => participantIds?.includes(id) ?? true)
  return waiting.length === 0 ? [] : [{ type: 'visitorsAdmitted', participantIds: waiting, by: by?.participantId ?? null }]
}

export function visitorGone({ door }: MeetingState, participantId: ParticipantId): MeetingEvent[] {
  return door.waiting.some((visitor) => visitor.participantId === participantId) ? [{ type: 'visitorLeft', participantId }] : []
}
