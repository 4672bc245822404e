import { randomBytes } from 'node:crypto'
import { AccountId, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type {
  AuditAction,
  EditPerson,
  NewPerson,
  Person,
  PersonMade,
  RoleGrantInput,
} from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Grant } from '../../domain/office/officePermissions.ts'
import { hashFirstPassword } from '../../auth/passwords.ts'
import { readablePassword } from '../../auth/readablePassword.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { endSignIns } from '../../auth/RefreshTokenStore.ts'
import type { Schema } from '../../db/schema.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import { grantsOf, mayAt } from '../access.ts'
import type { SignIns } from '../../auth/SignIns.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { distinctGrants, mayChangeAccount, sameGrant, type Standing } from './grantRules.ts'
import { PersonStore } from './PersonStore.ts'
import { unitPlaces } from './unitPlaces.ts'
import { removeTotp } from '../../auth/accountTable.ts'

/** The signed-in account that asks, and its address. */
export type Admin = AuditActor & { readonly account: NonNullable<AuditActor['account']> }

export type PeopleContext = Pick<OfficeContext, 'db' | 'clock' | 'audit'> & {
  readonly signIns: Pick<SignIns, 'announceEnded'>
}

/** Administrators manage the accounts of people by this. Everything is decided and recorded in one transaction. */
export class People {
  readonly #office: PeopleContext

  constructor(office: PeopleContext) {
    this.#office = office
  }

  /** @throws MeetingError `forbidden`, `loginTaken`, `unitClosed` */
  async create(admin: Admin, input: NewPerson): Promise<PersonMade> {
    const { db, clock, audit } = this.#office
    const password = readablePassword()
    const passwordHash = await hashFirstPassword(password)
    const id = newAccountId()
    const grants = distinctGrants(toGrants(input.grants))
    const person = await inTransaction(db, async (tx) => {
      const people = new PersonStore(tx)
      await this.#check(tx, admin, null, { unitCode: input.unitCode, grants })
      if (await people.loginTaken(input.login))
        throw new MeetingError('loginTaken', 'this login is taken', { field: 'login' })
      await new AccountStore(tx).add([{ ...input, id, passwordHash, mustChangePassword: true, grants }], clock())
      const made = await found(people, id)
      await audit.append(tx, admin, {
        action: 'account.created',
        ...about(made),
        details: { login: made.login, grants: grantTexts(made) },
      })
      return made
    })
    return { person, password }
  }

  /** @throws MeetingError `notFound`, `forbidden`, `editConflict`, `unitClosed` */
  async edit(admin: Admin, id: AccountId, input: EditPerson): Promise<Person> {
    const { db, clock, audit } = this.#office
    const { edited, ends } = await inTransaction(db, async (tx) => {
      const people = new PersonStore(tx)
      const before = await this.#visible(tx, admin, id)
      const grants = input.grants === undefined ? heldBy(before) : distinctGrants(toGrants(input.grants))
      const next = {
        name: input.name ?? before.name,
        unitCode: input.unitCode ?? before.unit.code,
        position: input.position ?? before.position,
        email: input.email === undefined ? before.email : input.email,
        phone: input.phone ?? before.phone,
        disabled: input.disabled ?? before.disabled,
      }
      await this.#check(tx, admin, before, { unitCode: next.unitCode, grants })
      if (next.disabled && id === admin.account.accountId)
        throw new MeetingError('forbidden', 'nobody disables their own account')
      if (!(await people.update(id, input.version, before.login, next))) {
        throw new MeetingError('editConflict', 'the account was changed meanwhile', { current: before })
      }
      await people.setGrants(id, grants)
      const ends = next.disabled && !before.disabled
      if (ends) await endSignIns(tx, id, clock())
      const edited = await found(people, id)
      await audit.append(tx, admin, {
        action: actionOf(before, edited),
        ...about(edited),
        details: changes(before, edited),
      })
      return { edited, ends }
    })
    if (ends) this.#office.signIns.announceEnded()
    return edited
  }

  /** A new first password; whoever knew the old one is signed out. @throws MeetingError `notFound`, `forbidden`, `signInElsewhere` */
  async resetPassword(admin: Admin, id: AccountId): Promise<string> {
    const password = readablePassword()
    const passwordHash = await hashFirstPassword(password)
    await this.#act(admin, id, 'account.passwordReset', async (tx) => {
      const { oidc_subject } = await tx
        .selectFrom('account')
        .select('oidc_subject')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      if (oidc_subject !== null)
        throw new MeetingError('signInElsewhere', 'this account signs in at the OpenID provider')
      await new PersonStore(tx).setPassword(id, passwordHash, true)
      await endSignIns(tx, id, this.#office.clock())
    })
    return password
  }

  /** The second factor is taken off, for one who lost the phone. @throws MeetingError `notFound`, `forbidden` */
  async removeTotp(admin: Admin, id: AccountId): Promise<void> {
    await this.#act(admin, id, 'account.totpRemoved', (tx) => removeTotp(tx, id))
  }

  /** Signs the person out everywhere, at once. @throws MeetingError `notFound`, `forbidden` */
  async endSignIns(admin: Admin, id: AccountId): Promise<void> {
    await this.#act(admin, id, 'account.signedOut', async (tx) => void (await endSignIns(tx, id, this.#office.clock())))
  }

  /** An account that the administrator may read. @throws MeetingError `notFound`, also for one elsewhere */
  async visible(admin: Admin, id: AccountId): Promise<Person> {
    return this.#visible(this.#office.db, admin, id)
  }

  /** One that the administrator may change, with all that it may do. @throws MeetingError `notFound`, `forbidden` */
  async requireManaged(admin: Admin, id: AccountId): Promise<Person> {
    const person = await this.visible(admin, id)
    await this.#check(this.#office.db, admin, person, null)
    return person
  }

  async #act(
    admin: Admin,
    id: AccountId,
    action: AuditAction,
    work: (tx: Kysely<Schema>) => Promise<void>,
  ): Promise<void> {
    const { db, audit, signIns } = this.#office
    await inTransaction(db, async (tx) => {
      const before = await this.#visible(tx, admin, id)
      await this.#check(tx, admin, before, null)
      // A stolen token lets nobody past their own password and second factor this way.
      if (id === admin.account.accountId) throw new MeetingError('forbidden', 'for the own account there is /api/me')
      await work(tx)
      await audit.append(tx, admin, { action, ...about(before) })
    })
    signIns.announceEnded()
  }

  async #visible(db: Kysely<Schema>, admin: Admin, id: AccountId): Promise<Person> {
    const person = await new PersonStore(db).find(id)
    if (!person || !(await mayAt(db, admin.account, 'account.read', person.unit.code)))
      throw new MeetingError('notFound')
    return person
  }

  /** @param after null: nothing of what it may do changes */
  async #check(tx: Kysely<Schema>, admin: Admin, person: Person | null, after: Standing | null): Promise<void> {
    const before = person && { accountId: person.accountId, unitCode: person.unit.code, grants: heldBy(person) }
    const units = await unitPlaces(tx, [...codesOf(before), ...codesOf(after)])
    const actor = { accountId: admin.account.accountId, grants: await grantsOf(tx, admin.account.accountId) }
    const pathOf = (code: UnitCode) => units.get(code)?.path ?? []
    if (!mayChangeAccount({ actor, before, after, pathOf }))
      throw new MeetingError('forbidden', 'beyond what you administer')
    const known = codesOf(before)
    for (const code of codesOf(after)) {
      if (!known.includes(code) && units.get(code)?.closed)
        throw new MeetingError('unitClosed', code, { field: 'unitCode' })
    }
  }
}

export function newAccountId(): AccountId {
  return AccountId.parse(`a.${randomBytes(9).toString('base64url')}`)
}

async function found(people: PersonStore, id: AccountId): Promise<Person> {
  const person = await people.find(id)
  if (!person) throw new MeetingError('notFound')
  return person
}

function codesOf(standing: Standing | null): UnitCode[] {
  return standing ? [standing.unitCode, ...standing.grants.map(({ unitCode }) => unitCode)] : []
}

function toGrants(input: readonly RoleGrantInput[]): Grant[] {
  return input.map(({ role, unitCode }) => ({ role, unitCode }))
}

function heldBy({ grants }: Person): Grant[] {
  return grants.map(({ role, unit }) => ({ role, unitCode: unit.code }))
}

function grantTexts({ grants }: Person): string[] {
  return grants.map(({ role, unit }) => `${role}@${unit.code}`)
}

function about({ accountId, name, unit }: Person) {
  return { subject: { type: 'account', id: accountId, name }, unitCode: unit.code }
}

function actionOf(before: Person, after: Person): AuditAction {
  if (before.disabled !== after.disabled) return after.disabled ? 'account.disabled' : 'account.enabled'
  const same =
    before.grants.length === after.grants.length &&
    heldBy(after).every((grant) => heldBy(before).some((old) => sameGrant(old, grant)))
  return same ? 'account.edited' : 'account.rolesChanged'
}

/** Lists what the edit changed: before and after. */
function changes(before: Person, after: Person): Record<string, unknown> {
  const view = (person: Person) => ({
    name: person.name,
    unit: person.unit.code,
    position: person.position,
    email: person.email,
    phone: person.phone,
    disabled: person.disabled,
    grants: grantTexts(person),
  })
  const [old, now] = [view(before), view(after)]
  return Object.fromEntries(
    Object.entries(now).flatMap(([key, to]) => {
      const from = Object.entries(old).find(([name]) => name === key)?.[1]
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[key, [from, to]]]
    }),
  )
}
