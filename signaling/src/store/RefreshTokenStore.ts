import { createHash, randomBytes } from 'node:crypto'
import type { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** A sign-in lasts this long without use. */
export const REFRESH_LIFE_MS = 7 * 24 * 60 * 60_000

/** Two tabs that wake at once send the same token: within this time that is no theft. */
export const REUSE_GRACE_MS = 10_000

/** Refresh tokens: one use each; a second use ends the whole sign-in (RFC 9700 §4.14.2). */
export class RefreshTokenStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The first token of a sign-in. */
  async issue(accountId: AccountId, now: number): Promise<string> {
    await this.#db.deleteFrom('refresh_token').where('expires_at', '<', now).execute()
    return this.#insert(randomBytes(16).toString('base64url'), accountId, now)
  }

  /** The next token in exchange for this one; null when it is unknown, too old, revoked or was used before. */
  async rotate(token: string, now: number): Promise<{ accountId: AccountId; token: string } | null> {
    const row = await this.#db
      .selectFrom('refresh_token')
      .selectAll()
      .where('hash', '=', hashOf(token))
      .executeTakeFirst()
    if (!row || row.revoked_at !== null || row.expires_at <= now) return null
    if (row.used_at !== null && now - row.used_at > REUSE_GRACE_MS) {
      await this.#revokeFamily(row.family, now)
      return null
    }
    if (row.used_at === null) {
      await this.#db.updateTable('refresh_token').set({ used_at: now }).where('hash', '=', row.hash).execute()
    }
    return { accountId: row.account_id, token: await this.#insert(row.family, row.account_id, now) }
  }

  /** Ends the sign-in that this token belongs to. */
  async revoke(token: string, now: number): Promise<void> {
    const row = await this.#db
      .selectFrom('refresh_token')
      .select('family')
      .where('hash', '=', hashOf(token))
      .executeTakeFirst()
    if (row) await this.#revokeFamily(row.family, now)
  }

  async #insert(family: string, accountId: AccountId, now: number): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.#db
      .insertInto('refresh_token')
      .values({
        hash: hashOf(token),
        family,
        account_id: accountId,
        expires_at: now + REFRESH_LIFE_MS,
        used_at: null,
        revoked_at: null,
      })
      .execute()
    return token
  }

  async #revokeFamily(family: string, now: number): Promise<void> {
    await this.#db.updateTable('refresh_token').set({ revoked_at: now }).where('family', '=', family).execute()
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
