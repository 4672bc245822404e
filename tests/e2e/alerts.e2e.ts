import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { WebhookMessage } from '@diem-cau/signaling-contract/office'
import { Alert, AlertDetail } from '@diem-cau/signaling-contract/operations'
import { accessible } from '../browser/accessible.ts'
import { expect, plainTest } from '../browser/deskFixtures.ts'
import { Desk } from '../browser/Desk.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'
import { freePorts } from '../support/freePorts.ts'

/** Its media node cannot be reached, which is an alert, and webhooks may be sent to this machine. */
const test = plainTest.extend<object, { desk: Desk }>({
  desk: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from this pattern
    async ({}, use) => {
      const desk = await Desk.open(await freePorts(1), { DIEM_CAU_WEBHOOK_NETWORKS: '127.0.0.1' })
      await use(desk)
      await desk.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

/** A look every five seconds, and ten that the server has to be away. */
const RAISED_WITHIN_MS = 60_000
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const

async function itAdmin(desk: Desk, fresh: () => Promise<Page>): Promise<Page> {
  const page = await fresh()
  await withSession(page.context(), 'quantri', desk.passwordOf('quantri'))
  return page
}

/** Nothing is wider than the page, and WCAG AA is kept. */
async function looksWell(page: Page, what: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `${size.width}` })
      .toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(SIZES[1])
  await accessible(page, what)
}

test('17.2 a server that does not answer is told in the bell; who takes it on is named, and everybody sees who was told', async ({
  desk,
  fresh,
}) => {
  const page = await itAdmin(desk, fresh)
  await page.goto('/operations/alerts')
  const card = page.getByTestId('alert').filter({ hasText: 'Không trả lời' })
  await expect(card).toHaveAttribute('data-state', 'open', { timeout: RAISED_WITHIN_MS })
  await page.goto('/')
  await page.getByTestId('inbox-bell').click()
  const item = page.getByTestId('inbox-item').filter({ hasText: 'Không trả lời' })
  await expect(item).toContainText('Cảnh báo')
  await item.click()
  await expect(page).toHaveURL(/\/operations\/alerts\/alert\./)
  await expect(page.getByTestId('alert-place')).toContainText('127.0.0.1:9')
  await expect(page.getByTestId('alert-told')).toContainText('Thông báo trong chương trình')
  await page.getByTestId('acknowledge').click()
  await expect(page.getByTestId('alert-page')).toContainText('Đã tiếp nhận')
  await expect(page.getByTestId('acknowledge')).toHaveCount(0)
  await looksWell(page, 'an alert')
  await page.getByTestId('operations-back').click()
  await expect(card).toHaveAttribute('data-state', 'acknowledged')
})

test('17.8 a rule is edited and taken back; what is missing is said', async ({ desk, fresh }) => {
  const page = await itAdmin(desk, fresh)
  await page.goto('/operations/alerts')
  await page.getByTestId('alert-rules-link').click({ timeout: PATIENCE_MS })
  const rule = page.getByTestId('alert-rule').filter({ hasText: 'Điểm cầu mất kết nối' })
  await expect(rule).toContainText('kéo dài 30 giây')
  await looksWell(page, 'rules of alerts')
  await rule.getByTestId('rule-edit').click()
  await page.getByTestId('rule-lasts').fill('')
  await page.getByTestId('rule-save').click()
  await expect(page.getByText('Nhập số giây')).toBeVisible()
  await page.getByTestId('rule-lasts').fill('90')
  await looksWell(page, 'the form of a rule')
  await page.getByTestId('rule-save').click()
  await expect(rule).toContainText('kéo dài 90 giây')
  await rule.getByTestId('rule-remove').click()
  await page.getByTestId('rule-remove-confirm').click()
  await expect(rule).toContainText('kéo dài 30 giây')
})

test('17.7 a technician sees the rooms of their district, and edits no rule', async ({ desk, fresh }) => {
  const page = await fresh()
  await withSession(page.context(), 'kythuat.omon', desk.passwordOf('kythuat.omon'))
  await page.goto('/operations/alerts')
  await expect(page.getByTestId('empty')).toContainText('Không có cảnh báo nào', { timeout: PATIENCE_MS })
  await page.getByTestId('alert-rules-link').click()
  await expect(page.getByTestId('alert-rule').first()).toBeVisible()
  await expect(page.getByTestId('rule-edit')).toHaveCount(0)
})

const NAMES = [
  'Phường Châu Văn Liêm',
  'Xã Trường Long Tây (sáp nhập Trường Long, Trường Thành và một phần Trường Lạc)',
  'Phường Thới An Đông',
  'Phường Phước Thới – Trung tâm Hành chính công, phòng họp tầng 2',
  'Xã Thạnh An',
  'Phường Thốt Nốt',
  'Xã Vĩnh Thạnh',
  'Phường Trà Nóc',
]

/** Alerts as a bad morning has them. */
function madeUp(now: number): Alert[] {
  const place = (n: number, changes: object = {}) => ({
    resource: `endpoint:m.1/p${n}`,
    kind: 'endpoint',
    name: NAMES[n % NAMES.length],
    unitCode: null,
    health: n % 3 === 0 ? 'bad' : 'weak',
    since: now - 900_000,
    addedAt: now - 840_000,
    toldAt: now - 800_000,
    acknowledgedAt: null,
    acknowledgedBy: '',
    escalatedAt: null,
    clearedAt: null,
    ...changes,
  })
  const alert = (n: number, changes: object) =>
    Alert.parse({
      alertId: `alert.${n}`,
      ruleId: 'roomLost',
      ruleName: 'roomLost',
      code: 'cut',
      state: 'open',
      raisedAt: now - n * 600_000,
      toldAt: now - n * 500_000,
      tellAt: null,
      clearedAt: null,
      resources: [],
      resourceCount: 0,
      ...changes,
    })
  const many = NAMES.map((_, n) => place(n))
  return [
    alert(1, { resources: many, resourceCount: 40 }),
    alert(2, { code: 'lossUp', ruleId: 'roomLine', ruleName: 'roomLine', resources: [place(1)], resourceCount: 1 }),
    alert(3, {
      code: 'cameraBlack',
      ruleId: 'own',
      ruleName: 'Camera của các phường thuộc quận Ô Môn cũ, trừ nhà văn hóa',
      state: 'acknowledged',
      resources: [
        place(3, { acknowledgedAt: now - 60_000, acknowledgedBy: 'Nguyễn Thị Hoàng Phượng Quyên', health: 'bad' }),
      ],
      resourceCount: 1,
    }),
    alert(4, {
      state: 'cleared',
      clearedAt: now - 100_000,
      resources: [place(5, { clearedAt: now })],
      resourceCount: 1,
    }),
    alert(5, { tellAt: now + 7 * 3_600_000, toldAt: null, code: 'echo', resources: [place(6)], resourceCount: 1 }),
  ]
}

test('a bad morning: what nobody has taken on stands first, and all of it is whole on every screen', async ({
  desk,
  fresh,
}) => {
  const page = await itAdmin(desk, fresh)
  const alerts = madeUp(Date.now())
  await page.route('**/api/operations/alerts?*', (route) => route.fulfill({ json: { alerts, more: true } }))
  await page.route('**/api/operations/alerts/alert.1', (route) =>
    route.fulfill({
      json: AlertDetail.parse({
        ...alerts[0],
        told: NAMES.map((_, n) => ({
          at: Date.now() - n * 60_000,
          why: n === 0 ? 'escalated' : 'raised',
          way: n % 2 === 0 ? 'inbox' : 'mail',
          name: `Nguyễn Thị Hoàng Phượng Quyên ${n}`,
          resources: n + 1,
        })).toReversed(),
      }),
    }),
  )
  await page.goto('/operations/alerts')
  await expect(page.getByTestId('alert')).toHaveCount(5, { timeout: PATIENCE_MS })
  expect(await page.getByTestId('alert').evaluateAll((all) => all.map((each) => each.dataset['state']))).toEqual([
    'open',
    'open',
    'open',
    'acknowledged',
    'cleared',
  ])
  await looksWell(page, 'alerts')
  await page.getByTestId('alert-link').first().click()
  await expect(page.getByTestId('alert-place')).toHaveCount(NAMES.length)
  await looksWell(page, 'a large alert')
})

test('17.9 a webhook: its secret once, a test that arrives signed, sent again, removed', async ({ desk, fresh }) => {
  const got: { id: string | undefined; message: unknown }[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      got.push({ id: request.headers['webhook-id']?.toString(), message: JSON.parse(body) })
      response.end('Đã nhận')
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/van-thu`
  const page = await itAdmin(desk, fresh)
  await page.goto('/admin/webhooks')
  await expect(page.getByTestId('empty')).toContainText('Chưa có nơi nhận nào', { timeout: PATIENCE_MS })
  await page.getByTestId('add-webhook').click()
  await page.getByTestId('webhook-name').fill('Phần mềm quản lý văn bản và điều hành của thành phố')
  await page.getByTestId('webhook-url').fill('không phải địa chỉ')
  await page.getByTestId('form-submit').click()
  await expect(page.getByText('Nhập địa chỉ bắt đầu bằng')).toBeVisible()
  await looksWell(page, 'the form of a webhook')
  await page.getByTestId('webhook-url').fill(url)
  await page.getByTestId('form-submit').click()
  await expect(page.getByTestId('shown-once-text')).toHaveText(/^whsec_/)
  await looksWell(page, 'a secret')
  await page.getByTestId('shown-once-done').click()
  const row = page.getByTestId('webhook-row')
  await expect(row).toContainText(url)
  await looksWell(page, 'webhooks')
  await row.getByTestId('row-menu').click()
  await page.getByTestId('test-webhook').click()
  await expect(page).toHaveURL(/\/admin\/webhooks\/hook\./)
  const tried = page.getByTestId('delivery-row').filter({ hasText: 'Gửi thử' })
  await expect(async () => {
    await page.getByTestId('refresh-deliveries').click()
    await expect(tried.first()).toHaveAttribute('data-state', 'delivered', { timeout: 1000 })
  }).toPass({ timeout: PATIENCE_MS })
  await tried.first().getByTestId('replay').click()
  await expect(async () => {
    await page.getByTestId('refresh-deliveries').click()
    await expect(tried).toHaveCount(2, { timeout: 1000 })
    await expect(tried.first()).toHaveAttribute('data-state', 'delivered', { timeout: 1000 })
  }).toPass({ timeout: PATIENCE_MS })
  await looksWell(page, 'deliveries')
  const tests = got.filter(({ message }) => WebhookMessage.parse(message).type === 'test')
  expect(new Set(tests.map(({ id }) => id)).size).toBe(1)
  expect(tests).toHaveLength(2)
  await page.goto('/admin/webhooks')
  await row.getByTestId('row-menu').click()
  await page.getByTestId('remove').click()
  await page.getByTestId('form-submit').click()
  await expect(page.getByTestId('empty')).toBeVisible()
  receiver.close()
})

test('17.11 a key: made, shown once, used by a program, revoked', async ({ desk, fresh }) => {
  const page = await itAdmin(desk, fresh)
  await page.goto('/admin/keys')
  await page.getByTestId('add-key').click({ timeout: PATIENCE_MS })
  await page.getByTestId('key-name').fill('Phần mềm lịch công tác của Văn phòng Ủy ban')
  await page.getByTestId('form-submit').click()
  await expect(page.getByText('Chọn ít nhất một việc.')).toBeVisible()
  await page.getByTestId('scope-meetings.read').check()
  await looksWell(page, 'the form of a key')
  await page.getByTestId('form-submit').click()
  const key = await page.getByTestId('shown-once-text').innerText()
  await page.getByTestId('shown-once-done').click()
  const ask = () => fetch(`${desk.url}/api/schedule/meetings`, { headers: { authorization: `Bearer ${key}` } })
  expect((await ask()).status).toBe(200)
  await page.reload()
  const row = page.getByTestId('key-row')
  await expect(row).toContainText('dùng lần cuối')
  await looksWell(page, 'keys')
  await row.getByTestId('revoke-key').click()
  await page.getByTestId('form-submit').click()
  await expect(row).toContainText('Đã thu hồi')
  expect((await ask()).status).toBe(401)
})
