import { ErrorBody, MeetingError, RowId, secretText, SignedIn } from '@diem-cau/signaling-contract'
import {
  type AuditAction,
  ChangePassword,
  Me,
  RecoveryCodes,
  SignInList,
  TotpBegun,
  TotpCode,
} from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { actionsOf } from '../../domain/office/officePermissions.ts'
import type { SignedInAs, WhoIs } from '../../auth/authenticate.ts'
import type { PasswordSignIn } from '../../auth/PasswordSignIn.ts'
import { assertPassword } from '../../auth/passwordRules.ts'
import { hashPassword } from '../../auth/passwords.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { endSignIn, endSignIns, RefreshTokenStore, signInIdOf } from '../../auth/RefreshTokenStore.ts'
import type { Schema } from '../../db/schema.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { PersonStore } from './PersonStore.ts'
import { grantsOf } from '../access.ts'
import { removeTotp } from '../../auth/accountTable.ts'
import type { SecondFactor } from '../../auth/SecondFactor.ts'
import type { SignIns } from '../../auth/SignIns.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Signing in, for the account that is signed in. */
export type MeServices = {
  /** Serves the few requests that are open to somebody who must change a first password. */
  readonly whoIs: WhoIs
  readonly signIns: SignIns
  readonly passwordSignIn: PasswordSignIn
  readonly secondFactor: SecondFactor
}

/** The signed-in account itself. */
export const meRoutes: FastifyPluginAsyncZod<OfficeContext & MeServices> = async (app, office) => {
  const { whoIs, db, audit, clock, signIns, passwordSignIn, secondFactor } = office

  /** Rooms and guests have neither password nor second factor. */
  const personOf = async (request: FastifyRequest, { firstPassword = false } = {}): Promise<SignedInAs> => {
    const identity = await whoIs(request)
    if (identity.account.kind !== 'person') throw new MeetingError('forbidden', 'this is for people')
    if (identity.mustChangePassword && !firstPassword) throw new MeetingError('passwordChangeRequired')
    return identity
  }

  /** A change of the own account, and its record. */
  const change = <T>(
    request: FastifyRequest,
    { account }: SignedInAs,
    action: AuditAction,
    work: (tx: Kysely<Schema>) => Promise<T>,
  ): Promise<T> =>
    inTransaction(db, async (tx) => {
      const done = await work(tx)
      const subject = { type: 'account', id: account.accountId, name: account.name }
      await audit.append(tx, { account, ip: request.ip }, { action, subject, unitCode: account.unit.code })
      return done
    })

  app.get(
    '/me',
    { schema: { summary: 'The signed-in account, and what it may do', response: { 200: Me, ...errors } } },
    async (request) => {
      const { account, mustChangePassword, totpWanted, hasTotp } = await whoIs(request)
      const person = await new PersonStore(db).find(account.accountId)
      const { position = '', email = null, grants = [] } = person ?? {}
      const actions = actionsOf(await grantsOf(db, account.accountId))
      return { ...account, position, email, grants, actions, totp: hasTotp, totpWanted, mustChangePassword }
    },
  )

  app.post(
    '/me/password',
    {
      schema: {
        summary: 'Change the own password; signs out everywhere else',
        body: ChangePassword,
        response: { 200: SignedIn, ...errors },
      },
    },
    async (request, reply) => {
      const identity = await personOf(request, { firstPassword: true })
      const { account } = identity
      const { current, next } = request.body
      await passwordSignIn.confirm(account, current, { ip: request.ip, device: identity.family }, 'current')
      if (next.normalize('NFC') === current.normalize('NFC'))
        throw new MeetingError('weakPassword', 'the same as before', { field: 'next' })
      assertPassword(next, account)
      const passwordHash = await hashPassword(next)
      await change(request, identity, 'account.passwordChanged', async (tx) => {
        await new PersonStore(tx).setPassword(account.accountId, passwordHash, false)
        await endSignIns(tx, account.accountId, clock())
      })
      const signedIn = await signIns.begin(account, 'password', request, reply)
      signIns.announceEnded()
      return signedIn
    },
  )

  app.post(
    '/me/totp',
    { schema: { summary: 'Begin to set up a second factor', response: { 200: TotpBegun, ...errors } } },
    async (request) => {
      const { account } = await personOf(request)
      return secondFactor.begin(account.accountId, account.login)
    },
  )

  app.post(
    '/me/totp/confirm',
    {
      schema: {
        summary: 'Turn the second factor on with its first code; the recovery codes are told once',
        body: TotpCode,
        response: { 200: RecoveryCodes, ...errors },
      },
    },
    async (request) => {
      const identity = await personOf(request)
      const work = (tx: Kysely<Schema>) =>
        secondFactor.within(tx).confirm(identity.account.accountId, request.body.code, clock())
      return { recoveryCodes: await change(request, identity, 'account.totpSet', work) }
    },
  )

  app.delete(
    '/me/totp',
    {
      schema: {
        summary: 'Take the own second factor off',
        body: z.object({ password: secretText(1, 200) }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const identity = await personOf(request)
      await passwordSignIn.confirm(
        identity.account,
        request.body.password,
        { ip: request.ip, device: identity.family },
        'password',
      )
      await change(request, identity, 'account.totpRemoved', (tx) => removeTotp(tx, identity.account.accountId))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/me/sign-ins',
    { schema: { summary: 'Where I am signed in', response: { 200: SignInList, ...errors } } },
    async (request) => {
      const { account, family } = await personOf(request)
      const list = await new RefreshTokenStore(db).list(account.accountId, clock())
      const own = family === null ? null : signInIdOf(family)
      return { signIns: list.map((signIn) => ({ ...signIn, current: signIn.signInId === own })) }
    },
  )

  app.delete(
    '/me/sign-ins/:signInId',
    {
      schema: {
        summary: 'Sign out there, at once',
        params: z.object({ signInId: RowId }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const identity = await personOf(request)
      await change(request, identity, 'signIn.revoked', async (tx) => {
        const rows = await tx
          .selectFrom('sign_in')
          .select('family')
          .where('account_id', '=', identity.account.accountId)
          .where('revoked_at', 'is', null)
          .execute()
        const family = rows.find((row) => signInIdOf(row.family) === request.params.signInId)?.family
        if (family === undefined) throw new MeetingError('notFound')
        await endSignIn(tx, family, clock())
      })
      signIns.announceEnded()
      return reply.code(204).send(null)
    },
  )
}
