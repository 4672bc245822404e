import { type Account, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import { SelfCheck } from '@diem-cau/signaling-contract/operations'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { AuditLog } from '../../audit/AuditLog.ts'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { sendData } from '../../office/files/sendData.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { SelfChecks } from './SelfChecks.ts'

export type SelfCheckRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly authenticate: Authenticate
  readonly selfChecks: SelfChecks
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** What is wrong with the servers, and an archive for who helps (SPEC 16.27). */
export const selfCheckRoutes: FastifyPluginAsyncZod<SelfCheckRoutesOptions> = async (app, options) => {
  const { db, audit, authenticate, selfChecks } = options

  /** @throws MeetingError `forbidden` */
  const requireServers = async (account: Account): Promise<void> => {
    const { servers } = await scopeFor(db, account, 'node.manage')
    if (!servers) throw new MeetingError('forbidden', 'node.manage at a topmost unit')
  }

  app.post(
    '/operations/self-check',
    {
      config: { cost: 20 },
      schema: {
        summary: 'Look at the servers themselves: what is wrong, the worst first',
        body: z.object({}),
        response: { 200: SelfCheck, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await requireServers(account)
      const check = await selfChecks.run()
      await inTransaction(db, (tx) =>
        audit.append(tx, { account, ip: request.ip }, { action: 'server.checked', unitCode: account.unit.code }),
      )
      return check
    },
  )

  app.get(
    '/operations/self-check/:checkId',
    {
      config: { cost: 5 },
      schema: {
        summary: 'The archive of such a look, without secrets',
        params: z.object({ checkId: RowId }),
        response: errors,
      },
    },
    async (request, reply) => {
      await requireServers(await authenticate(request))
      const archive = await selfChecks.archive(request.params.checkId)
      return sendData(reply, 'gz', 'chan-doan.tar.gz', archive)
    },
  )
}
