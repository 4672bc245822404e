/** A camera of the network (RTSP, H.264) that a media node takes in as the camera of an endpoint. */
import { z } from 'zod'

/** Host names and addresses as a URL has them, IPv6 in brackets. */
const host = z
  .string()
  .max(253)
  .regex(/^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/)
/** What stands behind the port: nothing that ends a line of RTSP, no blank, no fragment. */
const path = z
  .string()
  .max(500)
  .regex(/^\/[\x21\x22\x24-\x7e]*$/)
/** Names and passwords of cameras: printable, on one line. */
const secretWord = z
  .string()
  .max(128)
  .regex(/^[^\p{C}]*$/u)

/** Where a camera is and how one gets in. The password is in no log. */
export const NetworkCamera = z.object({
  host,
  port: z.int().min(1).max(65_535),
  path,
  /** Empty: the camera asks for none. */
  user: secretWord.refine((user) => !user.includes(':')),
  password: secretWord,
})
export type NetworkCamera = z.infer<typeof NetworkCamera>

/** The reason why nothing comes of a network camera. */
export const NetworkCameraFault = z.enum([
  /** No connection, or no frame for 5 s. */
  'noAnswer',
  /** User or password: it is not tried again, as cameras lock out who goes on trying. */
  'wrongPassword',
  /** The camera has nothing at this path. */
  'notFound',
  /** Another codec than H.264, which no browser here would show. */
  'codec',
  /** Frames that are to be shown in another order than they come in: browsers show them wrongly. */
  'bFrames',
  /** More bits a second than a client may send. */
  'tooMuch',
  /** Frames, but for 12 s none that one could begin with. */
  'noKeyframe',
  /** An address that this node may not go to, or one of the node itself. */
  'notAllowed',
  /** It answers, but not as RTSP says. */
  'strange',
])
export type NetworkCameraFault = z.infer<typeof NetworkCameraFault>

/**
 * How it stands with a network camera. `keyframeMs`: time between its last two keyframes, which is the longest that who begins to look waits;
 * null while not known.
 */
export const NetworkCameraState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('connecting') }),
  z.object({ is: z.literal('live'), keyframeMs: z.int().nullable() }),
  z.object({ is: z.literal('away'), fault: NetworkCameraFault }),
])
export type NetworkCameraState = z.infer<typeof NetworkCameraState>
