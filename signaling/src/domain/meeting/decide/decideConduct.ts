import type { ConductEvent, MeetingError, MeetingEvent, MeetingState, Participant } from '@diem-cau/signaling-contract'
import { decideAgenda } from '../agenda/agenda.ts'
import type { ConductRequest, ConductSystemCommand, Programme } from '../core/ConductCommand.ts'
import { refusal } from '../core/conductPermissions.ts'
import { decideDoor } from '../door/door.ts'
import { decideFloor } from '../floor/floor.ts'
import { decideRoles, settleChair } from '../roles/roles.ts'
import { decideRollCall } from '../rollCall/rollCall.ts'
import { decideSources } from '../sources/sources.ts'
import { decideStage } from '../stage/stage.ts'
import { decideVote, voteTimeUp } from '../votes/votes.ts'

/**
 * What happens when a participant asks something about the conduct of the meeting (SPEC 3.10 to 3.12, §7 to §12). Pure.
 * @param asker who is in the meeting, through its current endpoint
 * @param now milliseconds since the epoch
 */
export function decideConduct(state: MeetingState, request: ConductRequest, asker: Participant, now: number): MeetingEvent[] | MeetingError {
  const refused = refusal(state, asker, request.type)
  if (refused) return refused
  switch (request.type) {
    case 'meeting:end':
      return state.phase === 'ended' ? [] : [{ type: 'meetingEnded' }]
    case 'meeting:start':
    case 'seat:set':
    case 'chair:handOver':
      return decideRoles(state, request, asker)
    case 'participant:remove':
    case 'participant:allow':
    case 'door:lock':
      return decideDoor(state, request, asker)
    case 'camera:stop':
    case 'camera:consent':
    case 'screen:stop':
      return decideSources(state, request, asker)
    case 'floor:setMode':
    case 'floor:setLimit':
    case 'floor:request':
    case 'floor:withdraw':
    case 'floor:move':
    case 'floor:grant':
    case 'floor:extend':
    case 'floor:end':
    case 'floor:silenceAll':
    case 'mic:cut':
    case 'mic:consent':
      return decideFloor(state, request, asker)
    case 'stage:set':
    case 'share:allow':
    case 'paper:open':
    case 'paper:turn':
    case 'paper:close':
    case 'chat:set':
      return decideStage(state, request, asker)
    case 'rollCall:open':
    case 'rollCall:close':
    case 'rollCall:confirm':
    case 'rollCall:excuse':
      return decideRollCall(state, request, asker)
    case 'agenda:start':
    case 'agenda:close':
    case 'agenda:conclude':
    case 'agenda:set':
    case 'agenda:order':
    case 'note:set':
    case 'note:remove':
      return decideAgenda(state, request, asker.participantId)
    case 'vote:open':
    case 'vote:cast':
    case 'vote:close':
    case 'vote:cancel':
      return decideVote(state, request, asker, now)
    default:
      return request satisfies never
  }
}

/** What happens by itself. */
export function decideByItself(state: MeetingState, command: ConductSystemCommand, now: number): ConductEvent[] {
  switch (command.type) {
    case 'setProgramme':
      return setProgramme(state, command.programme)
    case 'noteOffice':
      // Before anybody came there is nothing to tell, and after the end the log is closed.
      return state.phase === 'open' ? [command.event] : []
    case 'settleChair':
      return settleChair(state)
    case 'voteTimeUp':
      return voteTimeUp(state, command.voteId, command.tally, now)
    default:
      return command satisfies never
  }
}

/** A version of the plan is taken over once: what was changed in the meeting since stays. */
function setProgramme({ conduct, phase }: MeetingState, { agenda, units, ...rest }: Programme): ConductEvent[] {
  if (phase === 'ended' || conduct.programme?.version === rest.version) return []
  return [{ type: 'programmeSet', ...rest, agenda: [...agenda], units: [...units] }]
}
