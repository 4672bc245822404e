import { MeetingError } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** Writes where the next page of a list begins: the key of the last row, not to be read by clients. */
export function writeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** A text of a key. What no column can hold is in no row. */
export const KeyText = z.string().refine((text) => text.isWellFormed() && !text.includes('\u0000'))

/**
 * The key back again; null without a cursor.
 * @throws MeetingError `badRequest` for one that this server did not write
 */
export function readCursor<T extends z.ZodType>(key: T, cursor: string | undefined): z.infer<T> | null {
  if (cursor === undefined) return null
  const parsed = key.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success) throw new MeetingError('badRequest', 'not a cursor', { field: 'cursor' })
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
