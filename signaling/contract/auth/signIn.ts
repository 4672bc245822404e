/** Signing in, shared by the server and the web client. Errors are an ErrorBody. */
import { z } from 'zod'
import { AccountId } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { line, recorded, requiredLine, secretText } from '../text/text.ts'

/** A person with a login, the PC of a meeting room, a guest by link, a program that asks the API with a key. */
export const AccountKind = z.enum(['person', 'room', 'guest', 'machine'])
export type AccountKind = z.infer<typeof AccountKind>

export const Account = z.object({
  accountId: AccountId,
  kind: AccountKind,
  /** The login; empty for all but people. */
  login: recorded(),
  name: recorded(),
  unit: UnitRef,
})
export type Account = z.infer<typeof Account>

/** POST /api/sign-in. `code`: of the second factor, or a recovery code, after `totpRequired`. */
export const SignIn = z.object({
  login: requiredLine(100),
  password: secretText(1, 200),
  code: line(40).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** Answer of POST /api/sign-in and POST /api/token (which needs the refresh cookie). */
export const SignedIn = z.object({
  /** Short-lived; the client sends it as `Authorization: Bearer` and to the socket. */
  token: recorded(),
  /** Milliseconds since the epoch. */
  expiresAt: z.int(),
  account: Account,
  /** True after signing in with a first password: nothing else is allowed before it is changed. */
  mustChangePassword: z.boolean(),
})
export type SignedIn = z.infer<typeof SignedIn>
