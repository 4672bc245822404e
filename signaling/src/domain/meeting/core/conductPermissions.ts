import { isActingChair, isOffice, maySpeak, MeetingError, type MeetingState, type Participant } from '@diem-cau/signaling-contract'
import type { ConductRequestName } from './ConductCommand.ts'

/**
 * Who may ask. `chair`: who acts as the chair. `office`: who acts as the chair, deputy, secretary.
 * `speakers`: whoever may speak at all. `self`: anyone, about themselves; further rules are with the request.
 */
type Who = 'chair' | 'office' | 'speakers' | 'self'

const conductPermissions: Record<ConductRequestName, Who> = {
  'meeting:start': 'chair',
  'meeting:end': 'chair',
  'seat:set': 'office',
  'chair:handOver': 'chair',
  'floor:setMode': 'chair',
  'floor:setLimit': 'office',
  'floor:request': 'speakers',
  'floor:withdraw': 'self',
  'floor:move': 'office',
  'floor:grant': 'office',
  'floor:extend': 'office',
  'floor:end': 'self',
  'floor:silenceAll': 'office',
  'mic:cut': 'office',
  'mic:consent': 'self',
  'participant:remove': 'office',
  'participant:allow': 'office',
  'door:lock': 'office',
  'camera:stop': 'office',
  'camera:consent': 'self',
  'screen:stop': 'office',
  'stage:set': 'chair',
  'share:allow': 'office',
  'paper:open': 'self',
  'paper:turn': 'self',
  'paper:close': 'self',
  'chat:set': 'office',
  'rollCall:open': 'office',
  'rollCall:close': 'office',
  'rollCall:confirm': 'self',
  'rollCall:excuse': 'office',
  'agenda:start': 'office',
  'agenda:close': 'office',
  'agenda:conclude': 'office',
  'agenda:set': 'office',
  'agenda:order': 'office',
  'note:set': 'office',
  'note:remove': 'office',
  'vote:open': 'chair',
  'vote:cast': 'speakers',
  'vote:close': 'chair',
  'vote:cancel': 'chair',
}

/** `forbidden` when the participant may not ask this; null when it may. */
export function refusal(state: MeetingState, participant: Participant, request: ConductRequestName): MeetingError | null {
  const who = conductPermissions[request]
  const may =
    who === 'self' ||
    (who === 'chair' && isActingChair(state, participant)) ||
    (who === 'office' && isOffice(state, participant)) ||
    (who === 'speakers' && maySpeak(participant.seat))
  return may ? null : new MeetingError('forbidden', `${participant.seat} may not ask ${request}`)
}
