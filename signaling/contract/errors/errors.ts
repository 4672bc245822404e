import { z } from 'zod'
import { recorded } from '../text/text.ts'

/** The kind of trouble, which decides what a client does about it. */
export const ErrorCategory = z.enum(['input', 'auth', 'permission', 'state', 'limit', 'unavailable', 'internal'])
export type ErrorCategory = z.infer<typeof ErrorCategory>

/** Every error that can reach a person, with its category. */
export const errorCategories = {
  badRequest: 'input',
  unknownRequest: 'input',
  tooLarge: 'input',
  unsupportedMedia: 'input',
  invalidTime: 'input',
  invalidRecurrence: 'input',
  recurrenceDay: 'input',
  recurrenceTooLong: 'input',
  recurrenceEmpty: 'input',
  invalidInvitation: 'input',
  unitLoop: 'input',
  codeTaken: 'input',
  loginTaken: 'input',
  weakPassword: 'input',
  linkExpired: 'input',
  pairingExpired: 'input',
  paperRefused: 'input',
  notFound: 'input',
  unauthenticated: 'auth',
  tokenExpired: 'auth',
  wrongCredentials: 'auth',
  protocolMismatch: 'auth',
  totpRequired: 'auth',
  wrongCode: 'auth',
  passwordChangeRequired: 'auth',
  totpSetupRequired: 'auth',
  signInElsewhere: 'auth',
  roomElsewhere: 'auth',
  forbidden: 'permission',
  notYours: 'permission',
  meetingNotOpen: 'state',
  meetingEnded: 'state',
  notJoined: 'state',
  waitingRoom: 'state',
  meetingLocked: 'state',
  expelled: 'state',
  barred: 'permission',
  cameraStopped: 'state',
  cameraNotMovable: 'state',
  cameraTaken: 'state',
  alreadyJoined: 'state',
  replaced: 'state',
  screenTaken: 'state',
  notStarted: 'state',
  belowQuorum: 'state',
  floorFull: 'state',
  notInQueue: 'state',
  voteOpen: 'state',
  voteClosed: 'state',
  ballotCast: 'state',
  chatClosed: 'state',
  editConflict: 'state',
  importBusy: 'state',
  unitInUse: 'state',
  unitClosed: 'state',
  meetingStarted: 'state',
  minutesNotReady: 'state',
  minutesSubmitted: 'state',
  minutesNotSubmitted: 'state',
  minutesFixed: 'state',
  rateLimited: 'limit',
  tooManyTries: 'limit',
  tooManyUploads: 'limit',
  meetingFull: 'limit',
  tooManyUnits: 'limit',
  recordFull: 'limit',
  mediaUnavailable: 'unavailable',
  storeUnavailable: 'unavailable',
  placementUnavailable: 'unavailable',
  elsewhere: 'unavailable',
  internal: 'internal',
} as const satisfies Record<string, ErrorCategory>

export const ErrorCode = z.enum(Object.keys(errorCategories) as [ErrorCode, ...ErrorCode[]])
export type ErrorCode = keyof typeof errorCategories

/** An error as it travels, on the socket and over HTTP. `message` is English, for logs; what people read is said by the client, which has words for each code. */
export const ErrorBody = z.object({
  code: ErrorCode,
  category: ErrorCategory,
  message: recorded(),
  /** Whole seconds after which trying again makes sense. */
  retryAfterSec: z.int().exactOptional(),
  /** Media nodes are there and have no room, told with `mediaUnavailable`. */
  full: z.boolean().exactOptional(),
  /** The other device, told with `alreadyJoined` and `replaced`. */
  deviceName: recorded().exactOptional(),
  /** Id of the process that conducts the meeting, told with `elsewhere`. */
  process: recorded().exactOptional(),
  /** Places and reasons, one line each, told with `badRequest`. */
  issues: z.array(recorded()).exactOptional(),
  /** The reason in the words of the person who did it, told with `expelled` and `barred`. */
  reason: recorded().exactOptional(),
  /** The field of the form that is wrong. */
  field: recorded().exactOptional(),
  /** The newer version, as the same request answers it, told with `editConflict`. */
  current: z.unknown().exactOptional(),
})
export type ErrorBody = z.infer<typeof ErrorBody>

type Extra = Omit<ErrorBody, 'code' | 'category' | 'message'>

/** The one error type of signaling. `decide` returns it, handlers throw it, one function sends it. */
export class MeetingError extends Error {
  readonly code: ErrorCode
  readonly extra: Extra

  constructor(code: ErrorCode, message: string = code, extra: Extra = {}) {
    super(message)
    this.name = 'MeetingError'
    this.code = code
    this.extra = extra
  }

  get category(): ErrorCategory {
    return errorCategories[this.code]
  }

  toBody(): ErrorBody {
    return { code: this.code, category: this.category, message: this.message, ...this.extra }
  }
}
