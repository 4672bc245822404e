import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { type AccountId, MeetingError } from '@diem-cau/signaling-contract'
import type { Pairing } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/** Time to walk from the TV to the administrator on the telephone. */
const PAIRING_LIFE_MS = 10 * 60_000

/** The alphabet of PairingCode, without letters and digits that look alike. 31^8 codes, of which a handful is good at a time. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8

export type Claim =
  | { readonly state: 'waiting'; readonly expiresAt: number }
  | { readonly state: 'expired' }
  | { readonly state: 'enrolled'; readonly roomId: AccountId }

/**
 * Brings a room's PC and an administrator together: the PC shows a code and keeps a secret; the room's administrator
 * types the code; the PC claims the room with the secret, once. The database holds hashes of both only.
 */
export class Pairings {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async begin(deviceName: string, now: number): Promise<Pairing> {
    await this.#db
      .deleteFrom('room_pairing')
      .where('expires_at', '<', now - PAIRING_LIFE_MS)
      .execute()
    const pairingId = `p.${randomBytes(9).toString('base64url')}`
    const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    const secret = randomBytes(32).toString('base64url')
    const expiresAt = now + PAIRING_LIFE_MS
    await this.#db
      .insertInto('room_pairing')
      .values({
        id: pairingId,
        code_hash: hashOf(code),
        secret_hash: hashOf(secret),
        device_name: deviceName,
        created_at: now,
        expires_at: expiresAt,
      })
      .execute()
    return { pairingId, code: `${code.slice(0, 4)}-${code.slice(4)}`, secret, expiresAt }
  }

  /** The PC that shows this code gets the room; its name. Once. @throws MeetingError `pairingExpired` */
  async enrol(code: string, roomId: AccountId, now: number): Promise<string> {
    // Whoever was about to get this room does not any more.
    await this.forget(roomId)
    const row = await this.#db
      .updateTable('room_pairing')
      // The PC has its time to come for it.
      .set({ room_account_id: roomId, expires_at: now + PAIRING_LIFE_MS })
      .where('code_hash', '=', hashOf(code))
      .where('room_account_id', 'is', null)
      .where('expires_at', '>', now)
      .returning('device_name')
      .executeTakeFirst()
    if (!row) throw new MeetingError('pairingExpired', 'no PC shows this code', { field: 'code' })
    return row.device_name
  }

  /** Tells how the pairing stands; `enrolled` is told once. A wrong secret learns nothing: it is `expired`. */
  async claim(pairingId: string, secret: string, now: number): Promise<Claim> {
    const row = await this.#db.selectFrom('room_pairing').selectAll().where('id', '=', pairingId).executeTakeFirst()
    if (!row || !sameHash(row.secret_hash, hashOf(secret)) || row.expires_at <= now || row.claimed_at !== null)
      return { state: 'expired' }
    if (row.room_account_id === null) return { state: 'waiting', expiresAt: row.expires_at }
    const result = await this.#db
      .updateTable('room_pairing')
      .set({ claimed_at: now })
      .where('id', '=', pairingId)
      .where('claimed_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n ? { state: 'enrolled', roomId: row.room_account_id } : { state: 'expired' }
  }

  /** A PC that was enrolled for the room and has not come for it yet gets nothing. */
  async forget(roomId: AccountId): Promise<void> {
    await this.#db
      .updateTable('room_pairing')
      .set({ expires_at: 0 })
      .where('room_account_id', '=', roomId)
      .where('claimed_at', 'is', null)
      .execute()
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
