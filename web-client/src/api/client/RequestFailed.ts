import type { ErrorBody, ErrorCode } from '@diem-cau/signaling-contract'

/**
 * Why something asked of the server did not happen: an error the server named, `network` when the
 * server cannot be reached, `noAnswer` when it took too long, `aborted` when nobody wants it any more.
 */
export type FailureCode = ErrorCode | 'network' | 'noAnswer' | 'aborted'

/** The one error of every request to the server. */
export class RequestFailed extends Error {
  readonly code: FailureCode
  readonly body: ErrorBody | null

  constructor(code: FailureCode, body: ErrorBody | null = null) {
    super(body?.message ?? code)
    this.name = 'RequestFailed'
    this.code = code
    this.body = body
  }
}

/** True for a refusal that is over by itself: the store, the media node or the process that conducts is away. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RequestFailed && error.body?.category === 'unavailable'
}

/** The code to show a person, whatever was thrown. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof RequestFailed ? error.code : 'internal'
}
