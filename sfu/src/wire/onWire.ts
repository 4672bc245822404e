import type { z } from 'zod'

/**
 * Parses what mediasoup gave by the contract's schema. It goes through JSON as the socket would: mediasoup sets some
 * absent properties to undefined, which is not the same as leaving them out.
 */
export function onWire<T>(schema: z.ZodType<T>, value: unknown): T {
  return schema.parse(JSON.parse(JSON.stringify(value)))
}
