import { ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import {
  EventsQuery,
  History,
  HistoryQuery,
  OperationEventList,
  ResourceKind,
  ResourceList,
  ResourcesQuery,
} from '@diem-cau/signaling-contract/operations'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { scopeCondition, scopeOf } from '../../office/access.ts'
import type { EventStore } from '../events/EventStore.ts'
import { sees } from '../feed/Scope.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { ResourceStore } from '../journal/ResourceStore.ts'
import type { HistoryReader } from './HistoryReader.ts'
import { pastResources } from './pastResources.ts'

export type OperationsRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly clock: () => number
  readonly authenticate: Authenticate
  readonly resources: ResourceStore
  readonly history: HistoryReader
  readonly events: EventStore
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** What was: figures, events, and what there was to measure (SPEC 16.7). */
export const operationsRoutes: FastifyPluginAsyncZod<OperationsRoutesOptions> = async (app, options) => {
  const { db, clock, authenticate, resources, history, events } = options

  app.get(
    '/operations/history',
    {
      config: { scope: 'operations.read' },
      schema: {
        summary: 'Figures of one resource over a time, for a chart',
        querystring: HistoryQuery,
        response: { 200: History, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const scope = await scopeFor(db, account)
      const { resource, from, to, points } = request.query
      const known = await resources.find(resource)
      const kind = ResourceKind.safeParse(known?.kind)
      if (!known || !kind.success) throw new MeetingError('notFound', 'nothing of that name was ever measured')
      const may = kind.data === 'endpoint' ? sees(scope, known.unit_code, known.facts.hostUnit) : scope.servers
      if (!may) throw new MeetingError('forbidden', `operations.read of ${resource}`)
      return history.read({ resource, id: known.id, kind: kind.data, from, to, points }, clock())
    },
  )

  app.get(
    '/operations/events',
    {
      config: { scope: 'operations.read' },
      schema: {
        summary: 'What happened to a resource, in a meeting, at a unit, or anywhere',
        querystring: EventsQuery,
        response: { 200: OperationEventList, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const scope = await scopeOf(db, account, 'operations.read')
      const within = await scopeCondition(db, scope)
      const { to = clock(), ...filter } = request.query
      return events.list({ ...filter, to }, (eb) => within(eb.ref('unit_code')))
    },
  )

  app.get(
    '/operations/resources',
    {
      config: { scope: 'operations.read' },
      schema: {
        summary: 'What there was to measure in a time',
        querystring: ResourcesQuery,
        response: { 200: ResourceList, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      return { resources: await pastResources(db, request.query, await scopeFor(db, account)) }
    },
  )
}
