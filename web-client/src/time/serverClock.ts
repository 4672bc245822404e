let ahead = 0

/**
 * The server's clock, from the Date of its latest answer: a room's PC may be wrong by hours, and times that the server
 * names (when a token or a code ends, when a meeting begins) are never compared with its own. Right to about a second.
 * @returns milliseconds since the epoch; this computer's, before the first answer
 */
export const serverNow = (): number => Date.now() + ahead

/** @param date the Date header of an answer that came just now, if it had one */
export function noteServerTime(date: string | null): void {
  const told = Date.parse(date ?? '')
  // The header has no fraction of a second, so a smaller difference leaves the clock as it is.
  if (!Number.isNaN(told)) ahead = Math.abs(told + 500 - Date.now()) < 2_000 ? 0 : told + 500 - Date.now()
}
