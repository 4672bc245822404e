import { cleanTexts } from '@diem-cau/signaling-contract'
import type { z } from 'zod'

/**
 * A column of JSON, as its schema has it. Texts that an earlier version took, and this one refuses, are cleaned first: what is
 * stored must stay readable.
 * @throws z.ZodError
 */
export function readStored<T extends z.ZodType>(schema: T, json: string): z.infer<T> {
  return schema.parse(cleanTexts(JSON.parse(json)))
}
