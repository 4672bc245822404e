import { type Account, type AccountId, MeetingError } from '@diem-cau/signaling-contract'
import type { AuditAction, SignInReason } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { SecondFactor } from './SecondFactor.ts'
import { AccountStore } from './AccountStore.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { addressKey } from './limits/addressKey.ts'
import type { Counted, Limits, Tries } from './limits/Limits.ts'
import type { Waiter } from './FairQueue.ts'
import { verifyPassword } from './passwords.ts'
import { SignInLimiter, type TrySource } from './limits/SignInLimiter.ts'

/** So many wrong codes may follow the right password. Only somebody who knows the password can make the owner wait this way. */
const CODES_PER_ACCOUNT = 8

export type PasswordSignInOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly secondFactor: SecondFactor
  readonly limits: Limits
  readonly clock: () => number
}

/** Somebody who was let in by password; `factor` is for the audit log. */
export type Admitted = { readonly account: Account; readonly factor: 'none' | 'totp' | 'recovery' }

/** Decides whether a login, a password and maybe a code are right, slowly enough for guessing to be hopeless. */
export class PasswordSignIn {
  readonly #options: PasswordSignInOptions
  readonly #passwords: SignInLimiter
  readonly #codes: Tries

  constructor(options: PasswordSignInOptions) {
    this.#options = options
    this.#passwords = new SignInLimiter(options.limits)
    this.#codes = options.limits.tries('code')
  }

  /**
   * @param code of the second factor; asked for once the password is right
   * @throws MeetingError `wrongCredentials`, `tooManyTries`, `totpRequired`, `wrongCode`, `rateLimited`
   */
  async admit(typed: { login: string; password: string; code: string | null }, source: TrySource): Promise<Admitted> {
    const found = await this.#credentials(typed.login, typed.password, source)
    if (found.totpSecret === null) return { account: found.account, factor: 'none' }
    if (typed.code === null) {
      // Somebody knows the password: the owner is to find out, also when no code ever comes.
      await this.#record('signIn.codeAsked', found.account, source, {})
      throw new MeetingError('totpRequired', 'the second factor is asked for', { field: 'code' })
    }
    return { account: found.account, factor: await this.#code(found.account, typed.code, source) }
  }

  /** Asks for the password again, of somebody who is signed in. @throws MeetingError `wrongCredentials`, `tooManyTries`, `signInElsewhere` */
  async confirm({ login, accountId }: Account, password: string, source: TrySource, field: string): Promise<void> {
    const own = await new AccountStore(this.#options.db).credentials(accountId)
    if (!own || own.passwordHash === '') throw new MeetingError('signInElsewhere', 'this account has no password')
    try {
      await this.#credentials(login, password, source)
    } catch (error) {
      if (error instanceof MeetingError && error.code === 'wrongCredentials')
        throw new MeetingError('wrongCredentials', 'wrong password', { field })
      throw error
    }
  }

  async #credentials(login: string, password: string, source: TrySource) {
    // The try is counted before the slow part, so that many at once do not all slip through.
    const retryAfterSec = await this.#passwords.take(login, source)
    if (retryAfterSec > 0) throw new MeetingError('tooManyTries', 'too many wrong tries', { retryAfterSec })
    const found = await new AccountStore(this.#options.db).findByLogin(login)
    if (!(await verifyPassword(password, found?.passwordHash ?? null, waiterOf(source))) || !found) {
      await this.#refused(found?.account ?? null, source, 'wrongPassword')
      throw new MeetingError('wrongCredentials')
    }
    await this.#passwords.forgive(login, source)
    return found
  }

  async #code(account: Account, code: string, source: TrySource): Promise<'totp' | 'recovery'> {
    const { secondFactor, clock } = this.#options
    const counted = codeKey(account.accountId, source)
    const retryAfterSec = await this.#codes.take(counted)
    if (retryAfterSec > 0) throw new MeetingError('tooManyTries', 'too many wrong codes', { retryAfterSec })
    const factor = await secondFactor.check(account.accountId, code, clock())
    if (factor === null) {
      await this.#refused(account, source, 'wrongCode')
      throw new MeetingError('wrongCode', 'wrong code', { field: 'code' })
    }
    await this.#codes.takeBack(counted)
    return factor
  }

  /** Records the refusal with the account that was tried. The typed login is left out, because it might be a password. */
  #refused(account: Account | null, source: TrySource, reason: SignInReason): Promise<void> {
    return this.#record('signIn.refused', account, source, { reason: account ? reason : 'unknownLogin' })
  }

  async #record(
    action: AuditAction,
    account: Account | null,
    { ip }: TrySource,
    details: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { db, audit } = this.#options
    await inTransaction(db, (tx) =>
      audit.append(
        tx,
        { account: null, ip },
        {
          action,
          ...(account
            ? { subject: { type: 'account', id: account.accountId, name: account.name }, unitCode: account.unit.code }
            : {}),
          details,
        },
      ),
    )
  }
}

function waiterOf({ ip, device }: TrySource): Waiter {
  return device === null ? { key: addressKey(ip), isKnown: false } : { key: device, isKnown: true }
}

function codeKey(accountId: AccountId, { device }: TrySource): Counted[] {
  return [[device === null ? accountId : `${accountId} ${device}`, CODES_PER_ACCOUNT]]
}
