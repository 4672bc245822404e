import { ErrorBody } from '@diem-cau/signaling-contract'
import { RequestFailed } from './RequestFailed.ts'

/** Reads the server's words; anything that is not an ErrorBody counts as `internal`. */
export function readFailure(value: unknown): RequestFailed {
  const parsed = ErrorBody.safeParse(value)
  return parsed.success ? new RequestFailed(parsed.data.code, parsed.data) : new RequestFailed('internal')
}
