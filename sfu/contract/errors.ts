import { z } from 'zod'

/** Everything a media node can answer instead of a result. */
export const ControlErrorCode = z.enum([
  /** The message does not fit its schema. `details` has zod's issues. */
  'badRequest',
  /** No request of this name in this protocol version. */
  'unknownRequest',
  /** Wrong secret or none. */
  'unauthenticated',
  /** The two sides speak different versions of this contract. */
  'protocolMismatch',
  'meetingNotFound',
  'endpointNotFound',
  'producerNotFound',
  /** The producer, consumer or meeting belongs to another endpoint or owner. */
  'notYours',
  /** mediasoup refused the RTP or DTLS parameters. */
  'unsupportedMedia',
  /** No worker is alive, or the node drains: try another node, or again later. */
  'unavailable',
  /** The node has as many meetings or endpoints as it is set up for: place this one on another node. */
  'full',
  'internal',
])
export type ControlErrorCode = z.infer<typeof ControlErrorCode>

/** An error as it travels. `message` is for logs, not for people in a meeting. */
export const ControlErrorBody = z.object({
  code: ControlErrorCode,
  message: z.string(),
  details: z.unknown().exactOptional(),
})
export type ControlErrorBody = z.infer<typeof ControlErrorBody>

/** Both sides of the control API throw this; it becomes a {@link ControlErrorBody} in one place. */
export class ControlError extends Error {
  readonly code: ControlErrorCode
  readonly details: unknown

  constructor(code: ControlErrorCode, message: string, details?: unknown) {
    super(message)
    this.name = 'ControlError'
    this.code = code
    this.details = details
  }
}
