import { ErrorBody, RowId } from '@diem-cau/signaling-contract'
import { ApiKey, ApiKeyList, ApiKeyMade, NewApiKey, OwnKey } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { WhichMachine } from '../../auth/authenticate.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { ApiKeys } from './ApiKeys.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Keys of programs, for administrators; no key makes or revokes another. */
export const apiKeyRoutes: FastifyPluginAsyncZod<OfficeContext & { readonly whichMachine: WhichMachine }> = async (
  app,
  { whichMachine, ...office },
) => {
  const { authenticate } = office
  const keys = new ApiKeys(office)

  app.get(
    '/keys',
    { schema: { summary: 'Keys of programs, the newest first', response: { 200: ApiKeyList, ...errors } } },
    async (request) => ({ keys: await keys.list(await authenticate(request)) }),
  )

  app.post(
    '/keys',
    {
      schema: {
        summary: 'A new key; it is told once',
        body: NewApiKey,
        response: { 200: ApiKeyMade, ...errors },
      },
    },
    async (request) => keys.create({ account: await authenticate(request), ip: request.ip }, request.body),
  )

  app.delete(
    '/keys/:keyId',
    {
      schema: {
        summary: 'Revoke a key, from the next request on',
        params: z.object({ keyId: RowId }),
        response: { 200: ApiKey, ...errors },
      },
    },
    async (request) => keys.revoke({ account: await authenticate(request), ip: request.ip }, request.params.keyId),
  )

  app.get(
    '/key',
    { schema: { summary: 'What the key of this request may', response: { 200: OwnKey, ...errors } } },
    async (request) => keys.own(await whichMachine(request)),
  )
}
