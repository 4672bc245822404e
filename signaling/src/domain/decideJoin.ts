import { MeetingError, type MeetingEvent, type MeetingState } from '@diem-cau/signaling-contract'
import type { Actor, JoinCommand } from './Command.ts'
import { closed, producersOf } from './producers.ts'
import { phaseAt } from './Schedule.ts'

/** Most participants of one meeting: the wall's page limit, twice. */
export const MAX_PARTICIPANTS = 200

/** Who gets in, and on which endpoint (SPEC §3). */
export function decideJoin(
  state: MeetingState,
  command: JoinCommand,
  actor: Actor,
  now: number,
): MeetingEvent[] | MeetingError {
  if (actor.kind !== 'account') return new MeetingError('forbidden')
  const { invitation, participantId, endpointId, deviceId, deviceName } = command
  if (!invitation) return new MeetingError(command.mayKnow ? 'forbidden' : 'notFound')

  const count = Object.keys(state.participants).length
  const phase = state.phase === 'ended' ? 'ended' : phaseAt(command.schedule, now, count > 0)
  switch (phase) {
    case 'scheduled':
      return new MeetingError('meetingNotOpen')
    case 'ended':
    case 'cancelled':
      return new MeetingError('meetingEnded')
    case 'open':
    case 'live':
      break
    default:
      phase satisfies never
  }

  const present = state.participants[participantId]
  if (!present) {
    if (count >= MAX_PARTICIPANTS) return new MeetingError('meetingFull')
    const joined: MeetingEvent = {
      type: 'participantJoined',
      participantId,
      accountId: actor.accountId,
      ...invitation,
      endpointId,
      deviceId,
      deviceName,
    }
    if (state.phase !== 'scheduled') return [joined]
    const { title, hostUnit } = command.schedule
    return [{ type: 'meetingOpened', title, hostUnit }, joined]
  }

  const sameTab = present.deviceId === deviceId
  if (sameTab && command.resume === present.endpointId) {
    return present.line === 'lost' ? [{ type: 'lineRestored', participantId }] : []
  }
  if (!sameTab && !command.takeover && present.line === 'online') {
    return new MeetingError('alreadyJoined', 'joined on another device', { deviceName: present.deviceName })
  }
  return [
    ...closed(producersOf(state, participantId), 'replaced'),
    { type: 'endpointReplaced', participantId, endpointId, deviceId, deviceName },
  ]
}
