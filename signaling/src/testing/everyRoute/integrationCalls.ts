import { ApiKeyMade, Delivery, WebhookMade } from '@diem-cau/signaling-contract/office'
import { bodyOf } from '../startCity.ts'
import { startOnRecord } from './startOnRecord.ts'

/** Webhooks and keys: for IT admins of their units. What they are told once is never on record, nor the path of an address. */
export async function integrationCalls(): Promise<void> {
  const { call, finish, secret } = await startOnRecord('integrations')
  const by = { who: 'bacadmin', refused: [null, 'official', 'bacchair', 'technician', 'namadmin'] }
  const hidden = 'ma-rieng-cua-phan-mem'
  secret(hidden)
  // Nobody is there: what is sent waits.
  const webhook = { name: 'Văn thư', url: `https://203.0.114.1:9/${hidden}`, events: ['meeting.opened'] }
  const made = bodyOf(
    WebhookMade,
    await call('POST /api/webhooks', {
      ...by,
      body: { ...webhook, unitCode: 'tp.bac' },
      about: (answer) => [['webhook', bodyOf(WebhookMade, answer).webhook.webhookId, 'tp.bac']],
    }),
  )
  secret(made.secret)
  const { webhookId } = made.webhook
  const one = { ...by, params: { webhookId }, about: [['webhook', webhookId, 'tp.bac'] as const] }
  const renewed = bodyOf(WebhookMade, await call('POST /api/webhooks/:webhookId/secret', one))
  secret(renewed.secret)
  await call('PUT /api/webhooks/:webhookId', {
    ...one,
    body: { ...webhook, events: ['meeting.opened', 'meeting.ended'], enabled: false, version: renewed.webhook.version },
  })
  const { deliveryId } = bodyOf(Delivery, await call('POST /api/webhooks/:webhookId/test', one))
  await call('POST /api/webhooks/deliveries/:deliveryId/replay', { ...one, params: { deliveryId } })
  await call('DELETE /api/webhooks/:webhookId', one)

  const key = bodyOf(
    ApiKeyMade,
    await call('POST /api/keys', {
      ...by,
      body: {
        name: 'Phần mềm văn thư',
        unitCode: 'tp.bac',
        grants: [{ role: 'secretary', unitCode: 'tp.bac' }],
        scopes: ['meetings.read', 'meetings.plan'],
        expiresAt: Date.now() + 86_400_000,
      },
      about: (answer) => [['key', bodyOf(ApiKeyMade, answer).key.keyId, 'tp.bac']],
    }),
  )
  secret(key.secret)
  await call('DELETE /api/keys/:keyId', {
    ...by,
    params: { keyId: key.key.keyId },
    about: [['key', key.key.keyId, 'tp.bac']],
  })
  await finish()
}
