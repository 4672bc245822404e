import type { FailureCode } from '../signaling/RequestFailed.ts'
import type { Phase } from './MeetingModel.ts'

/** Where one is once the server will not have one in the meeting any more, for this reason; null: it may yet, ask again. */
export function phaseAfter(code: FailureCode, deviceName: string): Extract<Phase, { kind: 'replaced' | 'ended' | 'removed' | 'refused' }> | null {
  switch (code) {
    case 'alreadyJoined':
    case 'replaced':
      return { kind: 'replaced', deviceName }
    case 'meetingEnded':
      return { kind: 'ended' }
    case 'forbidden':
      return { kind: 'removed' }
    case 'meetingNotOpen':
    case 'notFound':
    case 'unauthenticated':
    case 'protocolMismatch':
      return { kind: 'refused', code }
    default:
      return null
  }
}
