import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { UnitCode } from '@diem-cau/signaling-contract'
import {
  DeliveryPage,
  Webhook,
  type WebhookEvent,
  WebhookList,
  WebhookMade,
  WebhookMessage,
} from '@diem-cau/signaling-contract/office'
import { ResourceId } from '@diem-cau/signaling-contract/operations'
import { expect, onTestFinished, test } from 'vitest'
import { AuditLog } from '../audit/AuditLog.ts'
import { grantRole } from '../auth/accountRoles.ts'
import { Sealer } from '../auth/Sealer.ts'
import type { Store } from '../db/engine/openStore.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import { InboxStore } from '../office/inbox/InboxStore.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import { accountOf, schedule } from '../testing/people.ts'
import { bodyOf, refusalOf, startCity } from '../testing/startCity.ts'
import { describeStores, silent } from '../testing/temporaryStore.ts'
import { mayReachBy } from './mayReach.ts'
import { sealedFor } from './sealedFor.ts'
import { newSecret, signMessage } from './signMessage.ts'
import { Webhooks } from './Webhooks.ts'

const START = 1_800_000_000_000
const HOUR = 3_600_000
const host = schedule.hostUnit.code

type Got = { readonly id: string; readonly at: number; readonly signature: string; readonly body: string }

/** A program that takes what it is told; `status` is what it answers. */
async function startReceiver() {
  const got: Got[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name])
      got.push({
        id: header('webhook-id'),
        at: Number(header('webhook-timestamp')) * 1000,
        signature: header('webhook-signature'),
        body,
      })
      response.writeHead(state.status).end('{"ok":true}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const messages = () => got.map(({ body }) => WebhookMessage.parse(JSON.parse(body)))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/nhan`, got, state, messages }
}

const all: readonly WebhookEvent[] = [
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
]

/** The meeting of `schedule` at a topmost unit, a ward below it, and an IT admin. */
async function office({ db }: Pick<Store, 'db'>) {
  const clock = { now: START }
  const sealer = new Sealer(Buffer.alloc(32, 7))
  await new UnitStore(db).add([
    { code: UnitCode.parse('o-mon.mot'), parentCode: host, kind: 'ward', name: 'Phường Một' },
  ])
  await grantRole(db, accountOf('chair'), { role: 'itAdmin', unitCode: host })
  const inbox = new InboxStore(db)
  const process = () =>
    new Webhooks({
      db,
      audit: new AuditLog(() => clock.now),
      sealer,
      inbox,
      mayReach: mayReachBy((address) => address === '127.0.0.1'),
      isKeeper: () => true,
      clock: () => clock.now,
      logger: silent,
    })
  const webhooks = process()
  const add = async (url: string, events: readonly WebhookEvent[] = all, unit = host) => {
    const secret = newSecret()
    const id = `hook.${(made += 1)}`
    await webhooks.store.add(db, {
      id,
      name: id,
      url,
      unit_code: unit,
      events,
      sealed_secret: sealer.seal(secret, sealedFor(id)),
      created_at: clock.now,
    })
    return { id, secret }
  }
  const log = (seq: number, type: string, at = clock.now) =>
    insertMany(db, 'meeting_log', [
      { meeting_id: schedule.meetingId, seq, at, actor: null, request_id: null, event: JSON.stringify({ type }), type },
    ])
  const operation = (kind: 'lineLost' | 'lineBack' | 'nodeLost' | 'nodeFound' | 'joined', unit: string | null) =>
    insertMany(db, 'operation_event', [
      {
        at: clock.now,
        kind,
        resource: null,
        meeting_id: null,
        unit_code: unit === null ? null : UnitCode.parse(unit),
        name: kind,
        detail: '',
      },
    ])
  const turn = async (by = webhooks) => {
    await by.feed.turn()
    await by.worker.idle()
  }
  const deliveries = async (id: string) => (await webhooks.deliveries.list(id, { limit: 50 })).items
  return { clock, db, webhooks, process, add, log, operation, turn, deliveries, inbox }
}
let made = 0

describeStores((open) => {
  test('17.9 what happens is told, signed, once, also by a process that knows nothing of the one before', async () => {
    const { clock, add, log, operation, turn, process, deliveries } = await office(await open())
    const receiver = await startReceiver()
    await log(1, 'meetingOpened', START - 1000)
    const { id, secret } = await add(receiver.url)
    clock.now += 5000
    await log(2, 'meetingStarted')
    await operation('lineLost', 'o-mon.mot')
    await operation('joined', 'o-mon.mot')
    await operation('nodeLost', null)
    await turn()
    clock.now += 5000
    await log(3, 'meetingEnded')
    for (let n = 0; n < 3; n += 1) await turn(process())
    const told = receiver.messages()
    // What happened before it was set up is not told.
    expect(told.map(({ type }) => type).toSorted()).toEqual([
      'meeting.ended',
      'meeting.started',
      'node.lost',
      'room.offline',
    ])
    expect(told.find(({ type }) => type === 'meeting.started')).toEqual({
      type: 'meeting.started',
      timestamp: new Date(START + 5000).toISOString(),
      data: {
        meetingId: schedule.meetingId,
        title: 'Giao ban',
        hostUnit: { code: host, name: schedule.hostUnit.name },
        startsAt: new Date(schedule.startsAt).toISOString(),
        endsAt: new Date(schedule.endsAt).toISOString(),
        isRehearsal: false,
      },
    })
    for (const { id: messageId, at, body, signature } of receiver.got)
      expect(signMessage(messageId, at, body, [secret])['webhook-signature']).toBe(signature)
    expect(new Set(receiver.got.map(({ id: messageId }) => messageId)).size).toBe(4)
    expect((await deliveries(id)).map(({ state, status, tries }) => [state, status, tries])).toEqual(
      Array.from({ length: 4 }, () => ['delivered', 200, 1]),
    )
  })

  test('17.9 a webhook of a unit is told of that unit and those below, of servers only at a topmost unit, and only what it asks for', async () => {
    const { add, log, operation, turn } = await office(await open())
    const [ward, few] = [await startReceiver(), await startReceiver()]
    await add(ward.url, all, UnitCode.parse('o-mon.mot'))
    await add(few.url, ['node.lost'])
    await log(1, 'meetingStarted')
    await operation('lineLost', 'o-mon.mot')
    await operation('lineLost', 'o-mon')
    await operation('nodeLost', null)
    await turn()
    expect(ward.messages()).toMatchObject([{ type: 'room.offline', data: { unitCode: 'o-mon.mot' } }])
    expect(few.messages()).toMatchObject([{ type: 'node.lost' }])
  })

  test('17.9 alerts are told once they are gathered, and when they are over; one with places beyond the unit is not', async () => {
    const { clock, db, add, turn } = await office(await open())
    const [receiver, ward] = [await startReceiver(), await startReceiver()]
    await add(receiver.url)
    await add(ward.url, all, UnitCode.parse('o-mon.mot'))
    const alert = { rule_id: 'r', rule_name: 'Mất phòng', tell_at: null, told_at: null, version: 1, by_webhook: 1 }
    await insertMany(db, 'alert', [
      { ...alert, id: 'a.1', code: 'cut', raised_at: START, gathered_at: START + 60_000, cleared_at: null },
      { ...alert, id: 'a.2', code: 'echo', raised_at: START, gathered_at: START, cleared_at: null, by_webhook: 0 },
    ])
    const place = {
      alert_id: 'a.1',
      kind: 'endpoint' as const,
      health: 'bad' as const,
      since: START,
      added_at: START,
      told_at: null,
      acknowledged_at: null,
      acknowledged_by: '',
      escalated_at: null,
      well_since: null,
      cleared_at: null,
    }
    await insertMany(db, 'alert_resource', [
      { ...place, resource: ResourceId.parse('endpoint:m/1'), name: 'Một', unit_code: UnitCode.parse('o-mon.mot') },
      { ...place, resource: ResourceId.parse('endpoint:m/2'), name: 'Huyện', unit_code: host },
    ])
    await turn()
    expect(receiver.messages()).toEqual([])
    clock.now += 61_000
    await turn()
    await db.updateTable('alert').set({ cleared_at: clock.now }).where('id', '=', 'a.1').execute()
    await turn()
    await turn()
    expect(receiver.messages()).toMatchObject([
      {
        type: 'alert.raised',
        data: { alertId: 'a.1', finding: 'cut', count: 2, places: [{ name: 'Huyện' }, { name: 'Một' }] },
      },
      { type: 'alert.cleared', data: { alertId: 'a.1', clearedAt: new Date(clock.now).toISOString() } },
    ])
    expect(ward.got).toEqual([])
  })

  test('17.9 what is not taken is sent again later, with the same id; a process that dies meanwhile loses none', async () => {
    const { clock, add, log, turn, deliveries, webhooks, process } = await office(await open())
    const receiver = await startReceiver()
    receiver.state.status = 503
    const { id } = await add(receiver.url)
    await log(1, 'meetingStarted')
    await turn()
    expect(await deliveries(id)).toMatchObject([
      { state: 'waiting', tries: 1, status: 503, error: 'answered with 503', answer: '{"ok":true}' },
    ])
    await turn()
    expect(receiver.got).toHaveLength(1)
    clock.now += 6000
    // Claimed, and dead.
    expect(await webhooks.deliveries.claim(clock.now, 8, new Set())).toHaveLength(1)
    await turn(process())
    expect(receiver.got).toHaveLength(1)
    clock.now += 61_000
    receiver.state.status = 202
    await turn(process())
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered', tries: 3, status: 202, error: '' }])
    expect(new Set(receiver.got.map(({ id: messageId }) => messageId)).size).toBe(1)
  })

  test('17.9 it is given up after three days; after five without anything taken the webhook is switched off, and its admins are told', async () => {
    const { clock, add, log, turn, deliveries, webhooks, inbox, db } = await office(await open())
    const receiver = await startReceiver()
    receiver.state.status = 500
    const { id } = await add(receiver.url)
    await log(1, 'meetingStarted')
    for (let hours = 0; hours < 100; hours += 1) {
      await turn()
      clock.now += HOUR
    }
    expect(await deliveries(id)).toMatchObject([{ state: 'failed', tries: 10, nextTryAt: null }])
    expect((await webhooks.store.find(id))?.enabled).toBe(1)
    clock.now += 24 * HOUR
    await log(2, 'meetingEnded')
    await turn()
    expect(await webhooks.store.find(id)).toMatchObject({ enabled: 0, switched_off_at: clock.now })
    expect((await inbox.list(accountOf('chair'), { limit: 10 })).items).toMatchObject([
      { kind: 'webhookOff', webhookId: id, error: 'answered with 500' },
    ])
    expect(await db.selectFrom('audit').select('action').execute()).toEqual([{ action: 'webhook.switchedOff' }])
    const before = receiver.got.length
    clock.now += 24 * HOUR
    await turn()
    expect(receiver.got).toHaveLength(before)
  })

  test('17.9 410 says that nothing more is wanted', async () => {
    const { add, log, turn, deliveries, webhooks } = await office(await open())
    const receiver = await startReceiver()
    receiver.state.status = 410
    const { id } = await add(receiver.url)
    await log(1, 'meetingStarted')
    await turn()
    expect(await deliveries(id)).toMatchObject([{ state: 'failed', tries: 1, status: 410 }])
    expect((await webhooks.store.find(id))?.enabled).toBe(0)
  })

  test('two processes at once tell nothing twice', async () => {
    const { add, log, operation, turn, process } = await office(await open())
    const receiver = await startReceiver()
    await add(receiver.url)
    await log(1, 'meetingStarted')
    await operation('nodeLost', null)
    await Promise.allSettled([turn(process()), turn(process()), turn(process())])
    await turn()
    expect(receiver.got).toHaveLength(2)
  })

  test('deliveries and events are forgotten after their time', async () => {
    const { clock, add, log, turn, webhooks, db } = await office(await open())
    const receiver = await startReceiver()
    await add(receiver.url)
    await log(1, 'meetingStarted')
    await turn()
    await webhooks.deliveries.prune(clock.now)
    expect(await db.selectFrom('webhook_delivery').select('id').execute()).toHaveLength(1)
    await webhooks.deliveries.prune(clock.now + 1)
    expect(await db.selectFrom('webhook_delivery').select('id').execute()).toEqual([])
    expect(await db.selectFrom('webhook_event').select('id').execute()).toEqual([])
  })
})

test('17.9 over HTTP: made, tested, seen, replayed; the secret is told once, and another one signs beside it for a day', async () => {
  const receiver = await startReceiver()
  const city = await startCity({ isWebhookNetwork: (address) => address === '127.0.0.1' })
  const as = (method: string, path: string, body?: unknown) => city.as('bacadmin', method, `/webhooks${path}`, body)
  const input = { name: 'Văn thư', url: receiver.url, events: ['meeting.opened'], unitCode: 'tp.bac' }
  const { webhook, secret } = bodyOf(WebhookMade, await as('POST', '', input))
  expect(webhook).toMatchObject({ name: 'Văn thư', enabled: true, waiting: 0, failed: 0 })
  expect(JSON.stringify(bodyOf(WebhookList, await as('GET', '')))).not.toContain(secret)
  const { webhookId } = webhook
  await as('POST', `/${webhookId}/test`)
  const page = async () => bodyOf(DeliveryPage, await as('GET', `/${webhookId}/deliveries`)).items
  await expect.poll(page).toMatchObject([{ event: 'test', state: 'delivered', isReplay: false }])
  const [delivered] = await page()
  const deliveryId = delivered?.deliveryId ?? ''
  const renewed = bodyOf(WebhookMade, await as('POST', `/${webhookId}/secret`))
  await as('POST', `/deliveries/${deliveryId}/replay`)
  await expect.poll(page).toMatchObject([{ state: 'delivered', isReplay: true }, { isReplay: false }])
  const [first, second] = receiver.got
  if (!first || !second) throw new Error('both arrived')
  expect([second.id, second.body]).toEqual([first.id, first.body])
  expect(signMessage(second.id, second.at, second.body, [renewed.secret, secret])['webhook-signature']).toBe(
    second.signature,
  )
  expect(await city.audited('webhook.')).toHaveLength(4)
})

test('17.10 an address that may not be reached is refused, or says so when it is tried', async () => {
  const city = await startCity()
  const add = (url: string) =>
    city.as('cityadmin', 'POST', '/webhooks', { name: 'a', url, events: ['meeting.opened'], unitCode: 'tp' })
  for (const url of [
    'http://10.1.2.3/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://0x7f000001/',
    'ftp://example.vn/',
    'https://user:pass@example.vn/',
    'https://example.vn/#part',
    'javascript:alert(1)',
  ])
    expect([url, refusalOf(await add(url))]).toEqual([url, 'badRequest'])
  const { webhook } = bodyOf(WebhookMade, await add('https://localhost:9/'))
  await city.as('cityadmin', 'POST', `/webhooks/${webhook.webhookId}/test`)
  await expect
    .poll(async () =>
      bodyOf(DeliveryPage, await city.as('cityadmin', 'GET', `/webhooks/${webhook.webhookId}/deliveries`)).items.map(
        ({ error }) => error.includes('DIEM_CAU_WEBHOOK_NETWORKS'),
      ),
    )
    .toEqual([true])
})

test('webhooks are for IT admins of their unit; of two edits one is refused', async () => {
  const city = await startCity()
  const input = { name: 'a', url: 'https://example.vn/', events: ['meeting.opened'], unitCode: 'tp.bac' }
  expect(refusalOf(await city.as('bacchair', 'POST', '/webhooks', input))).toBe('forbidden')
  expect(refusalOf(await city.as('namadmin', 'POST', '/webhooks', input))).toBe('forbidden')
  const { webhook } = bodyOf(WebhookMade, await city.as('bacadmin', 'POST', '/webhooks', input))
  const { webhookId, version } = webhook
  for (const [method, path] of [
    ['GET', 'deliveries'],
    ['POST', 'test'],
    ['POST', 'secret'],
  ] as const)
    expect(refusalOf(await city.as('namadmin', method, `/webhooks/${webhookId}/${path}`))).toBe('notFound')
  expect(bodyOf(WebhookList, await city.as('namadmin', 'GET', '/webhooks')).webhooks).toEqual([])
  expect(bodyOf(WebhookList, await city.as('cityadmin', 'GET', '/webhooks')).webhooks).toHaveLength(1)
  const edit = () =>
    city.as('bacadmin', 'PUT', `/webhooks/${webhookId}`, {
      name: 'b',
      url: 'https://example.vn/b',
      events: ['node.lost'],
      enabled: false,
      version,
    })
  expect(bodyOf(Webhook, await edit())).toMatchObject({ name: 'b', enabled: false, events: ['node.lost'] })
  expect(refusalOf(await edit())).toBe('editConflict')
})
