import { createHash, randomBytes } from 'node:crypto'
import { type AccountId, DAY_MS } from '@diem-cau/signaling-contract'
import type { SignInItem } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'

export type SignInMethod = SignInItem['method']

/** A sign-in lasts this long without use; a room's PC that is off for a year is still its room's. 400 days: browsers keep no cookie longer. */
export const REFRESH_LIFE_MS: Record<SignInMethod, number> = {
  password: 7 * DAY_MS,
  oidc: 7 * DAY_MS,
  guest: 7 * DAY_MS,
  room: 400 * DAY_MS,
}

/** Two tabs that wake at once send the same token: within this time that is no theft. */
export const REUSE_GRACE_MS = 10_000

/** A browser has written its cookies down within this time (Chromium: 30 s), and the system its files. */
const UNWRITTEN_MS = 120_000

/** Sign-ins that ended are forgotten this long after; the audit log has them for ever. */
const FORGET_MS = 30 * DAY_MS

/** The way, the device and the address of a sign-in. */
export type Origin = { readonly method: SignInMethod; readonly device: string; readonly ip: string }

export type Refreshed = {
  readonly accountId: AccountId
  readonly family: string
  readonly method: SignInMethod
  readonly token: string
}

export type Rotation = {
  /** Each has one token, which nobody finds without a key of this server: the database holds neither. */
  readonly successorOf: (token: string) => string
  /** Told, in the transaction, of the sign-in that ends here because two have its token. */
  readonly onReused?: (tx: Kysely<Schema>, accountId: AccountId) => Promise<unknown>
  /** Told, in the transaction, of a PC that shows an older token of a room's sign-in, which goes on where the newest one is. */
  readonly onCopied?: (tx: Kysely<Schema>, accountId: AccountId) => Promise<unknown>
}

/** Sign-ins and their refresh tokens: one use each; a second use ends the whole sign-in (RFC 9700 §4.14.2), but for rooms (SPEC 18.30). */
export class RefreshTokenStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** A new sign-in and its first token. */
  async issue(accountId: AccountId, { method, device, ip }: Origin, now: number): Promise<Refreshed> {
    return inTransaction(this.#db, async (tx) => {
      await forget(tx, now)
      const family = randomBytes(16).toString('base64url')
      await tx
        .insertInto('sign_in')
        .values({ family, account_id: accountId, method, device, ip, created_at: now, last_used_at: now })
        .execute()
      const token = randomBytes(32).toString('base64url')
      await insertToken(tx, token, { family, accountId, method }, now)
      return { accountId, family, method, token }
    })
  }

  /**
   * The next token in exchange for this one; null when it is unknown, too old, revoked or was used before. A token has one
   * successor: whoever sends it again within the grace gets the same, so that a copy of it shows when both go on. A room's
   * PC gets the newest later too, unless the sign-in went on for long after this token: browsers write a cookie down half a minute
   * late, and a room whose power is cut in between has an old one (decision 061).
   */
  async rotate(
    token: string,
    ip: string,
    now: number,
    { successorOf, onReused, onCopied }: Rotation,
  ): Promise<Refreshed | null> {
    return inTransaction(this.#db, async (tx) => {
      const row = await tx
        .selectFrom('refresh_token')
        .innerJoin('sign_in', 'sign_in.family', 'refresh_token.family')
        .select(['hash', 'refresh_token.family', 'refresh_token.account_id', 'method', 'expires_at', 'used_at'])
        .where('hash', '=', hashOf(token))
        .where('refresh_token.revoked_at', 'is', null)
        .where('sign_in.revoked_at', 'is', null)
        .executeTakeFirst()
      if (!row || row.expires_at <= now) return null
      const isGrace = row.used_at === null || now - row.used_at <= REUSE_GRACE_MS
      const isLate = !isGrace && row.method === 'room' && (await isUnwritten(tx, row.family, row.used_at ?? now))
      if (!isGrace && !isLate) {
        // Both ended, a ward would stand before its meeting without a room. The older copy opens nothing either way.
        if (row.method === 'room') {
          await onCopied?.(tx, row.account_id)
          return null
        }
        await endSignIn(tx, row.family, now)
        await onReused?.(tx, row.account_id)
        return null
      }
      await tx.updateTable('sign_in').set({ last_used_at: now, ip }).where('family', '=', row.family).execute()
      const { family, account_id: accountId, method } = row
      if (row.used_at === null || isLate)
        await tx.updateTable('refresh_token').set({ used_at: now }).where('hash', '=', row.hash).execute()
      if (isLate) return { accountId, family, method, token: await newestAfter(tx, token, successorOf) }
      const next = successorOf(token)
      if (row.used_at === null) await insertToken(tx, next, { family, accountId, method }, now)
      return { accountId, family, method, token: next }
    })
  }

  /** Ends the sign-in that this token belongs to; whose and which it was, null when it is unknown. */
  async revoke(token: string, now: number): Promise<{ accountId: AccountId; family: string } | null> {
    const row = await this.#db
      .selectFrom('refresh_token')
      .select(['family', 'account_id'])
      .where('hash', '=', hashOf(token))
      .executeTakeFirst()
    if (!row) return null
    await inTransaction(this.#db, (tx) => endSignIn(tx, row.family, now))
    return { accountId: row.account_id, family: row.family }
  }

  /** The sign-ins of an account that are alive, last used first. */
  async list(accountId: AccountId, now: number): Promise<Omit<SignInItem, 'current'>[]> {
    const rows = await this.#db
      .selectFrom('sign_in')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .orderBy('last_used_at', 'desc')
      .execute()
    return rows
      .filter(({ method, last_used_at }) => last_used_at + REFRESH_LIFE_MS[method] > now)
      .map(({ family, method, device, ip, created_at, last_used_at }) => ({
        signInId: signInIdOf(family),
        method,
        device,
        ip,
        createdAt: created_at,
        lastUsedAt: last_used_at,
      }))
  }
}

/** Names a sign-in without being of use for anything else. */
export function signInIdOf(family: string): string {
  return hashOf(`sign-in ${family}`).slice(0, 16)
}

/** Ends one sign-in: its refresh tokens at once, its access tokens and sockets with the next look at it. */
export async function endSignIn(tx: Kysely<Schema>, family: string, now: number): Promise<void> {
  await tx
    .updateTable('refresh_token')
    .set({ revoked_at: now })
    .where('family', '=', family)
    .where('revoked_at', 'is', null)
    .execute()
  await tx
    .updateTable('sign_in')
    .set({ revoked_at: now })
    .where('family', '=', family)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends all sign-ins of an account, except for one if told; how many those were. */
export async function endSignIns(
  tx: Kysely<Schema>,
  accountId: AccountId,
  now: number,
  except: string | null = null,
): Promise<number> {
  const rows = await tx
    .selectFrom('sign_in')
    .select('family')
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .$if(except !== null, (query) => query.where('family', '!=', except))
    .execute()
  for (const { family } of rows) await endSignIn(tx, family, now)
  return rows.length
}

/** True when no token of the sign-in was used long after this one: its browser had no time to write a newer one down. */
async function isUnwritten(tx: Kysely<Schema>, family: string, usedAt: number): Promise<boolean> {
  const { newest } = await tx
    .selectFrom('refresh_token')
    .select((eb) => eb.fn.max('used_at').as('newest'))
    .where('family', '=', family)
    .executeTakeFirstOrThrow()
  return usedAt >= Number(newest) - UNWRITTEN_MS
}

/** The token of the sign-in that was not used yet, found from one that was. */
async function newestAfter(tx: Kysely<Schema>, token: string, successorOf: Rotation['successorOf']): Promise<string> {
  const next = successorOf(token)
  const row = await tx
    .selectFrom('refresh_token')
    .select('used_at')
    .where('hash', '=', hashOf(next))
    .executeTakeFirstOrThrow()
  return row.used_at === null ? next : newestAfter(tx, next, successorOf)
}

async function insertToken(
  tx: Kysely<Schema>,
  token: string,
  { family, accountId, method }: Pick<Refreshed, 'family' | 'accountId' | 'method'>,
  now: number,
): Promise<void> {
  await tx
    .insertInto('refresh_token')
    .values({
      hash: hashOf(token),
      family,
      account_id: accountId,
      expires_at: now + REFRESH_LIFE_MS[method],
      used_at: null,
      revoked_at: null,
    })
    .execute()
}

async function forget(tx: Kysely<Schema>, now: number): Promise<void> {
  await tx.deleteFrom('refresh_token').where('expires_at', '<', now).execute()
  await tx
    .deleteFrom('sign_in')
    .where((eb) =>
      eb.or([
        eb('revoked_at', '<', now - FORGET_MS),
        eb('last_used_at', '<', now - REFRESH_LIFE_MS.room),
        eb.and([eb('last_used_at', '<', now - REFRESH_LIFE_MS.password - FORGET_MS), eb('method', '!=', 'room')]),
      ]),
    )
    .execute()
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
