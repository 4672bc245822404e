import { AccountId, type UnitCode } from '@diem-cau/signaling-contract'
import type { Person, PersonPage, PersonQuery, RoleGrant } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Allowed, Grant } from '../../domain/office/officePermissions.ts'
import { toAccount } from '../../auth/AccountStore.ts'
import { editAccount, setPassword } from '../../auth/accountTable.ts'
import type { Schema } from '../../db/schema.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import { branchRange } from '../../db/sql/unitPath.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { replaceRoles } from '../../auth/accountRoles.ts'
import { branchPaths, scopeCondition } from '../access.ts'

const Cursor = z.tuple([KeyText, AccountId])

/** Fields of a person that can be changed. */
export type PersonFields = {
  readonly name: string
  readonly unitCode: UnitCode
  readonly position: string
  readonly email: string | null
  readonly phone: string
  readonly disabled: boolean
}

/** Accounts of people, as their administrators see them. */
export class PersonStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** @throws MeetingError `badRequest` for a cursor that is none */
  async list({ q, cursor, limit, unit, role, disabled }: PersonQuery, scope: Allowed): Promise<PersonPage> {
    const isWithin = await scopeCondition(this.#db, scope)
    const branch = unit === undefined ? null : await branchPaths(this.#db, { all: false, branches: [unit], units: [] })
    const after = readCursor(Cursor, cursor)
    // The tree is asked only when it matters: counting twenty thousand people needs it for none of them otherwise.
    const units = this.#db.selectFrom('unit').select('unit.code')
    const filtered = this.#db
      .selectFrom('account')
      .where('account.kind', '=', 'person')
      .$if(!scope.all, (query) => query.where((eb) => isWithin(eb.ref('account.unit_code'))))
      .$if(branch !== null, (query) =>
        query.where(
          'account.unit_code',
          'in',
          units.where((eb) =>
            eb.or(
              (branch ?? [])
                .map(branchRange)
                .map(({ from, to }) => eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)])),
            ),
          ),
        ),
      )
      .$if(disabled !== undefined, (query) => query.where('account.disabled', '=', disabled ? 1 : 0))
      .$if(role !== undefined, (query) =>
        query.where('account.id', 'in', (eb) =>
          eb
            .selectFrom('account_role')
            .select('account_id')
            .where('role', '=', role ?? 'official'),
        ),
      )
      .where((eb) => matchesWords(eb.ref('account.search'), q ?? ''))
    const { total } = await filtered.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const found = filtered
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select(columns)
      .select('unit.name as unit_name')
    const rows = await pageAfter(
      found,
      (eb) => [
        [eb.ref('account.search'), 'asc'],
        [eb.ref('account.id'), 'asc'],
      ],
      after,
      limit,
    ).execute()
    const { shown, next } = cutPage(rows, limit, ({ search, id }) => [search, id])
    const grants = await this.#grantsOf(shown.map(({ id }) => id))
    return {
      items: shown.map((row) => toPerson(row, grants.get(row.id) ?? [])),
      total,
      next,
    }
  }

  /** Null for what is no person. */
  async find(id: AccountId): Promise<Person | null> {
    const row = await this.#db
      .selectFrom('account')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select(columns)
      .select('unit.name as unit_name')
      .where('account.id', '=', id)
      .where('account.kind', '=', 'person')
      .executeTakeFirst()
    return row ? toPerson(row, (await this.#grantsOf([id])).get(id) ?? []) : null
  }

  async loginTaken(login: string): Promise<boolean> {
    return (
      (await this.#db.selectFrom('account').select('id').where('login', '=', login).executeTakeFirst()) !== undefined
    )
  }

  /** False when the account has another version by now. */
  async update(id: AccountId, version: number, login: string, fields: PersonFields): Promise<boolean> {
    return editAccount(this.#db, id, { ...fields, login }, version)
  }

  async setGrants(id: AccountId, grants: readonly Grant[]): Promise<void> {
    await replaceRoles(this.#db, id, grants)
  }

  async setPassword(id: AccountId, passwordHash: string, mustChange: boolean): Promise<void> {
    await setPassword(this.#db, id, { passwordHash, mustChange })
  }

  async #grantsOf(ids: readonly AccountId[]): Promise<Map<AccountId, RoleGrant[]>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('account_role')
      .innerJoin('unit', 'unit.code', 'account_role.unit_code')
      .select(['account_id', 'role', 'unit.code', 'unit.name'])
      .where('account_id', 'in', ids)
      .orderBy('role')
      .orderBy('unit.code')
      .execute()
    const grants = new Map<AccountId, RoleGrant[]>()
    for (const { account_id, role, code, name } of rows) {
      const own = grants.get(account_id)
      if (own) own.push({ role, unit: { code, name } })
      else grants.set(account_id, [{ role, unit: { code, name } }])
    }
    return grants
  }
}

const columns = [
  'account.id',
  'account.kind',
  'account.login',
  'account.name',
  'account.unit_code',
  'account.position',
  'account.email',
  'account.phone',
  'account.disabled',
  'account.must_change_password',
  'account.totp_confirmed_at',
  'account.last_sign_in_at',
  'account.version',
  'account.search',
] as const

type PersonRow = Pick<
  Selectable<Schema['account']>,
  | 'id'
  | 'kind'
  | 'login'
  | 'name'
  | 'unit_code'
  | 'position'
  | 'email'
  | 'phone'
  | 'disabled'
  | 'must_change_password'
  | 'totp_confirmed_at'
  | 'last_sign_in_at'
  | 'version'
> & { unit_name: string }

function toPerson(row: PersonRow, grants: RoleGrant[]): Person {
  return {
    ...toAccount(row),
    position: row.position,
    email: row.email,
    phone: row.phone,
    grants,
    disabled: row.disabled === 1,
    mustChangePassword: row.must_change_password === 1,
    totp: row.totp_confirmed_at !== null,
    lastSignInAt: row.last_sign_in_at,
    version: row.version,
  }
}
