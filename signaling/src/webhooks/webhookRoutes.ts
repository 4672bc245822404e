import { randomBytes } from 'node:crypto'
import { type Account, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import {
  type AuditAction,
  type AuditField,
  Delivery,
  DeliveryPage,
  DeliveryQuery,
  EditWebhook,
  Webhook,
  WebhookInput,
  WebhookList,
  WebhookMade,
} from '@diem-cau/signaling-contract/office'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Sealer } from '../auth/Sealer.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { mayAt, requireMay, scopeOf } from '../office/access.ts'
import type { OfficeContext } from '../office/OfficeContext.ts'
import type { MayReach } from './mayReach.ts'
import { sealedFor } from './sealedFor.ts'
import { newSecret } from './signMessage.ts'
import type { Webhooks } from './Webhooks.ts'
import type { WebhookRow } from './WebhookStore.ts'

export type WebhookRoutesOptions = OfficeContext & {
  readonly webhooks: Pick<Webhooks, 'store' | 'deliveries' | 'worker'>
  readonly sealer: Sealer
  readonly mayReach: MayReach
}

/** Webhooks of one unit: each is told everything, for good. */
const MOST_AT_UNIT = 20
/** The secret before signs so long beside the new one, in milliseconds. */
const OLD_SECRET_MS = 24 * 60 * 60_000

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const params = z.object({ webhookId: RowId })
const config = { scope: 'webhooks.manage' } as const

/** Webhooks and their deliveries (SPEC 17). */
export const webhookRoutes: FastifyPluginAsyncZod<WebhookRoutesOptions> = async (app, options) => {
  const { db, clock, audit, authenticate, webhooks, sealer, mayReach } = options
  const { store, deliveries, worker } = webhooks

  /** One that the account manages. @throws MeetingError `notFound`, also for one elsewhere */
  const managed = async (account: Account, webhookId: string): Promise<WebhookRow> => {
    const webhook = await store.find(webhookId)
    if (!webhook || !(await mayAt(db, account, 'integration.manage', webhook.unit_code)))
      throw new MeetingError('notFound', 'no such webhook')
    return webhook
  }
  const shown = async (webhookId: string): Promise<Webhook> => {
    const [webhook] = await store.shown({ webhookId })
    if (!webhook) throw new MeetingError('notFound', 'no such webhook')
    return webhook
  }
  const onRecord = (
    tx: Kysely<Schema>,
    account: Account,
    request: FastifyRequest,
    action: AuditAction,
    { id, name, unit_code }: Pick<WebhookRow, 'id' | 'name' | 'unit_code'>,
    details: Partial<Record<AuditField, unknown>> = {},
  ) =>
    audit.append(
      tx,
      { account, ip: request.ip },
      { action, subject: { type: 'webhook', id, name }, unitCode: unit_code, details },
    )

  app.get(
    '/webhooks',
    { config, schema: { summary: 'Webhooks, by name', response: { 200: WebhookList, ...errors } } },
    async (request) => {
      const scope = await scopeOf(db, await authenticate(request), 'integration.manage')
      return { webhooks: await store.shown({ scope }) }
    },
  )

  app.post(
    '/webhooks',
    {
      config,
      schema: {
        summary: 'A new webhook; its secret is told once',
        body: WebhookInput,
        response: { 200: WebhookMade, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { unitCode, name, url, events } = request.body
      checkUrl(url, mayReach)
      const secret = newSecret()
      const id = `hook.${randomBytes(9).toString('base64url')}`
      await inTransaction(db, async (tx) => {
        await requireMay(tx, account, 'integration.manage', unitCode)
        if ((await store.countAt(tx, unitCode)) >= MOST_AT_UNIT)
          throw new MeetingError('badRequest', `a unit has ${MOST_AT_UNIT} webhooks at most`)
        const webhook = { id, name, url, unit_code: unitCode, events: distinct(events), created_at: clock() }
        await store.add(tx, { ...webhook, sealed_secret: sealer.seal(secret, sealedFor(id)) })
        await onRecord(tx, account, request, 'webhook.created', webhook, { url: shownUrl(url), events })
      })
      return { webhook: await shown(id), secret }
    },
  )

  app.put(
    '/webhooks/:webhookId',
    {
      config,
      schema: {
        summary: 'Edit a webhook, switch it off or on',
        params,
        body: EditWebhook,
        response: { 200: Webhook, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const before = await managed(account, request.params.webhookId)
      const { version, name, url, events, enabled } = request.body
      checkUrl(url, mayReach)
      await inTransaction(db, async (tx) => {
        if (!(await store.edit(tx, before, { name, url, events: distinct(events), enabled }, version, clock())))
          throw new MeetingError('editConflict', 'the webhook was changed meanwhile')
        await onRecord(
          tx,
          account,
          request,
          'webhook.edited',
          { ...before, name },
          {
            ...(url === before.url ? {} : { url: [shownUrl(before.url), shownUrl(url)] }),
            ...(enabled === (before.enabled === 1) ? {} : { enabled: [!enabled, enabled] }),
            events,
          },
        )
      })
      return shown(before.id)
    },
  )

  app.delete(
    '/webhooks/:webhookId',
    {
      config,
      schema: {
        summary: 'Remove a webhook and its deliveries',
        params,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const account = await authenticate(request)
      const webhook = await managed(account, request.params.webhookId)
      await inTransaction(db, async (tx) => {
        await deliveries.removeOf(tx, webhook.id)
        await store.remove(tx, webhook.id)
        await onRecord(tx, account, request, 'webhook.removed', webhook, { url: shownUrl(webhook.url) })
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/webhooks/:webhookId/secret',
    {
      config,
      schema: {
        summary: 'Another secret; the old one signs beside it for a day',
        params,
        response: { 200: WebhookMade, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const webhook = await managed(account, request.params.webhookId)
      const secret = newSecret()
      await inTransaction(db, async (tx) => {
        const sealed = sealer.seal(secret, sealedFor(webhook.id))
        await store.renewSecret(tx, webhook, sealed, clock() + OLD_SECRET_MS)
        await onRecord(tx, account, request, 'webhook.secretRenewed', webhook)
      })
      return { webhook: await shown(webhook.id), secret }
    },
  )

  app.post(
    '/webhooks/:webhookId/test',
    {
      config,
      schema: {
        summary: 'Send a made-up event, to see whether it arrives',
        params,
        response: { 200: Delivery, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const webhook = await managed(account, request.params.webhookId)
      const now = clock()
      const source = `test ${randomBytes(12).toString('hex')}`
      const data = { webhookId: webhook.id, name: webhook.name, askedBy: account.name }
      const [deliveryId = ''] = await inTransaction(db, async (tx) => {
        const ids = await deliveries.add(tx, { source, kind: 'test', at: now, data }, [webhook.id], now)
        await onRecord(tx, account, request, 'webhook.tested', webhook)
        return ids
      })
      return begun(deliveryId)
    },
  )

  app.get(
    '/webhooks/:webhookId/deliveries',
    {
      config,
      schema: {
        summary: 'What was sent, and what became of it, the newest first',
        params,
        querystring: DeliveryQuery,
        response: { 200: DeliveryPage, ...errors },
      },
    },
    async (request) => {
      const webhook = await managed(await authenticate(request), request.params.webhookId)
      return deliveries.list(webhook.id, request.query)
    },
  )

  app.post(
    '/webhooks/deliveries/:deliveryId/replay',
    {
      config,
      schema: {
        summary: 'Send the same event once more',
        params: z.object({ deliveryId: RowId }),
        response: { 200: Delivery, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const delivery = await deliveries.find(request.params.deliveryId)
      if (!delivery) throw new MeetingError('notFound', 'no such delivery')
      const webhook = await managed(account, delivery.webhookId)
      const deliveryId = await inTransaction(db, async (tx) => {
        const id = await deliveries.replay(tx, delivery, clock())
        await onRecord(tx, account, request, 'webhook.replayed', webhook)
        return id
      })
      return begun(deliveryId)
    },
  )

  /** It is on its way when this answers. */
  async function begun(deliveryId: string): Promise<Delivery> {
    void worker.claimDue()
    const delivery = await deliveries.find(deliveryId)
    if (!delivery) throw new MeetingError('notFound', 'no such delivery')
    return delivery
  }
}

/** What can be told without looking a name up; the rest is decided each time that it is sent. @throws MeetingError `badRequest` */
function checkUrl(url: string, mayReach: MayReach): void {
  const { protocol, hostname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(host, protocol === 'https:'))
    throw new MeetingError('badRequest', 'this address may not be reached: see DIEM_CAU_WEBHOOK_NETWORKS', {
      field: 'url',
    })
}

/** An address may have a secret in its path or query: on record is only where it leads. */
const shownUrl = (url: string): string => new URL(url).origin

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]
