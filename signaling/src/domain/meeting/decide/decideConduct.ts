import type { ConductEvent, MeetingError, MeetingEvent, MeetingState, Participant } from '@diem-cau/signaling-contract'
import { refusalBy } from '../core/assemble.ts'
import { conduct } from './conduct.ts'
import type { ConductRequest, ConductRequestName, ConductSystemCommand, SystemCommandName } from './ConductCommand.ts'

/**
 * Decides what happens when a participant asks something about the conduct of the meeting (SPEC 3.10 to 3.12, §7 to §12, and the sections of later subjects). Pure.
 * @param asker the participant, who is in the meeting through its current endpoint
 * @param now milliseconds since the epoch
 */
export function decideConduct<N extends ConductRequestName>(
  state: MeetingState,
  request: ConductRequest<N>,
  asker: Participant,
  now: number,
): MeetingEvent[] | MeetingError {
  const { mayAsk, decide } = conduct
  return refusalBy(mayAsk[request.type], state, asker, request.type) ?? decide[request.type](state, request, asker, now)
}

export function isByItself(command: { readonly type: string }): command is ConductSystemCommand {
  return Object.hasOwn(conduct.byItself, command.type)
}

/** Events of a system command. */
export function decideByItself<N extends SystemCommandName>(
  state: MeetingState,
  command: ConductSystemCommand<N>,
  now: number,
): ConductEvent[] {
  return conduct.byItself[command.type](state, command, now)
}
