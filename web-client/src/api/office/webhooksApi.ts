import {
  Delivery,
  DeliveryPage,
  Webhook,
  WebhookList,
  WebhookMade,
  type EditWebhook,
  type WebhookInput,
} from '@diem-cau/signaling-contract/office'
import { at, get, post, put, remove } from '../client/officeRequest.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Webhooks, and what was sent to them. */
export const webhooksApi = {
  add: (body: WebhookInput) => post('/api/webhooks', WebhookMade, body),
  edit: (webhookId: string, body: EditWebhook) => put(at('webhooks', webhookId), Webhook, body),
  remove: (webhookId: string) => remove(at('webhooks', webhookId)),
  renewSecret: (webhookId: string) => post(at('webhooks', webhookId, 'secret'), WebhookMade),
  test: (webhookId: string) => post(at('webhooks', webhookId, 'test'), Delivery),
  replay: (deliveryId: string) => post(at('webhooks', 'deliveries', deliveryId, 'replay'), Delivery),
}

export const webhookQueries = {
  list: query(['webhooks', 'list'], (signal) => get('/api/webhooks', WebhookList, {}, signal)),
  deliveries: (webhookId: string, state: Delivery['state'] | null) =>
    pagedQuery(['webhooks', 'deliveries', webhookId, state], (cursor, signal) =>
      get(at('webhooks', webhookId, 'deliveries'), DeliveryPage, { limit: 50, state, ...after(cursor) }, signal),
    ),
}
