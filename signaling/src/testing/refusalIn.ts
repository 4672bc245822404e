import { type ErrorCode, MeetingError } from '@diem-cau/signaling-contract'

/** The code that a call is refused with; null when it is not. */
export function refusalIn(call: () => unknown): ErrorCode | null {
  try {
    call()
    return null
  } catch (error) {
    if (error instanceof MeetingError) return error.code
    throw error
  }
}
