import type { Account, AccountId, AccountKind, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export type NewAccount = {
  readonly id: AccountId
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode
  readonly passwordHash: string
}

/** Who can sign in. Logins are kept, and looked for, in lower case. */
export class AccountStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(accounts: readonly NewAccount[], now: number): Promise<void> {
    await this.#db
      .insertInto('account')
      .values(
        accounts.map((account) => ({
          id: account.id,
          login: account.login.toLowerCase(),
          name: account.name,
          unit_code: account.unitCode,
          password_hash: account.passwordHash,
          disabled: 0,
          created_at: now,
        })),
      )
      .execute()
  }

  /** The account and its password hash; null for an unknown login or a disabled account. */
  async findByLogin(login: string): Promise<{ account: Account; passwordHash: string } | null> {
    const row = await this.#select().select('account.password_hash').where('login', '=', login.toLowerCase()).executeTakeFirst()
    return row ? { account: toAccount(row), passwordHash: row.password_hash } : null
  }

  /** null for an unknown or disabled account. */
  async find(id: AccountId): Promise<Account | null> {
    const row = await this.#select().where('account.id', '=', id).executeTakeFirst()
    return row ? toAccount(row) : null
  }

  /** Which of these may still sign in. */
  async enabled(ids: readonly AccountId[]): Promise<Set<AccountId>> {
    if (ids.length === 0) return new Set()
    const rows = await this.#db
      .selectFrom('account')
      .select('id')
      .where('id', 'in', ids)
      .where('disabled', '=', 0)
      .execute()
    return new Set(rows.map((row) => row.id))
  }

  /** From now on the account can neither sign in nor refresh its token. */
  async disable(id: AccountId, now: number): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx.updateTable('account').set({ disabled: 1 }).where('id', '=', id).execute()
      await tx.updateTable('refresh_token').set({ revoked_at: now }).where('account_id', '=', id).execute()
    })
  }

  #select() {
    return this.#db
      .selectFrom('account')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select(['account.id', 'account.kind', 'login', 'account.name', 'unit_code', 'unit.name as unit_name'])
      .where('disabled', '=', 0)
  }
}

function toAccount(row: { id: AccountId; kind: AccountKind; login: string; name: string; unit_code: UnitCode; unit_name: string }): Account {
  return {
    accountId: row.id,
    kind: row.kind,
    login: row.login,
    name: row.name,
    unit: { code: row.unit_code, name: row.unit_name },
  }
}
