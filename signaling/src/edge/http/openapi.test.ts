import { ApiKeyMade } from '@diem-cau/signaling-contract/office'
import createClient from 'openapi-fetch'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { paths } from '../../testing/api/paths.d.ts'
import { bodyOf, type City, startCity } from '../../testing/startCity.ts'

const DAY = 86_400_000
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The part of the description that programs may use: operations that a scope opens, and what a key may. */
async function forPrograms(city: City): Promise<OpenAPI3> {
  const document = z
    .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))) })
    .parse(await (await fetch(`${city.url}/api/openapi.json`)).json())
  const open = Object.entries(document.paths).flatMap(([path, methods]) => {
    const kept = METHODS.flatMap((method) => {
      const operation = methods[method]
      return operation && ('x-scope' in operation || path === '/api/key') ? [[method, operation] as const] : []
    })
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const]
  })
  return { ...document, paths: Object.fromEntries(open) } as unknown as OpenAPI3
}

test('17.11 the types of the client in the repository are those of the API (vitest -u writes them anew)', async () => {
  const city = await startCity()
  const document = await forPrograms(city)
  expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(20)
  await expect(astToString(await openapiTS(document))).toMatchFileSnapshot('../../testing/api/paths.d.ts')
})

test('17.11 a program goes its ways with a key and a client that was made from the description', async () => {
  const city = await startCity()
  const { secret } = bodyOf(
    ApiKeyMade,
    await city.as('cityadmin', 'POST', '/keys', {
      name: 'Phần mềm văn thư',
      unitCode: 'tp',
      grants: [
        { role: 'secretary', unitCode: 'tp.bac' },
        { role: 'itAdmin', unitCode: 'tp' },
      ],
      scopes: ['meetings.read', 'meetings.plan', 'operations.read', 'webhooks.manage', 'units.read'],
      expiresAt: Date.now() + 30 * DAY,
    }),
  )
  const client = createClient<paths>({ baseUrl: city.url, headers: { authorization: `Bearer ${secret}` } })

  const own = await client.GET('/api/key')
  expect(own.data?.scopes).toContain('meetings.plan')

  const startsAt = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 2 * DAY
  const planned = await client.POST('/api/schedule/meetings', {
    body: {
      draft: false,
      plan: {
        title: 'Giao ban tháng 12',
        hostUnitCode: 'tp.bac',
        chairId: 'a.bacchair',
        startsAt,
        endsAt: startsAt + 3_600_000,
        invite: [{ type: 'unit', code: 'tp.bac.mot' }],
        settings: {},
      },
    },
  })
  expect(planned.error).toBeUndefined()
  const meetingId = planned.data?.meetingId ?? ''
  const read = await client.GET('/api/schedule/meetings/{meetingId}', { params: { path: { meetingId } } })
  expect(read.data).toMatchObject({ title: 'Giao ban tháng 12', phase: 'scheduled' })
  const calendar = await client.GET('/api/schedule/meetings', { params: { query: { q: 'giao ban' } } })
  expect(calendar.data?.items.map((item) => item.meetingId)).toContain(meetingId)

  const resources = await client.GET('/api/operations/resources', { params: { query: { from: Date.now() - DAY } } })
  expect(resources.data?.resources).toBeInstanceOf(Array)
  const alerts = await client.GET('/api/operations/alerts', { params: { query: { state: 'all' } } })
  expect(alerts.data?.alerts).toBeInstanceOf(Array)

  const made = await client.POST('/api/webhooks', {
    body: { name: 'Văn thư', url: 'https://localhost:9/nhan', unitCode: 'tp', events: ['meeting.started'] },
  })
  const webhookId = made.data?.webhook.webhookId ?? ''
  expect(made.data?.secret).toMatch(/^whsec_/)
  const tried = await client.POST('/api/webhooks/{webhookId}/test', { params: { path: { webhookId } } })
  const deliveryId = tried.data?.deliveryId ?? ''
  const again = await client.POST('/api/webhooks/deliveries/{deliveryId}/replay', { params: { path: { deliveryId } } })
  expect(again.data).toMatchObject({ event: 'test', isReplay: true, messageId: tried.data?.messageId })
  const deliveries = await client.GET('/api/webhooks/{webhookId}/deliveries', { params: { path: { webhookId } } })
  expect(deliveries.data?.total).toBe(2)

  // What its scopes do not have is refused, in the words of the description.
  const refused = await client.GET('/api/minutes/{meetingId}', { params: { path: { meetingId } } })
  expect(refused.error).toMatchObject({ code: 'forbidden' })
})
