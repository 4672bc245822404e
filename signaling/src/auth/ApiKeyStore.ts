import type { Account, AccountId } from '@diem-cau/signaling-contract'
import { KeyScope } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { readStored } from '../db/sql/readStored.ts'
import type { Schema } from '../db/schema.ts'
import { toAccount } from './AccountStore.ts'
import { hashApiKey, isWellFormedKey } from './apiKeyText.ts'

/** That a key was used is written down once in so long, in milliseconds: it is asked for to see which are used at all. */
const NOTE_EVERY_MS = 60_000

/** What a key may: as its account, within its scopes. */
export type Machine = { readonly account: Account; readonly keyId: string; readonly scopes: readonly KeyScope[] }

export type KeyRow = Omit<Selectable<Schema['api_key']>, 'scopes' | 'hash'> & { readonly scopes: readonly KeyScope[] }

const Scopes = z.array(KeyScope)

/** Keys of programs. What is stored opens nothing: of the key itself there is a hash. */
export class ApiKeyStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(
    tx: Kysely<Schema>,
    row: Omit<Selectable<Schema['api_key']>, 'scopes' | 'last_used_at' | 'last_ip' | 'revoked_at'> & {
      readonly scopes: readonly KeyScope[]
    },
  ): Promise<void> {
    await tx
      .insertInto('api_key')
      .values({ ...row, scopes: JSON.stringify(row.scopes), last_ip: '' })
      .execute()
  }

  /** Those of these accounts, the newest first. */
  async list(accountIds: readonly AccountId[]): Promise<KeyRow[]> {
    if (accountIds.length === 0) return []
    const rows = await this.#db
      .selectFrom('api_key')
      .selectAll()
      .where('account_id', 'in', accountIds)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute()
    return rows.map(toRow)
  }

  async find(keyId: string): Promise<KeyRow | null> {
    const row = await this.#db.selectFrom('api_key').selectAll().where('id', '=', keyId).executeTakeFirst()
    return row ? toRow(row) : null
  }

  /** Null for a key that is nobody's, revoked, past its time, or of an account that is disabled. */
  async verify(key: string, ip: string, now: number): Promise<Machine | null> {
    if (!isWellFormedKey(key)) return null
    const row = await this.#db
      .selectFrom('api_key')
      .innerJoin('account', 'account.id', 'api_key.account_id')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select([
        'api_key.id as key_id',
        'api_key.scopes',
        'api_key.last_used_at',
        'account.id',
        'account.kind',
        'account.login',
        'account.name',
        'account.unit_code',
        'unit.name as unit_name',
      ])
      .where('api_key.hash', '=', hashApiKey(key))
      .where('api_key.revoked_at', 'is', null)
      .where('api_key.expires_at', '>', now)
      .where('account.disabled', '=', 0)
      .executeTakeFirst()
    if (!row) return null
    if (now - (row.last_used_at ?? 0) >= NOTE_EVERY_MS)
      await this.#db
        .updateTable('api_key')
        .set({ last_used_at: now, last_ip: ip })
        .where('id', '=', row.key_id)
        .execute()
    return { account: toAccount(row), keyId: row.key_id, scopes: readStored(Scopes, row.scopes) }
  }

  /** @returns false when it is revoked already */
  async revoke(tx: Kysely<Schema>, keyId: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('id', '=', keyId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
}

function toRow({ hash: _hash, ...row }: Selectable<Schema['api_key']>): KeyRow {
  return { ...row, scopes: readStored(Scopes, row.scopes) }
}
