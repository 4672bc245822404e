import type { ErrorBody, ErrorCategory } from '@diem-cau/signaling-contract'

const statusOfCategory: Record<ErrorCategory, number> = {
  input: 400,
  auth: 401,
  permission: 403,
  state: 409,
  limit: 429,
  unavailable: 503,
  internal: 500,
}

/** The HTTP status of an error. */
export function statusOf({ code, category }: ErrorBody): number {
  if (code === 'notFound') return 404
  // Misdirected Request (RFC 9110): another process answers it. 503 would be taken for a server that is down.
  if (code === 'elsewhere') return 421
  return code === 'tooLarge' ? 413 : statusOfCategory[category]
}
