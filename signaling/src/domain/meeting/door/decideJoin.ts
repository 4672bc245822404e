import { MeetingError, type MeetingEvent, type MeetingState } from '@diem-cau/signaling-contract'
import type { Actor } from '../core/Actor.ts'
import type { JoinCommand } from './JoinCommand.ts'
import { chairIsBack } from '../roles/roles.ts'
import { closed, producersOf } from '../core/producers.ts'
import { phaseForSeat } from '../../office/PlannedMeeting.ts'
import { comesToDoor, mustWait } from './waitingRoom.ts'

/** Most participants of one meeting unless the server is set up for others. */
export const MAX_PARTICIPANTS = 400

/** More may not be set: the media node is told of that many who may be heard, with two legs each (sfu/contract). */
export const MOST_PARTICIPANTS = 2_000

/**
 * Finds why someone does not get in now; null when they do (SPEC 3.1, 3.2, 3.11, 5.7). Pure.
 * @param now milliseconds since the epoch
 */
export function refusalAtDoor(
  state: MeetingState,
  {
    invitation,
    mayKnow,
    participantId,
    schedule,
    maxParticipants = MAX_PARTICIPANTS,
  }: Pick<JoinCommand, 'invitation' | 'mayKnow' | 'participantId' | 'schedule' | 'maxParticipants'>,
  now: number,
): MeetingError | null {
  if (!invitation) return new MeetingError(mayKnow ? 'forbidden' : 'notFound')
  if (state.door.barred[participantId]) return new MeetingError('barred', 'put out, and not allowed again')
  const count = Object.keys(state.participants).length
  const phase = state.phase === 'ended' ? 'ended' : phaseForSeat(schedule, invitation.seat, now, count > 0)
  switch (phase) {
    case 'draft':
      return new MeetingError('notFound')
    case 'scheduled':
      return new MeetingError('meetingNotOpen')
    case 'ended':
    case 'cancelled':
      return new MeetingError('meetingEnded')
    case 'open':
    case 'live':
      return count >= maxParticipants && !state.participants[participantId]
        ? new MeetingError('meetingFull', `${count} are in it; whoever runs the server raises DIEM_CAU_MAX_ENDPOINTS`)
        : null
    default:
      phase satisfies never
      return new MeetingError('internal')
  }
}

/** Decides who gets in, and on which endpoint (SPEC §3). */
export function decideJoin(
  state: MeetingState,
  command: JoinCommand,
  actor: Actor,
  now: number,
): MeetingEvent[] | MeetingError {
  if (actor.kind !== 'account') return new MeetingError('forbidden')
  const { invitation, participantId, endpointId, deviceId, deviceName } = command
  const refusal = refusalAtDoor(state, command, now)
  if (refusal) return refusal
  // An invitation is there: who has none was refused above.
  if (!invitation) return new MeetingError('forbidden')

  if (mustWait(state, command)) return comesToDoor(state, command, actor)

  const present = state.participants[participantId]
  if (!present) {
    const joined: Extract<MeetingEvent, { type: 'participantJoined' }> = {
      type: 'participantJoined',
      participantId,
      accountId: actor.accountId,
      ...invitation,
      // A seat that was changed in the meeting stays (7.2).
      seat: state.conduct.seats[participantId] ?? invitation.seat,
      endpointId,
      deviceId,
      deviceName,
    }
    const acting = chairIsBack(state, joined)
    if (state.phase !== 'scheduled') return [joined, ...acting]
    const { title, hostUnit } = command.schedule
    return [{ type: 'meetingOpened', title, hostUnit }, joined, ...acting]
  }

  const sameTab = present.deviceId === deviceId
  // A prepared endpoint that is the participant's by now was taken by the join before this one.
  if (sameTab && (command.resume === present.endpointId || endpointId === present.endpointId)) {
    return present.line === 'lost' ? [{ type: 'lineRestored', participantId }, ...chairIsBack(state, present)] : []
  }
  if (!sameTab && !command.takeover && present.line === 'online') {
    return new MeetingError('alreadyJoined', 'joined on another device', { deviceName: present.deviceName })
  }
  return [
    ...closed(producersOf(state, participantId), 'replaced'),
    { type: 'endpointReplaced', participantId, endpointId, deviceId, deviceName },
    ...chairIsBack(state, present),
  ]
}
