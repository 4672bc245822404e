import { type AccountId, type AccountKind, foldText, type UnitCode } from '@diem-cau/signaling-contract'
import { type Expression, type ExpressionBuilder, type Kysely, sql, type SqlBool, type Updateable } from 'kysely'
import { inParts } from '../db/sql/inParts.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import type { Schema } from '../db/schema.ts'

// All that writes the table account. Each is part of the transaction of what it belongs to.

/** A new row; its roles are in `accountRoles`. */
export type AccountEntry = {
  readonly id: AccountId
  /** Ignored for rooms and guests: they have none. */
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode
  /** '' = no password fits. */
  readonly passwordHash: string
  readonly kind?: AccountKind
  readonly position?: string
  readonly email?: string | null
  readonly phone?: string
  readonly mustChangePassword?: boolean
}

/** An edit of an account; fields that are left out stay. */
export type AccountEdit = {
  /** It cannot be changed: people are found by it too. '' for rooms. */
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode
  readonly position: string
  readonly email?: string | null
  readonly phone?: string
  readonly disabled?: boolean
}

const CHUNK = 500

export async function insertAccounts(
  tx: Kysely<Schema>,
  accounts: readonly AccountEntry[],
  now: number,
): Promise<void> {
  await insertMany(
    tx,
    'account',
    accounts.map((account) => rowOf(account, now)),
  )
}

/** @param version the one that is edited; null: whichever it is. @returns false when it has another by now */
export async function editAccount(
  tx: Kysely<Schema>,
  id: AccountId,
  { login, name, unitCode, position, email, phone, disabled }: AccountEdit,
  version: number | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('account')
    .set((eb) => ({
      name,
      unit_code: unitCode,
      position,
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
      search: searchOf({ name, login, position, email }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .$if(version !== null, (query) => query.where('version', '=', version))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** A guest of a meeting, who is invited again by it. */
export async function editGuest(
  tx: Kysely<Schema>,
  id: AccountId,
  {
    name,
    organisation,
    email,
  }: { readonly name: string; readonly organisation: string; readonly email: string | null },
): Promise<void> {
  await tx
    .updateTable('account')
    .set({
      name,
      email,
      position: organisation,
      search: searchOf({ login: '', name, position: organisation, email }),
      disabled: 0,
    })
    .where('id', '=', id)
    .where('kind', '=', 'guest')
    .execute()
}

export async function disableAccount(tx: Kysely<Schema>, id: AccountId): Promise<void> {
  await tx.updateTable('account').set({ disabled: 1 }).where('id', '=', id).execute()
}

/** Guests that no meeting knows any more: their links are worth nothing from now on. */
export async function disableLeftGuests(tx: Kysely<Schema>, guests: readonly AccountId[]): Promise<void> {
  for (const part of inParts([...new Set(guests)], CHUNK)) {
    await tx
      .updateTable('account')
      .set({ disabled: 1 })
      .where('id', 'in', part)
      .where('kind', '=', 'guest')
      .where((eb) =>
        eb.not(
          eb.exists(
            eb.selectFrom('meeting_guest').select('meeting_id').whereRef('meeting_guest.account_id', '=', 'account.id'),
          ),
        ),
      )
      .execute()
  }
}

/** All accounts of a unit are from now on those of another. */
export async function handOverAccounts(tx: Kysely<Schema>, from: UnitCode, to: UnitCode): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ unit_code: to, version: eb('version', '+', 1) }))
    .where('unit_code', '=', from)
    .execute()
}

/** Something that is shown with the account, and kept elsewhere, has changed: who edits it has to look again. */
export async function countAccountVersion(tx: Kysely<Schema>, id: AccountId): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setPassword(
  tx: Kysely<Schema>,
  id: AccountId,
  { passwordHash, mustChange }: { readonly passwordHash: string; readonly mustChange: boolean },
): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({
      password_hash: passwordHash,
      must_change_password: mustChange ? 1 : 0,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** @param subject "issuer sub" of an OpenID provider, which alone signs this account in */
export async function setOidcSubject(tx: Kysely<Schema>, id: AccountId, subject: string): Promise<void> {
  await tx.updateTable('account').set({ oidc_subject: subject }).where('id', '=', id).execute()
}

export async function setLastSignIn(tx: Kysely<Schema>, id: AccountId, now: number): Promise<void> {
  await tx.updateTable('account').set({ last_sign_in_at: now }).where('id', '=', id).execute()
}

/** Addresses of its calendar that were given out are worth nothing from now on. */
export async function renewFeedAddress(tx: Kysely<Schema>, id: AccountId): Promise<void> {
  await tx
    .updateTable('account')
    .set({ feed_generation: sql`feed_generation + 1` })
    .where('id', '=', id)
    .execute()
}

/** A secret that counts once it is confirmed. @returns false while the account has another that is */
export async function offerTotp(tx: Kysely<Schema>, id: AccountId, sealedSecret: string): Promise<boolean> {
  return changeIf(tx, id, { totp_secret: sealedSecret }, (eb) => eb('totp_confirmed_at', 'is', null))
}

/** @param step of the code that confirmed it; @param recoveryHashes of the codes on paper */
export async function confirmTotp(
  tx: Kysely<Schema>,
  id: AccountId,
  {
    step,
    recoveryHashes,
    now,
  }: { readonly step: number; readonly recoveryHashes: readonly string[]; readonly now: number },
): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({
      totp_confirmed_at: now,
      totp_last_step: step,
      recovery_codes: JSON.stringify(recoveryHashes),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** @returns false when a code of this step or a later one was used already */
export async function takeTotpStep(tx: Kysely<Schema>, id: AccountId, step: number): Promise<boolean> {
  return changeIf(tx, id, { totp_last_step: step }, (eb) => eb('totp_last_step', '<', step))
}

/**
 * One of two that come at once takes the code.
 * @param stored the column as it was read; @param left hashes of the codes that are left
 */
export async function takeRecoveryCode(
  tx: Kysely<Schema>,
  id: AccountId,
  stored: string,
  left: readonly string[],
): Promise<boolean> {
  return changeIf(tx, id, { recovery_codes: JSON.stringify(left) }, (eb) => eb('recovery_codes', '=', stored))
}

/** Takes the second factor off. */
export async function removeTotp(tx: Kysely<Schema>, id: AccountId): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ totp_secret: null, totp_confirmed_at: null, recovery_codes: '[]', version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Two callers may try at once, so the database itself compares: only one of them finds the row as it was. @returns false for the other */
async function changeIf(
  tx: Kysely<Schema>,
  id: AccountId,
  change: Updateable<Schema['account']>,
  condition: (eb: ExpressionBuilder<Schema, 'account'>) => Expression<SqlBool>,
): Promise<boolean> {
  const result = await tx.updateTable('account').set(change).where('id', '=', id).where(condition).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function rowOf(account: AccountEntry, now: number) {
  const {
    id,
    name,
    unitCode,
    passwordHash,
    kind = 'person',
    position = '',
    email = null,
    phone = '',
    mustChangePassword = false,
  } = account
  const login = kind === 'person' ? account.login.toLowerCase() : ''
  return {
    id,
    // Every login is there once; nobody can type one with a colon.
    login: kind === 'person' ? login : `${kind}:${id}`,
    name,
    unit_code: unitCode,
    password_hash: passwordHash,
    disabled: 0,
    created_at: now,
    kind,
    position,
    email,
    phone,
    search: searchOf({ name, login, position, email }),
    must_change_password: mustChangePassword ? 1 : 0,
  }
}

/** Text by which accounts are found and sorted: the name comes first. */
function searchOf({
  name,
  login,
  position,
  email,
}: {
  readonly name: string
  readonly login: string
  readonly position: string
  readonly email?: string | null | undefined
}): string {
  return foldText([name, login, position, email ?? ''].join(' '))
}
