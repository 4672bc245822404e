import { AccountId, ErrorBody, localDate } from '@diem-cau/signaling-contract'
import {
  EditPerson,
  FirstPasswordList,
  ImportTable,
  NewPassword,
  NewPerson,
  PeopleImportReport,
  Person,
  PersonMade,
  PersonPage,
  PersonQuery,
  SignInList,
} from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { RefreshTokenStore } from '../../auth/RefreshTokenStore.ts'
import { MAX_IMPORT_BYTES } from '../tables/importSource.ts'
import { sendData } from '../files/sendData.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { exportPeople, peopleTemplate } from './exportPeople.ts'
import { importPeople } from './importPeople.ts'
import { passwordFile } from './passwordFile.ts'
import { type Admin, People, type PeopleContext } from './People.ts'
import { scopeOf } from '../access.ts'
import { PersonStore } from './PersonStore.ts'

const params = z.object({ accountId: AccountId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Accounts, for administrators. */
export const peopleRoutes: FastifyPluginAsyncZod<OfficeContext & PeopleContext> = async (app, office) => {
  const { authenticate, audit, db, clock } = office
  const people = new People(office)
  const adminOf = async (request: FastifyRequest): Promise<Admin> => ({
    account: await authenticate(request),
    ip: request.ip,
  })

  app.get(
    '/accounts',
    {
      schema: {
        summary: 'Accounts of people, by name',
        querystring: PersonQuery,
        response: { 200: PersonPage, ...errors },
      },
    },
    async (request) => {
      const scope = await scopeOf(db, await authenticate(request), 'account.read')
      return new PersonStore(db).list(request.query, scope)
    },
  )

  app.post(
    '/accounts',
    {
      schema: {
        summary: 'A new account; its first password is told once',
        body: NewPerson,
        response: { 200: PersonMade, ...errors },
      },
    },
    async (request) => people.create(await adminOf(request), request.body),
  )

  app.post(
    '/accounts/import',
    {
      config: { cost: 40 },
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        summary: 'People of a table: all rows or none; first passwords are told once',
        body: ImportTable,
        response: { 200: PeopleImportReport, ...errors },
      },
    },
    async (request) => importPeople(office, await adminOf(request), request.body),
  )

  app.post(
    '/accounts/import/passwords.xlsx',
    {
      config: { cost: 20 },
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        summary: 'The first passwords of an import as a workbook; nothing of them is kept',
        body: FirstPasswordList,
        response: errors,
      },
    },
    async (request, reply) => {
      await scopeOf(db, await authenticate(request), 'account.manage')
      return sendData(reply, 'xlsx', 'mat-khau-lan-dau.xlsx', await passwordFile(request.body.passwords))
    },
  )

  for (const kind of ['xlsx', 'csv'] as const) {
    app.get(
      `/accounts/export.${kind}`,
      {
        config: { cost: 20 },
        schema: {
          summary: `Accounts as ${kind}, as the import takes them`,
          querystring: PersonQuery.omit({ cursor: true, limit: true }),
          response: errors,
        },
      },
      async (request, reply) => {
        const admin = await adminOf(request)
        const { file, rows } = await exportPeople(
          db,
          await scopeOf(db, admin.account, 'account.manage'),
          request.query,
          kind,
        )
        await audit.append(db, admin, { action: 'account.exported', details: { rows } })
        return sendData(reply, kind, `nguoi-dung-${localDate(clock())}.${kind}`, file)
      },
    )

    app.get(
      `/accounts/template.${kind}`,
      { config: { cost: 5 }, schema: { summary: `A ${kind} file to fill in for the import`, response: errors } },
      async (request, reply) => {
        const account = await authenticate(request)
        await scopeOf(db, account, 'account.manage')
        return sendData(reply, kind, `mau-nguoi-dung.${kind}`, await peopleTemplate(db, account.unit.code, kind))
      },
    )
  }

  app.get(
    '/accounts/:accountId',
    { schema: { summary: 'One account', params, response: { 200: Person, ...errors } } },
    async (request) => people.visible(await adminOf(request), request.params.accountId),
  )

  app.patch(
    '/accounts/:accountId',
    {
      schema: {
        summary: 'Edit an account, its roles too',
        params,
        body: EditPerson,
        response: { 200: Person, ...errors },
      },
    },
    async (request) => people.edit(await adminOf(request), request.params.accountId, request.body),
  )

  app.post(
    '/accounts/:accountId/password',
    {
      schema: {
        summary: 'A new first password; signs the account out everywhere',
        params,
        response: { 200: NewPassword, ...errors },
      },
    },
    async (request) => ({ password: await people.resetPassword(await adminOf(request), request.params.accountId) }),
  )

  app.delete(
    '/accounts/:accountId/totp',
    { schema: { summary: 'Take the second factor off', params, response: { 204: z.null(), ...errors } } },
    async (request, reply) => {
      await people.removeTotp(await adminOf(request), request.params.accountId)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/accounts/:accountId/sign-ins',
    { schema: { summary: 'Where the account is signed in', params, response: { 200: SignInList, ...errors } } },
    async (request) => {
      const { accountId } = await people.requireManaged(await adminOf(request), request.params.accountId)
      const signIns = await new RefreshTokenStore(db).list(accountId, clock())
      return { signIns: signIns.map((signIn) => ({ ...signIn, current: false })) }
    },
  )

  app.delete(
    '/accounts/:accountId/sign-ins',
    { schema: { summary: 'Sign the account out everywhere', params, response: { 204: z.null(), ...errors } } },
    async (request, reply) => {
      await people.endSignIns(await adminOf(request), request.params.accountId)
      return reply.code(204).send(null)
    },
  )
}
