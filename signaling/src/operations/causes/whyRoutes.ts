import { ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { Why, WhyQuery } from '@diem-cau/signaling-contract/operations'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { sees } from '../feed/Scope.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { ResourceStore } from '../journal/ResourceStore.ts'
import type { EvidenceReader } from './EvidenceReader.ts'
import { whyOf } from './whyOf.ts'

export type WhyRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly clock: () => number
  readonly authenticate: Authenticate
  readonly resources: ResourceStore
  readonly evidence: EvidenceReader
}

/** What has gone for so long is not how it is now, milliseconds. */
const JUST_GONE_MS = 3000
/** What is looked at when it is asked now, and before and after a moment, milliseconds. A person says when to a minute. */
const NOW_MS = 20_000
const BEFORE_MS = 30_000
const AFTER_MS = 60_000

/** Why it was bad at a room (SPEC 16.20). */
export const whyRoutes: FastifyPluginAsyncZod<WhyRoutesOptions> = async (app, options) => {
  const { db, clock, authenticate, resources, evidence } = options

  app.get(
    '/operations/why',
    {
      config: { cost: 2 },
      schema: {
        summary: 'The most likely causes of what a room had, with what shows them',
        querystring: WhyQuery,
        response: { 200: Why, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const scope = await scopeFor(db, account)
      const { resource, at, about = null, what = null } = request.query
      const room = await resources.find(resource)
      if (!room || room.kind !== 'endpoint')
        throw new MeetingError('notFound', 'no room of that name was ever measured')
      if (!sees(scope, room.unit_code, room.facts.hostUnit))
        throw new MeetingError('forbidden', `operations.read of ${resource}`)
      const now = clock()
      const window =
        at === undefined || at > now
          ? { from: now - NOW_MS, to: now, foundFrom: now - JUST_GONE_MS }
          : { from: at - BEFORE_MS, to: Math.min(at + AFTER_MS, now), foundFrom: at - BEFORE_MS }
      const isComplaint = what !== null
      return whyOf(await evidence.gather({ room, about, isComplaint, ...window }, now), what, scope)
    },
  )
}
