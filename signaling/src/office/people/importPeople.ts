import { type AccountId, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { ImportTable, PeopleImportReport } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Grant } from '../../domain/office/officePermissions.ts'
import { inTurns } from '../tables/steps.ts'
import { hashFirstPassword } from '../../auth/passwords.ts'
import { readablePassword } from '../../auth/readablePassword.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { editAccount } from '../../auth/accountTable.ts'
import type { Schema } from '../../db/schema.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'
import type { AuditFact } from '../../audit/AuditLog.ts'
import { oneImport, withImportLock } from '../tables/importLock.ts'
import { toldByLine } from '../tables/importProblem.ts'
import { importSource } from '../tables/importSource.ts'
import { grantsOf, scopeOf } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { mayChangeAccount } from './grantRules.ts'
import { type Admin, newAccountId } from './People.ts'
import { type KnownPerson, type KnownUnitOfPeople, type PeoplePlan, planPeople, sameGrants } from './planPeople.ts'
import { readPeopleRows } from './readPeopleRows.ts'
import { replaceRoles } from '../../auth/accountRoles.ts'
import { toldPeopleChanges } from './toldPeopleChanges.ts'

/** So many passwords are hashed at once, because the rest of the process has work too. */
const HASHED_AT_ONCE = 64

type Secret = { readonly accountId: AccountId; readonly password: string; readonly hash: string }

/**
 * Takes the people of a table: unknown logins get an account with a first password, known ones get name, unit,
 * roles and the rest of the file; who is not in it stays. All rows or none.
 * @throws MeetingError `forbidden`, `importBusy`
 */
export async function importPeople(
  { db, audit, clock }: Pick<OfficeContext, 'db' | 'audit' | 'clock'>,
  admin: Admin,
  file: ImportTable,
): Promise<PeopleImportReport> {
  await scopeOf(db, admin.account, 'account.manage')
  const standing = async (tx: Kysely<Schema>) => {
    const actor = { accountId: admin.account.accountId, grants: await grantsOf(tx, admin.account.accountId) }
    return { units: await allUnits(tx), known: await allPeople(tx), actor }
  }
  const read = await readPeopleRows(importSource(file), namesWithin(await standing(db)))
  const report = (
    planned: PeoplePlan & { readonly units: ReadonlyMap<UnitCode, KnownUnitOfPeople> },
    applied: boolean,
    passwords: PeopleImportReport['passwords'] = [],
  ): PeopleImportReport => {
    const problems = [...read.problems, ...planned.problems]
    return {
      applied,
      rows: read.count,
      created: planned.created.length,
      updated: planned.updated.length,
      unchanged: planned.unchanged,
      problems: toldByLine(problems),
      problemCount: problems.length,
      warnings: toldByLine(read.warnings),
      warningCount: read.warnings.length,
      changes: toldPeopleChanges(planned, planned.units),
      passwords,
    }
  }
  const plan = async (tx: Kysely<Schema>) => {
    const { units, known, actor } = await standing(tx)
    return { units, ...(await inTurns(planPeople(read.rows, actor, known, units, read.badRows))) }
  }
  const first = await plan(db)
  if (file.dryRun || read.problems.length + first.problems.length > 0) return report(first, false)
  return oneImport(db, async () => {
    // Secrets are made before the transaction, in which only the database is waited for.
    const secrets = await makeSecrets(first.created.map(({ login }) => login))
    return withImportLock(db, async (tx) => {
      const planned = await plan(tx)
      if (planned.problems.length > 0) return report(planned, false)
      await write(tx, planned, secrets, clock())
      await audit.appendMany(tx, admin, facts(planned, secrets, read.count))
      const passwords = planned.created.map(({ login, name, unitCode }) => ({
        login,
        name,
        unitName: planned.units.get(unitCode)?.name ?? '',
        password: secretOf(secrets, login).password,
      }))
      return report(planned, true, passwords)
    })
  })
}

type Standing = {
  readonly units: ReadonlyMap<UnitCode, KnownUnitOfPeople>
  readonly known: ReadonlyMap<string, KnownPerson>
  readonly actor: { readonly accountId: AccountId; readonly grants: readonly Grant[] }
}

/** Names by login, of people whom the administrator may change: a damaged name is compared with these only, so that others are not given away. */
function namesWithin({ units, known, actor }: Standing): Map<string, string> {
  const pathOf = (code: UnitCode) => units.get(code)?.path ?? []
  return new Map(
    [...known.values()].flatMap((before) =>
      mayChangeAccount({ actor, before, after: null, pathOf }) ? [[before.login, before.name] as const] : [],
    ),
  )
}

async function makeSecrets(logins: readonly string[]): Promise<Map<string, Secret>> {
  const secrets = new Map<string, Secret>()
  for (let from = 0; from < logins.length; from += HASHED_AT_ONCE) {
    await Promise.all(
      logins.slice(from, from + HASHED_AT_ONCE).map(async (login) => {
        const password = readablePassword()
        secrets.set(login, { accountId: newAccountId(), password, hash: await hashFirstPassword(password) })
      }),
    )
  }
  return secrets
}

function secretOf(secrets: ReadonlyMap<string, Secret>, login: string): Secret {
  const secret = secrets.get(login)
  // An account that was there a moment ago is not there any more: the file is to be looked at again.
  if (!secret) throw new MeetingError('importBusy', 'accounts changed meanwhile')
  return secret
}

async function allUnits(db: Kysely<Schema>): Promise<Map<UnitCode, KnownUnitOfPeople>> {
  const rows = await db.selectFrom('unit').select(['code', 'path', 'status', 'name']).execute()
  return new Map(
    rows.map(({ code, path, status, name }) => [code, { path: codesOfPath(path), closed: status === 'closed', name }]),
  )
}

async function allPeople(db: Kysely<Schema>): Promise<Map<string, KnownPerson>> {
  const grants = new Map<string, Grant[]>()
  for (const { account_id, role, unit_code } of await db.selectFrom('account_role').selectAll().execute()) {
    const own = grants.get(account_id)
    if (own) own.push({ role, unitCode: unit_code })
    else grants.set(account_id, [{ role, unitCode: unit_code }])
  }
  const rows = await db
    .selectFrom('account')
    .select(['id', 'login', 'name', 'unit_code', 'position', 'email', 'phone'])
    .where('kind', '=', 'person')
    .execute()
  return new Map(
    rows.map(({ id, login, name, unit_code, position, email, phone }) => [
      login,
      { accountId: id, login, name, unitCode: unit_code, grants: grants.get(id) ?? [], position, email, phone },
    ]),
  )
}

async function write(
  tx: Kysely<Schema>,
  { created, updated }: PeoplePlan,
  secrets: ReadonlyMap<string, Secret>,
  now: number,
): Promise<void> {
  await new AccountStore(tx).add(
    created.map((row) => {
      const { accountId, hash } = secretOf(secrets, row.login)
      return { ...row, id: accountId, email: row.email || null, passwordHash: hash, mustChangePassword: true }
    }),
    now,
  )
  for (const { before, after } of updated) {
    const { accountId, grants: _, ...fields } = after
    await editAccount(tx, accountId, fields, null)
    if (sameGrants(before, after)) continue
    await replaceRoles(tx, accountId, after.grants)
  }
}

function facts(
  { created, updated, unchanged }: PeoplePlan,
  secrets: ReadonlyMap<string, Secret>,
  rows: number,
): AuditFact[] {
  const texts = (grants: readonly Grant[]) => grants.map(({ role, unitCode }) => `${role}@${unitCode}`)
  return [
    { action: 'account.imported', details: { rows, created: created.length, updated: updated.length, unchanged } },
    ...created.map(({ login, name, unitCode, grants }): AuditFact => ({
      action: 'account.created',
      subject: { type: 'account', id: secretOf(secrets, login).accountId, name },
      unitCode,
      details: { login, grants: texts(grants), import: true },
    })),
    ...updated.map(({ before, after }): AuditFact => ({
      action: sameGrants(before, after) ? 'account.edited' : 'account.rolesChanged',
      subject: { type: 'account', id: after.accountId, name: after.name },
      unitCode: after.unitCode,
      details: {
        import: true,
        ...Object.fromEntries(
          (['name', 'unitCode', 'position', 'email', 'phone'] as const).flatMap((key) =>
            before[key] === after[key] ? [] : [[key, [before[key], after[key]]]],
          ),
        ),
        ...(sameGrants(before, after) ? {} : { grants: [texts(before.grants), texts(after.grants)] }),
      },
    })),
  ]
}
