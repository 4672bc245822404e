import { ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { UpgradeNews } from '@diem-cau/signaling-contract/operations'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { UpgradeWatch } from './UpgradeWatch.ts'

export type UpgradeRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly authenticate: Authenticate
  readonly upgrades: UpgradeWatch
}

/** How far an upgrade is (SPEC 22.8). */
export const upgradeRoutes: FastifyPluginAsyncZod<UpgradeRoutesOptions> = async (app, options) => {
  const { db, authenticate, upgrades } = options

  app.get(
    '/operations/upgrade',
    {
      schema: {
        summary: 'How far an upgrade of the servers is, or what came of the last one of a day',
        response: { 200: UpgradeNews, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request) => {
      const { servers } = await scopeFor(db, await authenticate(request))
      if (!servers) throw new MeetingError('forbidden', 'operations.read at a topmost unit')
      return upgrades.look()
    },
  )
}
