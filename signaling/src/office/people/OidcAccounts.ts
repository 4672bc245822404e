import { createHash } from 'node:crypto'
import { type Account, type AccountId, MeetingError } from '@diem-cau/signaling-contract'
import type { AuditAction, SignInReason } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../../audit/AuditLog.ts'
import { newAccountId } from '../../office/people/People.ts'
import { PersonStore } from '../../office/people/PersonStore.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { setOidcSubject } from '../../auth/accountTable.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import type { MappedClaims, WrongClaims } from '../../auth/oidc/mapClaims.ts'
import type { OidcAdmission, OidcRefusal } from '../../auth/oidc/OidcAdmission.ts'

/** Accounts of people who come from an OpenID provider: made at the first sign-in, brought up to date at each. */
export class OidcAccounts implements OidcAdmission {
  readonly #db: Kysely<Schema>
  readonly #audit: AuditLog
  readonly #clock: () => number

  constructor({ db, audit, clock }: { db: Kysely<Schema>; audit: AuditLog; clock: () => number }) {
    this.#db = db
    this.#audit = audit
    this.#clock = clock
  }

  /**
   * The account of this subject. One with a password and the same login or address is somebody else's as far as we know.
   * @param subject "issuer sub"
   */
  async admit(subject: string, mapped: MappedClaims, ip: string): Promise<Account | OidcRefusal> {
    return inTransaction(this.#db, async (tx): Promise<Account | OidcRefusal> => {
      const known = await new AccountStore(tx).findByOidc(subject)
      if (known?.disabled) {
        await this.#refused(tx, subject, 'disabled', ip)
        return 'disabled'
      }
      const unit = await tx.selectFrom('unit').select('status').where('code', '=', mapped.unitCode).executeTakeFirst()
      if (unit?.status !== 'open') {
        await this.#refused(tx, subject, 'unit', ip)
        return 'unit'
      }
      const id = known
        ? await this.#update(tx, known.accountId, mapped, ip)
        : await this.#create(tx, subject, mapped, ip)
      const account = await new AccountStore(tx).find(id)
      if (!account) throw new MeetingError('unauthenticated')
      return account
    })
  }

  /** The provider knows who it is; we do not let them in, and that is on record. */
  async refuse(subject: string, { problem }: WrongClaims, ip: string): Promise<void> {
    await inTransaction(this.#db, (tx) => this.#refused(tx, subject, problem, ip))
  }

  async #refused(tx: Kysely<Schema>, oidcSubject: string, reason: SignInReason, ip: string): Promise<void> {
    const known = await new AccountStore(tx).findByOidc(oidcSubject)
    const person = known && (await new PersonStore(tx).find(known.accountId))
    await this.#audit.append(
      tx,
      { account: null, ip },
      {
        action: 'signIn.refused',
        ...(person
          ? { subject: { type: 'account', id: person.accountId, name: person.name }, unitCode: person.unit.code }
          : {}),
        details: { reason, method: 'oidc', oidcSubject },
      },
    )
  }

  async #create(tx: Kysely<Schema>, subject: string, mapped: MappedClaims, ip: string): Promise<AccountId> {
    const id = newAccountId()
    const login = await freeLogin(tx, subject, mapped.login)
    await new AccountStore(tx).add([{ ...mapped, id, login, passwordHash: '' }], this.#clock())
    await setOidcSubject(tx, id, subject)
    await this.#record(tx, 'account.created', id, mapped, ip)
    return id
  }

  async #update(tx: Kysely<Schema>, id: AccountId, mapped: MappedClaims, ip: string): Promise<AccountId> {
    const people = new PersonStore(tx)
    const before = await people.find(id)
    if (!before) throw new MeetingError('unauthenticated')
    const { name, unitCode } = mapped
    const email = mapped.email ?? before.email
    const texts = (grants: readonly { role: string; at: string }[]) =>
      grants
        .map(({ role, at }) => `${role}@${at}`)
        .toSorted()
        .join(' ')
    const sameGrants =
      texts(before.grants.map(({ role, unit }) => ({ role, at: unit.code }))) ===
      texts(mapped.grants.map((grant) => ({ role: grant.role, at: grant.unitCode })))
    if (sameGrants && before.name === name && before.unit.code === unitCode && before.email === email) return id
    await people.update(id, before.version, before.login, { ...before, name, unitCode, email })
    if (!sameGrants) await people.setGrants(id, mapped.grants)
    await this.#record(tx, sameGrants ? 'account.edited' : 'account.rolesChanged', id, mapped, ip)
    return id
  }

  async #record(
    tx: Kysely<Schema>,
    action: AuditAction,
    id: AccountId,
    { name, unitCode, grants }: MappedClaims,
    ip: string,
  ): Promise<void> {
    await this.#audit.append(
      tx,
      { account: null, ip },
      {
        action,
        subject: { type: 'account', id, name },
        unitCode,
        details: { method: 'oidc', grants: grants.map((grant) => `${grant.role}@${grant.unitCode}`) },
      },
    )
  }
}

/** The login that was asked for, unless somebody has it. */
async function freeLogin(tx: Kysely<Schema>, subject: string, wanted: string | null): Promise<string> {
  const mark = createHash('sha256').update(subject).digest('hex').slice(0, 12)
  if (wanted !== null && !(await new PersonStore(tx).loginTaken(wanted))) return wanted
  return `${(wanted ?? 'sso').slice(0, 50)}.${mark}`
}
