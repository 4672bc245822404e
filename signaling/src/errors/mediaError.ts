import { ControlError } from '@diem-cau/sfu-contract'
import { MeetingError } from '@diem-cau/signaling-contract'

/** A media node's refusal as the client should hear it. */
export function mediaError(error: unknown): unknown {
  if (!(error instanceof ControlError)) return error
  switch (error.code) {
    case 'full':
      return new MeetingError('mediaUnavailable', error.message, { full: true })
    case 'unavailable':
    case 'meetingNotFound':
    case 'endpointNotFound':
      return new MeetingError('mediaUnavailable', error.message)
    case 'unsupportedMedia':
      return new MeetingError('unsupportedMedia', error.message)
    case 'producerNotFound':
    case 'notYours':
      return new MeetingError('notYours', error.message)
    case 'badRequest':
      return new MeetingError('badRequest', error.message)
    case 'unknownRequest':
    case 'unauthenticated':
    case 'protocolMismatch':
    case 'internal':
      return new MeetingError('internal', error.message)
    default:
      return error.code satisfies never
  }
}
