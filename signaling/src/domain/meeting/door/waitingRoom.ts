import {
  isOffice,
  MeetingError,
  type MeetingEvent,
  type MeetingState,
  type Participant,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Actor } from '../core/Actor.ts'
import type { JoinCommand } from './JoinCommand.ts'
import type { PlannedMeeting } from '../../office/PlannedMeeting.ts'

/** True when somebody who may come in has to be let in first (SPEC 3.7, 3.12). Pure. */
export function mustWait(
  state: MeetingState,
  { schedule, invitation, participantId }: Pick<JoinCommand, 'schedule' | 'invitation' | 'participantId'>,
): boolean {
  const { door } = state
  if (!invitation || state.participants[participantId]) return false
  const seat = state.conduct.seats[participantId] ?? invitation.seat
  if (seat === 'chair' || seat === 'deputy' || seat === 'secretary') return false
  if (door.lock) return door.lock.inside[participantId] === undefined
  if (!schedule.waitingRoom || door.admitted[participantId]) return false
  return seat === 'guest' || invitation.unit?.code !== schedule.hostUnit.code
}

/** Somebody comes to the door, for the first time or still. */
export function comesToDoor(
  state: MeetingState,
  { participantId, invitation, schedule }: JoinCommand,
  actor: Extract<Actor, { kind: 'account' }>,
): MeetingEvent[] {
  if (!invitation || state.door.waiting.some((visitor) => visitor.participantId === participantId)) return []
  const { title, hostUnit } = schedule
  return [
    ...(state.phase === 'scheduled' ? [{ type: 'meetingOpened' as const, title, hostUnit }] : []),
    { type: 'visitorCame', participantId, accountId: actor.accountId, ...invitation },
  ]
}

/** @param participantIds null: everyone who waits */
export function admit(
  state: MeetingState,
  participantIds: readonly ParticipantId[] | null,
  by: Participant,
): MeetingEvent[] | MeetingError {
  if (!isOffice(state, by)) return new MeetingError('forbidden', `${by.seat} lets nobody in`)
  const waiting = state.door.waiting
    .map(({ participantId }) => participantId)
    .filter((id) => participantIds?.includes(id) ?? true)
  return admitted(waiting, by.participantId)
}

/** Lets in those who wait and need not any more, as the plan and the lock are now. */
export function settledVisitors(state: MeetingState, schedule: PlannedMeeting): MeetingEvent[] {
  const free = state.door.waiting.filter(
    ({ participantId, ...invitation }) => !mustWait(state, { schedule, invitation, participantId }),
  )
  return admitted(
    free.map(({ participantId }) => participantId),
    null,
  )
}

function admitted(participantIds: readonly ParticipantId[], by: ParticipantId | null): MeetingEvent[] {
  return participantIds.length === 0 ? [] : [{ type: 'visitorsAdmitted', participantIds: [...participantIds], by }]
}

export function visitorGone({ door }: MeetingState, participantId: ParticipantId): MeetingEvent[] {
  return door.waiting.some((visitor) => visitor.participantId === participantId)
    ? [{ type: 'visitorLeft', participantId }]
    : []
}
