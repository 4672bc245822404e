/**
 * Webhooks: what happens here is told to other programs of the office, signed, until they have it (SPEC 17). A request is a POST as
 * Standard Webhooks has it (https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`, and a WebhookMessage.
 *   GET    /api/webhooks                          -> WebhookList
 *   POST   /api/webhooks                          WebhookInput -> WebhookMade: its secret, shown once
 *   PUT    /api/webhooks/:webhookId               EditWebhook -> Webhook
 *   DELETE /api/webhooks/:webhookId               with its deliveries
 *   POST   /api/webhooks/:webhookId/secret        -> WebhookMade: another secret; the old one signs beside it for a day
 *   POST   /api/webhooks/:webhookId/test          -> Delivery of a made-up event
 *   GET    /api/webhooks/:webhookId/deliveries    DeliveryQuery -> DeliveryPage, the newest first
 *   POST   /api/webhooks/deliveries/:deliveryId/replay   -> Delivery: the same event once more
 * Who may: `integration.manage` at the unit of the webhook. Events of that unit and those below it are sent; of servers to topmost units.
 */
import { z } from 'zod'
import { RowId, UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { recorded, requiredLine } from '../text/text.ts'
import { PageQuery, page, Version } from './common.ts'

export const WebhookEvent = z.enum([
  'meeting.opened',
  'meeting.started',
  'meeting.ended',
  'minutes.approved',
  'room.offline',
  'room.online',
  'node.lost',
  'node.found',
  'alert.raised',
  'alert.cleared',
])
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** `test`: sent when somebody asks for it, whatever else is chosen. */
export const DeliveredEvent = z.enum([...WebhookEvent.options, 'test'])
export type DeliveredEvent = z.infer<typeof DeliveredEvent>

/** An address without a user name, a password or a part after `#`. Which of them may be reached is decided when it is saved, and when it is sent to. */
export const WebhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .regex(/^[\x21-\x7e]*$/)
  .refine((text) => {
    const { username, password, hash } = URL.parse(text) ?? { username: 'x', password: '', hash: '' }
    return username === '' && password === '' && hash === ''
  }, 'must have no user name, password or fragment')

const fields = {
  name: requiredLine(120),
  url: WebhookUrl,
  events: z.array(WebhookEvent).min(1).max(WebhookEvent.options.length),
}

export const WebhookInput = z.object({ ...fields, unitCode: UnitCode })
export type WebhookInput = z.infer<typeof WebhookInput>

export const EditWebhook = z.object({ ...fields, enabled: z.boolean(), version: Version })
export type EditWebhook = z.infer<typeof EditWebhook>

export const Webhook = z.object({
  webhookId: RowId,
  name: recorded(120),
  url: recorded(500),
  unit: UnitRef,
  events: z.array(WebhookEvent),
  enabled: z.boolean(),
  /** It was switched off by itself at that time, because nothing was taken there for days; null: it was not. */
  switchedOffAt: z.int().nullable(),
  createdAt: z.int(),
  /** Deliveries that wait, and that were given up. */
  waiting: z.int(),
  failed: z.int(),
  lastDeliveredAt: z.int().nullable(),
  version: Version,
})
export type Webhook = z.infer<typeof Webhook>
export const WebhookList = z.object({ webhooks: z.array(Webhook) })
export type WebhookList = z.infer<typeof WebhookList>

/** `secret`: `whsec_` and 32 bytes in Base64, shown once. */
export const WebhookMade = z.object({ webhook: Webhook, secret: recorded(100) })
export type WebhookMade = z.infer<typeof WebhookMade>

/** `waiting`: for its first or next try. `delivered`: the answer was 2xx. `failed`: tried for days, or nobody wants it any more. */
export const Delivery = z.object({
  deliveryId: RowId,
  webhookId: RowId,
  /** The same for each try and replay: whoever has seen it may drop it. */
  messageId: RowId,
  event: DeliveredEvent,
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.int(),
  nextTryAt: z.int().nullable(),
  /** Status of the last answer; null: there was none. */
  status: z.int().nullable(),
  /** What went wrong at the last try; '' when nothing did. */
  error: recorded(300),
  /** The beginning of the last answer. */
  answer: recorded(1000),
  createdAt: z.int(),
  doneAt: z.int().nullable(),
  isReplay: z.boolean(),
})
export type Delivery = z.infer<typeof Delivery>

export const DeliveryQuery = PageQuery.pick({ cursor: true, limit: true }).extend({
  state: Delivery.shape.state.optional(),
})
export const DeliveryPage = page(Delivery)
export type DeliveryPage = z.infer<typeof DeliveryPage>

/** What is sent. `data` has ids, names and times of its event; a program takes fields that it does not know for later ones. */
export const WebhookMessage = z.object({
  type: DeliveredEvent,
  timestamp: z.iso.datetime(),
  data: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.unknown()),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>
