import type { ErrorBody } from '@diem-cau/signaling-contract'
import type { FailureCode } from '../../api/client/RequestFailed.ts'
import type { StayPhase } from './MeetingModel.ts'

/** Tells where this device is once the server refuses it for this reason; null: it may yet be let in, ask again. */
export function phaseAfter(
  code: FailureCode,
  { deviceName = '', reason = '' }: Pick<ErrorBody, 'deviceName' | 'reason'>,
): Exclude<StayPhase, { kind: 'lobby' | 'joining' | 'inMeeting' | 'left' }> | null {
  switch (code) {
    case 'alreadyJoined':
    case 'replaced':
      return { kind: 'replaced', deviceName }
    case 'meetingEnded':
      return { kind: 'ended' }
    case 'forbidden':
      return { kind: 'removed' }
    case 'expelled':
    case 'barred':
      return { kind: 'expelled', barred: code === 'barred', reason }
    case 'waitingRoom':
    case 'meetingLocked':
      return { kind: 'waiting', locked: code === 'meetingLocked' }
    case 'meetingNotOpen':
    case 'notFound':
    case 'unauthenticated':
    case 'protocolMismatch':
      return { kind: 'refused', code }
    default:
      return null
  }
}
