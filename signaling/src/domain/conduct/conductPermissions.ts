import { MeetingError, type MeetingState, type Participant, type Seat } from '@diem-cau/signaling-contract'
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

const speakingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'secretary', 'delegate', 'presenter', 'guest'])

export const maySpeak = (seat: Seat): boolean => speakingSeats.has(seat)

export const isActingChair = (state: MeetingState, { participantId }: Participant): boolean => state.conduct.actingChair === participantId

/** Of the office that conducts the meeting: who acts as the chair, deputy, secretary. */
export function isOffice(state: MeetingState, participant: Participant): boolean {
  return isActingChair(state, participant) || participant.seat === 'deputy' || participant.seat === 'secretary'
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
