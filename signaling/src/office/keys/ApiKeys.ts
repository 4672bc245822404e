import { randomBytes } from 'node:crypto'
import { type Account, DAY_MS, localDate, MeetingError } from '@diem-cau/signaling-contract'
import {
  type ApiKey,
  type ApiKeyMade,
  MAX_KEY_DAYS,
  type NewApiKey,
  type OwnKey,
} from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { ApiKeyStore, type KeyRow, type Machine } from '../../auth/ApiKeyStore.ts'
import { newApiKey } from '../../auth/apiKeyText.ts'
import { addRoles } from '../../auth/accountRoles.ts'
import { disableAccount, insertAccounts } from '../../auth/accountTable.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { grantsOf, mayAt, requireMay, scopeOf } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { distinctGrants, mayChangeAccount } from '../people/grantRules.ts'
import { type Admin, newAccountId } from '../people/People.ts'
import { unitPlaces } from '../people/unitPlaces.ts'
import { accountRows } from './accountRows.ts'
import type { MachineRow } from './MachineRow.ts'

/** Keys of one unit that count. */
const MOST_AT_UNIT = 50

/** Administrators make and revoke keys of programs by this. Everything is decided and recorded in one transaction. */
export class ApiKeys {
  readonly #office: Omit<OfficeContext, 'authenticate'>

  constructor(office: Omit<OfficeContext, 'authenticate'>) {
    this.#office = office
  }

  /** Those of the units that the account looks after, the newest first. @throws MeetingError `forbidden` */
  async list(account: Account): Promise<ApiKey[]> {
    const { db } = this.#office
    const machines = await accountRows(db, { scope: await scopeOf(db, account, 'integration.manage') })
    const rows = await new ApiKeyStore(db).list([...machines.keys()])
    return rows.flatMap((row) => {
      const machine = machines.get(row.account_id)
      return machine ? [toKey(row, machine)] : []
    })
  }

  /** @throws MeetingError `forbidden`, `badRequest` for a time that is over or too far, `unitClosed` */
  async create(admin: Admin, input: NewApiKey): Promise<ApiKeyMade> {
    const { db, clock, audit } = this.#office
    const now = clock()
    if (input.expiresAt <= now || input.expiresAt > now + MAX_KEY_DAYS * DAY_MS)
      throw new MeetingError('badRequest', `a key is good for ${MAX_KEY_DAYS} days at most`, { field: 'expiresAt' })
    const grants = distinctGrants(input.grants)
    const { key, prefix, hash } = newApiKey()
    const keyId = `key.${randomBytes(9).toString('base64url')}`
    const made = await inTransaction(db, async (tx) => {
      await this.#check(tx, admin, input)
      const accountId = newAccountId()
      const { name, unitCode, expiresAt } = input
      const scopes = [...new Set(input.scopes)]
      await insertAccounts(tx, [{ id: accountId, login: '', name, unitCode, passwordHash: '', kind: 'machine' }], now)
      await addRoles(tx, [{ id: accountId, grants }])
      await new ApiKeyStore(tx).add(tx, {
        id: keyId,
        account_id: accountId,
        prefix,
        hash,
        scopes,
        created_at: now,
        created_by: admin.account.name,
        expires_at: expiresAt,
      })
      await audit.append(tx, admin, {
        action: 'key.created',
        subject: { type: 'key', id: keyId, name },
        unitCode,
        details: {
          scopes,
          grants: grants.map(({ role, unitCode: at }) => `${role}@${at}`),
          until: localDate(expiresAt),
        },
      })
      return this.#found(tx, keyId)
    })
    return { key: made, secret: key }
  }

  /** From the next request on it opens nothing. @throws MeetingError `notFound` */
  async revoke(admin: Admin, keyId: string): Promise<ApiKey> {
    const { db, clock, audit } = this.#office
    return inTransaction(db, async (tx) => {
      const before = await this.#found(tx, keyId)
      if (!(await mayAt(tx, admin.account, 'integration.manage', before.unit.code)))
        throw new MeetingError('notFound', 'no such key')
      const keys = new ApiKeyStore(tx)
      // Repeated, it changes nothing, and nothing goes on record.
      if (!(await keys.revoke(tx, keyId, clock()))) return before
      const row = await keys.find(keyId)
      if (row) await disableAccount(tx, row.account_id)
      await audit.append(tx, admin, {
        action: 'key.revoked',
        subject: { type: 'key', id: keyId, name: before.name },
        unitCode: before.unit.code,
      })
      return this.#found(tx, keyId)
    })
  }

  /** What a program may with its key. */
  async own({ keyId }: Machine): Promise<OwnKey> {
    const { name, unit, grants, scopes, expiresAt } = await this.#found(this.#office.db, keyId)
    return { keyId, name, unit, grants, scopes, expiresAt }
  }

  /** A key may be given what its maker may give to a person. */
  async #check(tx: Kysely<Schema>, { account }: Admin, { unitCode, grants }: NewApiKey): Promise<void> {
    await requireMay(tx, account, 'integration.manage', unitCode)
    const units = await unitPlaces(tx, [unitCode, ...grants.map((grant) => grant.unitCode)])
    if ([...units.values()].some(({ closed }) => closed))
      throw new MeetingError('unitClosed', 'a closed unit gets no keys', { field: 'unitCode' })
    const actor = { accountId: account.accountId, grants: await grantsOf(tx, account.accountId) }
    if (
      !mayChangeAccount({
        actor,
        before: null,
        after: { unitCode, grants },
        pathOf: (code) => units.get(code)?.path ?? [],
      })
    )
      throw new MeetingError('forbidden', 'beyond what you administer')
    const { count } = await tx
      .selectFrom('api_key')
      .innerJoin('account', 'account.id', 'api_key.account_id')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('account.unit_code', '=', unitCode)
      .where('api_key.revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (count >= MOST_AT_UNIT) throw new MeetingError('badRequest', `a unit has ${MOST_AT_UNIT} keys at most`)
  }

  async #found(db: Kysely<Schema>, keyId: string): Promise<ApiKey> {
    const row = await new ApiKeyStore(db).find(keyId)
    const machine = row && (await accountRows(db, { accountId: row.account_id })).get(row.account_id)
    if (!row || !machine) throw new MeetingError('notFound', 'no such key')
    return toKey(row, machine)
  }
}

function toKey(row: KeyRow, { name, unit, grants }: MachineRow): ApiKey {
  return {
    keyId: row.id,
    name,
    unit,
    grants: [...grants],
    scopes: [...row.scopes],
    prefix: row.prefix,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    lastIp: row.last_ip,
    revokedAt: row.revoked_at,
  }
}
