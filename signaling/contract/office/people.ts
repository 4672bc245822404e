/**
 * Accounts.
 *   GET    /api/accounts                       PersonQuery -> PersonPage
 *   POST   /api/accounts                       NewPerson -> { person, password } (the first password, shown once)
 *   GET    /api/accounts/:accountId            -> Person
 *   PATCH  /api/accounts/:accountId            EditPerson -> Person
 *   POST   /api/accounts/:accountId/password   -> NewPassword: a new first password
 *   DELETE /api/accounts/:accountId/totp       second factor taken off
 *   GET    /api/accounts/:accountId/sign-ins   -> SignInList
 *   DELETE /api/accounts/:accountId/sign-ins   signed out everywhere
 *   POST   /api/accounts/import                ImportTable -> PeopleImportReport
 *     `peopleColumns`, with headings in either language or by their keys; roles as "secretary" or "Thư ký", or with units
 *     "secretary@o-mon;technician@o-mon"; position, email and phone may be left out, and leave what is there when empty
 *   POST   /api/accounts/import/passwords.xlsx   FirstPasswordList -> a workbook of what an import told
 *   GET    /api/accounts/export.xlsx, .csv     PersonQuery (without cursor, limit): as the import takes it
 *   GET    /api/accounts/template.xlsx, .csv   headings with an example; in the workbook also the codes of units and the words for roles
 * My own account:
 *   GET    /api/me                             -> Me
 *   POST   /api/me/password                    ChangePassword -> SignedIn
 *   POST   /api/me/totp                        -> TotpBegun;  POST /api/me/totp/confirm TotpCode -> RecoveryCodes
 *   DELETE /api/me/totp                        { password }
 *   GET    /api/me/sign-ins                    -> SignInList;  DELETE /api/me/sign-ins/:signInId
 * Sign-in (see api.ts): `totpRequired` asks for `code` with the next try: six digits or a recovery code.
 * A first password lets its owner do nothing but change it (`passwordChangeRequired`). Where the office demands a
 * second factor (`totpWanted`), who has none can do nothing but set it up (`totpSetupRequired`).
 *   GET    /api/oidc                           -> OidcInfo;  GET /api/oidc/start, /api/oidc/callback: redirects
 */
import { z } from 'zod'
import { Account } from '../auth/signIn.ts'
import { UnitCode } from '../core/ids.ts'
import { recorded, secretText } from '../text/text.ts'
import { Email, line, PageQuery, page, QueryFlag, requiredLine, Version } from './common.ts'
import { importLimits, ImportReport } from './imports.ts'
import { Action, Role, RoleGrant, RoleGrantInput } from './roles.ts'

/** Logins as people type them to sign in; kept in lower case. */
export const Login = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/))

export const Password = secretText(10, 200)

export const Person = Account.extend({
  /** Chức vụ. */
  position: recorded(),
  email: recorded().nullable(),
  phone: recorded(),
  grants: z.array(RoleGrant),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  totp: z.boolean(),
  lastSignInAt: z.int().nullable(),
  version: Version,
})
export type Person = z.infer<typeof Person>

/** `unit`: of this unit and those below it. */
export const PersonQuery = PageQuery.extend({
  unit: UnitCode.optional(),
  role: Role.optional(),
  disabled: QueryFlag.optional(),
})
export type PersonQuery = z.infer<typeof PersonQuery>
export const PersonPage = page(Person)
export type PersonPage = z.infer<typeof PersonPage>

export const NewPerson = z.object({
  login: Login,
  name: requiredLine(120),
  unitCode: UnitCode,
  position: line(120).default(''),
  email: Email.nullable().default(null),
  phone: line(30).default(''),
  grants: z.array(RoleGrantInput).min(1).max(20),
})
export type NewPerson = z.infer<typeof NewPerson>

export const EditPerson = NewPerson.omit({ login: true })
  .partial()
  .extend({ version: Version, disabled: z.boolean().optional() })
export type EditPerson = z.infer<typeof EditPerson>

export const NewPassword = z.object({ password: recorded() })
export const PersonMade = z.object({ person: Person, password: recorded() })
export type PersonMade = z.infer<typeof PersonMade>

/** An administrator hands this to somebody who has a new account. */
export const FirstPassword = z.object({
  login: recorded(),
  name: recorded(),
  unitName: recorded(),
  password: recorded(),
})
export type FirstPassword = z.infer<typeof FirstPassword>

/** The report has the first passwords of the accounts that were made: shown once. */
export const PeopleImportReport = ImportReport.extend({ passwords: z.array(FirstPassword) })
/** The same, to be made a workbook of: the server keeps no password, only the page has them. Of several imports at most. */
export const FirstPasswordList = z.object({
  passwords: z
    .array(z.object({ login: line(300), name: line(300), unitName: line(300), password: line(300) }))
    .min(1)
    .max(5 * importLimits.rows),
})
/** Columns of the list, in a workbook and a CSV alike. */
export const firstPasswordColumns = [
  'login',
  'name',
  'unitName',
  'password',
] as const satisfies readonly (keyof FirstPassword)[]
export type PeopleImportReport = z.infer<typeof PeopleImportReport>

/** `actions`: what the account may do at one unit at least; each request is decided on its own. */
export const Me = Account.extend({
  position: recorded(),
  email: recorded().nullable(),
  grants: z.array(RoleGrant),
  actions: z.array(Action),
  totp: z.boolean(),
  /** Its roles ask for a second factor. */
  totpWanted: z.boolean(),
  mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const ChangePassword = z.object({ current: secretText(1, 200), next: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

/** `secret` in Base32, `uri` (otpauth://) for the picture that an authenticator reads. */
export const TotpBegun = z.object({ secret: recorded(), uri: recorded() })
export type TotpBegun = z.infer<typeof TotpBegun>
export const TotpCode = z.object({ code: z.string().regex(/^\d{6}$/) })
export const RecoveryCodes = z.object({ recoveryCodes: z.array(recorded()) })

/** One sign-in: a browser that stays signed in until it is revoked or forgotten. */
export const SignInItem = z.object({
  signInId: recorded(),
  current: z.boolean(),
  method: z.enum(['password', 'oidc', 'room', 'guest']),
  device: recorded(),
  ip: recorded(),
  createdAt: z.int(),
  lastUsedAt: z.int(),
})
export type SignInItem = z.infer<typeof SignInItem>
export const SignInList = z.object({ signIns: z.array(SignInItem) })

export const OidcInfo = z.object({ enabled: z.boolean(), label: recorded() })
export type OidcInfo = z.infer<typeof OidcInfo>
