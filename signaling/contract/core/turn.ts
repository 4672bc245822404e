import { z } from 'zod'
import { ascii } from '../text/text.ts'

/** In place of a host: the one by which the page was reached, whatever that is. */
export const PAGE_HOST = '*'

/**
 * The address of a TURN server (RFC 7065): `turn:` by UDP or, with `?transport=tcp`, by TCP; `turns:` by TLS over TCP. The host is a name, an
 * IPv4 address, an IPv6 address in brackets, or {@link PAGE_HOST}.
 */
export const TurnUrl = z
  .string()
  .max(300)
  .regex(
    /^(turn:(\*|\[[\da-f:.]+\]|[\da-z]([\da-z.-]*[\da-z])?)(:[1-9]\d{0,4})?(\?transport=(udp|tcp))?|turns:(\*|\[[\da-f:.]+\]|[\da-z]([\da-z.-]*[\da-z])?)(:[1-9]\d{0,4})?(\?transport=tcp)?)$/i,
    'expected turn:host:3478, turn:host:443?transport=tcp or turns:host:443?transport=tcp',
  )
export type TurnUrl = z.infer<typeof TurnUrl>

/** TURN servers, and what opens them for one endpoint and a time (SPEC 20.1). */
export const TurnGrant = z.object({
  urls: z.array(TurnUrl).min(1).max(8),
  username: ascii(300),
  credential: ascii(300),
  /** The time for which it is good from now on, in milliseconds: a client's clock may be wrong. */
  validMs: z.int().min(0),
})
export type TurnGrant = z.infer<typeof TurnGrant>

/** Stands beside the parameters of transports; left out where the office has no TURN server. */
export const besideTransports = { turn: TurnGrant.exactOptional() }
