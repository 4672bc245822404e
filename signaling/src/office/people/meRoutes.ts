import { ErrorBody } from '@diem-cau/signaling-contract'
import { Me } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actionsOf } from '../../domain/officePermissions.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { PersonStore } from './PersonStore.ts'

/** The signed-in account itself. */
export const meRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  const { whoIs, access, db } = office

  app.get(
    '/me',
    { schema: { summary: 'The signed-in account, and what it may do', response: { 200: Me, '4xx': ErrorBody, '5xx': ErrorBody } } },
    async (request) => {
      const { account, mustChangePassword, totpMissing } = await whoIs(request)
      const person = await new PersonStore(db).find(account.accountId)
      const { position = '', email = null, grants = [], totp = false } = person ?? {}
      const actions = actionsOf(await access.grantsOf(account.accountId))
      return { ...account, position, email, grants, actions, totp, totpWanted: totpMissing, mustChangePassword }
    },
  )
}
