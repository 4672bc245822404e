import {
  AccountId,
  DeviceId,
  EndpointId,
  initialState,
  type LoggedEvent,
  MeetingError,
  type MeetingEvent,
  MeetingId,
  type MeetingState,
  type ParticipantId,
  ProducerId,
  reduce,
  type Seat,
  type Source,
  UnitCode,
} from '@diem-cau/signaling-contract'
import type { Actor } from '../domain/meeting/core/Actor.ts'
import type { Command } from '../domain/meeting/decide/Command.ts'
import type { JoinCommand } from '../domain/meeting/door/JoinCommand.ts'
import { decide } from '../domain/meeting/decide/decide.ts'
import type { PlannedMeeting } from '../domain/office/PlannedMeeting.ts'
import { participantIdOf } from '../domain/meeting/core/participantIdOf.ts'

/** Fixed points of the tests: a meeting that began at NOON. */
export const NOON = Date.UTC(2026, 10, 23, 5)
export const HOUR = 3_600_000

export const meetingId = MeetingId.parse('m.1')
export const accountOf = (name: string) => AccountId.parse(`a.${name}`)
export const participantOf = (name: string): ParticipantId => participantIdOf(accountOf(name))
export const endpointOf = (name: string, n: number | string = 1) => EndpointId.parse(`e.${name}.${n}`)
export const deviceOf = (name: string, n: number | string = 1) => DeviceId.parse(`d.${name}.${n}`)
export const producerOf = (name: string, source: Source, n: number | string = 1) =>
  ProducerId.parse(`${name}.${source}.${n}`)
export const unitOf = (name: string) => ({ code: UnitCode.parse(`o-mon.${name}`), name: `Phường ${name}` })

export const schedule: PlannedMeeting = {
  meetingId,
  title: 'Giao ban',
  hostUnit: { code: UnitCode.parse('o-mon'), name: 'Quận Ô Môn' },
  chairName: 'chair',
  startsAt: NOON,
  endsAt: NOON + 2 * HOUR,
  phase: 'scheduled',
  lobbyMinutes: 60,
  waitingRoom: false,
}

export const system: Actor = { kind: 'system' }
export const account = (name: string): Actor => ({ kind: 'account', accountId: accountOf(name) })
export const at = (name: string, n: number | string = 1): Actor => ({
  kind: 'endpoint',
  participantId: participantOf(name),
  endpointId: endpointOf(name, n),
})

export function joinCommand(
  name: string,
  changes: Partial<JoinCommand> & { seat?: Seat; n?: number } = {},
): JoinCommand {
  const { seat = 'delegate', n = 1, ...rest } = changes
  return {
    type: 'join',
    schedule,
    invitation: { name, unit: unitOf(name), organisation: '', seat },
    mayKnow: false,
    participantId: participantOf(name),
    endpointId: endpointOf(name, n),
    deviceId: deviceOf(name),
    deviceName: 'Chrome, Windows',
    takeover: false,
    resume: null,
    ...rest,
  }
}

export function openCommand(name: string, source: Source, changes: { paused?: boolean; n?: number } = {}): Command {
  const { paused = false, n = 1 } = changes
  const layerHeights = source === 'camera' || source === 'screen' ? [180, 360, 720] : []
  return { type: 'openProducer', producer: { producerId: producerOf(name, source, n), source, paused, layerHeights } }
}

/** Decides a command that must not be refused. */
export function decided(state: MeetingState, command: Command, actor: Actor, now = NOON): MeetingEvent[] {
  const events = decide(state, command, actor, now)
  if (events instanceof MeetingError) throw events
  return events
}

/** The code of the refusal; null when it was not refused. */
export function refusal(state: MeetingState, command: Command, actor: Actor, now = NOON): string | null {
  const events = decide(state, command, actor, now)
  return events instanceof MeetingError ? events.code : null
}

/** The state after these commands, none of which may be refused. */
export function after(...steps: readonly (readonly [Command, Actor])[]): MeetingState {
  let state = initialState(meetingId)
  let seq = 0
  for (const [command, actor] of steps) {
    for (const event of decided(state, command, actor)) {
      seq += 1
      const logged: LoggedEvent = { seq, at: NOON, event }
      state = reduce(state, logged)
    }
  }
  return state
}

export const joins = (name: string, seat: Seat = 'delegate') => [joinCommand(name, { seat }), account(name)] as const
/** Somebody from outside, of an organisation. */
export const guestJoins = (name: string, organisation = 'Sở Y tế') =>
  [joinCommand(name, { invitation: { name, unit: null, organisation, seat: 'guest' } }), account(name)] as const
export const opens = (name: string, source: Source, changes: { paused?: boolean } = {}) =>
  [openCommand(name, source, changes), at(name)] as const
/** The line of somebody breaks; their place is kept. */
export const lose = (name: string) => [{ type: 'loseLine', endpointId: endpointOf(name) }, system] as const
export const leave = (name: string) => [{ type: 'leave' }, at(name)] as const
