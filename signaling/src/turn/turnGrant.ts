import { createHmac } from 'node:crypto'
import type { TurnGrant } from '@diem-cau/signaling-contract'
import type { TurnSettings } from './readTurnSettings.ts'

/** For who is in a meeting, or at its door: a morning. Who stays longer gets a new one with a restart of ICE. */
export const MEETING_GRANT_MS = 6 * 3_600_000

/** For a line that is tried: it ends by itself long before. */
export const LINE_GRANT_MS = 60_000

/** One grant is the same for so long, so that asking again and again gives nothing more. */
const SAME_FOR_MS = 600_000

/**
 * A credential as coturn takes it with `use-auth-secret` (draft-uberti-behave-turn-rest-00): the user's name is when it ends and
 * whose it is, the password their HMAC. Nothing is kept of it.
 * @param now epoch ms
 * @param lifeMs it is good for at least so long
 */
export function turnGrant({ urls, secret }: TurnSettings, name: string, now: number, lifeMs: number): TurnGrant {
  const endsAt = (Math.floor(now / SAME_FOR_MS) + 1) * SAME_FOR_MS + lifeMs
  const username = `${Math.floor(endsAt / 1000)}:${name}`
  const credential = createHmac('sha1', secret).update(username).digest('base64')
  return { urls: [...urls], username, credential, validMs: endsAt - now }
}
