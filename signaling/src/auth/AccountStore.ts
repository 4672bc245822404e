import type { Account, AccountId, AccountKind, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Grant } from '../domain/office/officePermissions.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { addRoles } from './accountRoles.ts'
import { type AccountEntry, disableAccount, insertAccounts } from './accountTable.ts'
import { endSignIns, type SignInMethod } from './RefreshTokenStore.ts'

export type NewAccount = AccountEntry & { readonly grants?: readonly Grant[] }

/** A sign-in by password is decided on this. */
export type Credentials = {
  readonly account: Account
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  /** Sealed; null = no second factor. */
  readonly totpSecret: string | null
}

/** The holder of a token, and what stands in the way of using it. */
export type Identity = {
  readonly account: Account
  readonly mustChangePassword: boolean
  /** Its roles ask for a second factor, where the office does. */
  readonly totpWanted: boolean
  readonly hasTotp: boolean
  /** Null: a token of no sign-in. */
  readonly method: SignInMethod | null
}

/** Roles whose accounts can do harm to all: asked for a second factor where the office demands it. */
const TOTP_ROLES = ['itAdmin', 'chair'] as const

/** Accounts that can hold a seat: people who sign in, rooms, guests. Logins are kept, and looked for, in lower case. */
export class AccountStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(accounts: readonly NewAccount[], now: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      await insertAccounts(tx, accounts, now)
      await addRoles(tx, accounts)
    })
  }

  /** A person who may sign in; null for an unknown login or a disabled account. */
  async findByLogin(login: string): Promise<Credentials | null> {
    const row = await this.#credentials().where('login', '=', login.toLowerCase()).executeTakeFirst()
    return row ? toCredentials(row) : null
  }

  /** The same, for one who is known already. */
  async credentials(id: AccountId): Promise<Credentials | null> {
    const row = await this.#credentials().where('account.id', '=', id).executeTakeFirst()
    return row ? toCredentials(row) : null
  }

  /** Finds who signs in at an OpenID provider under this subject; disabled or not. */
  async findByOidc(subject: string): Promise<{ accountId: AccountId; disabled: boolean } | null> {
    const row = await this.#db
      .selectFrom('account')
      .select(['id', 'disabled'])
      .where('oidc_subject', '=', subject)
      .executeTakeFirst()
    return row ? { accountId: row.id, disabled: row.disabled === 1 } : null
  }

  /** null for an unknown or disabled account. */
  async find(id: AccountId): Promise<Account | null> {
    const row = await this.#select().where('account.id', '=', id).executeTakeFirst()
    return row ? toAccount(row) : null
  }

  /**
   * The account behind a token; null when it is unknown, disabled, or its sign-in has ended.
   * @param family the sign-in that the token came of; null = of none, it is the account alone that counts
   */
  async identify(id: AccountId, family: string | null): Promise<Identity | null> {
    const row = await this.#select()
      .leftJoin('sign_in', (join) =>
        join
          .onRef('sign_in.account_id', '=', 'account.id')
          .on('sign_in.family', '=', family ?? '')
          .on('sign_in.revoked_at', 'is', null),
      )
      .select(['must_change_password', 'totp_confirmed_at', 'sign_in.method'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('account_role')
              .select('role')
              .whereRef('account_id', '=', 'account.id')
              .where('role', 'in', TOTP_ROLES),
          )
          .as('wants_totp'),
      )
      .where('account.id', '=', id)
      .executeTakeFirst()
    if (!row || (family !== null && row.method === null)) return null
    return {
      account: toAccount(row),
      mustChangePassword: row.must_change_password === 1,
      totpWanted: Boolean(row.wants_totp),
      hasTotp: row.totp_confirmed_at !== null,
      method: row.method,
    }
  }

  /** Finds which of these may go on: not disabled, no new first password, and the sign-in, where there is one, not ended. */
  async stillSignedIn<T extends { accountId: AccountId; family: string | null }>(lines: readonly T[]): Promise<Set<T>> {
    if (lines.length === 0) return new Set()
    const ids = [...new Set(lines.map(({ accountId }) => accountId))]
    const families = [...new Set(lines.flatMap(({ family }) => (family === null ? [] : [family])))]
    const accounts = await this.#db
      .selectFrom('account')
      .select('id')
      .where('id', 'in', ids)
      .where('disabled', '=', 0)
      .where('must_change_password', '=', 0)
      .execute()
    const signIns =
      families.length === 0
        ? []
        : await this.#db
            .selectFrom('sign_in')
            .select('family')
            .where('family', 'in', families)
            .where('revoked_at', 'is', null)
            .execute()
    const enabled = new Set(accounts.map(({ id }) => id))
    const live = new Set(signIns.map(({ family }) => family))
    return new Set(
      lines.filter(({ accountId, family }) => enabled.has(accountId) && (family === null || live.has(family))),
    )
  }

  /** Lets the account neither sign in nor refresh its token from now on. */
  async disable(id: AccountId, now: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      await disableAccount(tx, id)
      await endSignIns(tx, id, now)
    })
  }

  #credentials() {
    return this.#select()
      .select(['password_hash', 'must_change_password', 'totp_secret', 'totp_confirmed_at'])
      .where('account.kind', '=', 'person')
  }

  #select() {
    return this.#db
      .selectFrom('account')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select(['account.id', 'account.kind', 'login', 'account.name', 'unit_code', 'unit.name as unit_name'])
      .where('disabled', '=', 0)
  }
}

type AccountRow = {
  id: AccountId
  kind: AccountKind
  login: string
  name: string
  unit_code: UnitCode
  unit_name: string
}

/** An account as the contract has it. */
export function toAccount(row: AccountRow): Account {
  return {
    accountId: row.id,
    kind: row.kind,
    login: row.kind === 'person' ? row.login : '',
    name: row.name,
    unit: { code: row.unit_code, name: row.unit_name },
  }
}

function toCredentials(
  row: AccountRow & {
    password_hash: string
    must_change_password: number
    totp_secret: string | null
    totp_confirmed_at: number | null
  },
): Credentials {
  return {
    account: toAccount(row),
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password === 1,
    totpSecret: row.totp_confirmed_at === null ? null : row.totp_secret,
  }
}
