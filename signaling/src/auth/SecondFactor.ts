import { createHash, randomInt } from 'node:crypto'
import { type AccountId, MeetingError } from '@diem-cau/signaling-contract'
import type { TotpBegun } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import { confirmTotp, offerTotp, takeRecoveryCode, takeTotpStep } from './accountTable.ts'
import type { Sealer } from './Sealer.ts'
import type { Schema } from '../db/schema.ts'

/** RFC 6238 as every authenticator has it. */
const PERIOD_MS = 30_000
/** Steps before and after that are taken too: clocks of phones differ. */
const WINDOW = 1
const SECRET_BYTES = 20

const RECOVERY_CODES = 10
/** The alphabet lacks letters and digits that look alike. 10 of 29: 48 bits each, and few tries. */
const ALPHABET = 'abcdefghjkmnpqrstwxyz23456789'
const RECOVERY_LENGTH = 10

const ISSUER = 'Điểm Cầu'
const Hashes = z.array(z.string())

/** Time-based codes of an authenticator, and codes on paper for when the phone is lost. */
export class SecondFactor {
  readonly #db: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(db: Kysely<Schema>, sealer: Sealer) {
    this.#db = db
    this.#sealer = sealer
  }

  /** The same, as part of a transaction. */
  within(tx: Kysely<Schema>): SecondFactor {
    return new SecondFactor(tx, this.#sealer)
  }

  /** A new secret; it counts from `confirm` on. @throws MeetingError `forbidden` while there is another */
  async begin(id: AccountId, login: string): Promise<TotpBegun> {
    const secret = new Secret({ size: SECRET_BYTES })
    if (!(await offerTotp(this.#db, id, this.#sealer.seal(secret.base32, id))))
      throw new MeetingError('forbidden', 'take the present second factor off first')
    return { secret: secret.base32, uri: totpOf(secret.base32, login).toString() }
  }

  /** The authenticator has it: from now on it is asked for. The recovery codes, told once. @throws MeetingError `wrongCode` */
  async confirm(id: AccountId, code: string, now: number): Promise<string[]> {
    const row = await this.#db
      .selectFrom('account')
      .select(['totp_secret', 'totp_confirmed_at'])
      .where('id', '=', id)
      .executeTakeFirst()
    const step =
      row?.totp_secret && row.totp_confirmed_at === null ? this.#stepOf(id, row.totp_secret, code, now) : null
    if (step === null) throw new MeetingError('wrongCode', 'wrong code', { field: 'code' })
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode)
    await confirmTotp(this.#db, id, { step, recoveryHashes: codes.map((text) => hashOf(id, text)), now })
    return codes
  }

  /** Checks a code; each is right once. `recovery`: it was one of the paper. */
  async check(id: AccountId, code: string, now: number): Promise<'totp' | 'recovery' | null> {
    const row = await this.#db
      .selectFrom('account')
      .select(['totp_secret', 'totp_confirmed_at', 'recovery_codes'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row || row.totp_secret === null || row.totp_confirmed_at === null) return null
    const typed = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
    if (/^\d{6}$/.test(typed)) {
      const step = this.#stepOf(id, row.totp_secret, typed, now)
      return step !== null && (await takeTotpStep(this.#db, id, step)) ? 'totp' : null
    }
    const left = Hashes.parse(JSON.parse(row.recovery_codes))
    const hash = hashOf(id, typed)
    if (!left.includes(hash)) return null
    const others = left.filter((other) => other !== hash)
    return (await takeRecoveryCode(this.#db, id, row.recovery_codes, others)) ? 'recovery' : null
  }

  #stepOf(id: AccountId, sealed: string, code: string, now: number): number | null {
    const delta = totpOf(this.#sealer.unseal(sealed, id), '').validate({ token: code, timestamp: now, window: WINDOW })
    return delta === null ? null : Math.floor(now / PERIOD_MS) + delta
  }
}

function totpOf(base32: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(base32),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_MS / 1000,
  })
}

/** "k7mpq-4d92r" */
function recoveryCode(): string {
  const text = Array.from({ length: RECOVERY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

function hashOf(id: AccountId, code: string): string {
  return createHash('sha256')
    .update(`${id} ${code.replaceAll('-', '')}`)
    .digest('base64url')
}
