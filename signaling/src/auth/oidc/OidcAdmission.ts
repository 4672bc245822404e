import type { Account } from '@diem-cau/signaling-contract'
import type { MappedClaims, WrongClaims } from './mapClaims.ts'

/** The reason why somebody whom the provider let in stays out. */
export type OidcRefusal = 'disabled' | 'unit'

/** The office answers for its accounts when somebody signs in by a provider. */
export type OidcAdmission = {
  /**
   * The account of this subject, made at the first sign-in and brought up to date at each.
   * @param subject "issuer sub"
   */
  admit(subject: string, mapped: MappedClaims, ip: string): Promise<Account | OidcRefusal>
  /** The provider knows who it is; we do not let them in, and that is on record. */
  refuse(subject: string, wrong: WrongClaims, ip: string): Promise<void>
}
