import { ControlError } from '@diem-cau/sfu-contract'
import { type ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { mediaError } from './mediaError.ts'
import { StoreError } from '../db/engine/StoreError.ts'
import { isStoreFailure } from '../db/engine/storeFailure.ts'

/** The one place where errors become what a client gets. What is not ours is `internal`, and for the log. */
export function toErrorBody(error: unknown): { body: ErrorBody; unexpected: boolean } {
  const known = asMeetingError(error)
  if (known) return { body: known.toBody(), unexpected: known.code === 'internal' }
  return { body: new MeetingError('internal').toBody(), unexpected: true }
}

function asMeetingError(error: unknown): MeetingError | null {
  if (error instanceof MeetingError) return error
  if (error instanceof ControlError) return asMeetingError(mediaError(error))
  if (error instanceof StoreError || isStoreFailure(error)) return new MeetingError('storeUnavailable')
  return null
}
