import { cleanTexts } from '@diem-cau/signaling-contract'
import type { z } from 'zod'

/** A row that was written by another program, or by hand. */
export class UnreadableRow extends Error {
  constructor(cause: unknown) {
    super(`a stored row cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'UnreadableRow'
  }
}

/**
 * A column of JSON, as its schema has it. Texts that an earlier version took, and this one refuses, are cleaned first: what is
 * stored must stay readable.
 * @throws UnreadableRow
 */
export function readStored<T extends z.ZodType>(schema: T, json: string): z.infer<T> {
  try {
    return schema.parse(cleanTexts<unknown>(JSON.parse(json)))
  } catch (error) {
    throw new UnreadableRow(error)
  }
}
