import { type Account, ErrorBody, MeetingError, RowId, type UnitCode } from '@diem-cau/signaling-contract'
import { EditGroup, Group, GroupList, NewGroup, Version } from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AuditActor } from '../../audit/AuditLog.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { mayAt, requireMay, scopeOf } from '../access.ts'
import { createGroup, deleteGroup, editGroup, listGroups, ownerOfGroup } from './groups.ts'

const params = z.object({ groupId: RowId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Saved lists of units, for whoever invites. */
export const groupRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  const { db, authenticate } = office

  /** A group of another office is not there. */
  const owner = async (request: FastifyRequest, groupId: string): Promise<AuditActor> => {
    const account = await authenticate(request)
    await scopeOf(db, account, 'group.manage')
    if (!(await mayAt(db, account, 'group.manage', await ownerOfGroup(db, groupId))))
      throw new MeetingError('notFound', `no group ${groupId}`)
    return { account, ip: request.ip }
  }
  const requireAt = async (account: Account, unitCode: UnitCode) => requireMay(db, account, 'group.manage', unitCode)

  app.get(
    '/groups',
    { schema: { summary: 'Saved groups of units', response: { 200: GroupList, ...errors } } },
    async (request) => ({
      groups: await listGroups(db, await scopeOf(db, await authenticate(request), 'group.manage')),
    }),
  )

  app.post(
    '/groups',
    { schema: { summary: 'Save a group of units', body: NewGroup, response: { 200: Group, ...errors } } },
    async (request) => {
      const account = await authenticate(request)
      await requireAt(account, request.body.ownerUnitCode)
      return createGroup(office, { account, ip: request.ip }, request.body)
    },
  )

  app.put(
    '/groups/:groupId',
    { schema: { summary: 'Edit a group', params, body: EditGroup, response: { 200: Group, ...errors } } },
    async (request) =>
      editGroup(office, await owner(request, request.params.groupId), request.params.groupId, request.body),
  )

  app.delete(
    '/groups/:groupId',
    {
      schema: {
        summary: 'Delete a group',
        params,
        querystring: z.object({ version: z.coerce.number().pipe(Version) }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      await deleteGroup(
        office,
        await owner(request, request.params.groupId),
        request.params.groupId,
        request.query.version,
      )
      return reply.code(204).send(null)
    },
  )
}
