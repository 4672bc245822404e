import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { MeetingError } from '@diem-cau/signaling-contract'
import { MediaNode } from '@diem-cau/signaling-contract/office'
import { accessible } from '../browser/accessible.ts'
import { expect, plainTest as test } from '../browser/deskFixtures.ts'
import type { Desk } from '../browser/Desk.ts'
import { endpoint, MEETING, snapshotOf } from '../browser/operations/madeUp.ts'
import { madeUpHistory } from '../browser/operations/madeUpHistory.ts'
import { madeUpWhy } from '../browser/operations/madeUpWhy.ts'
import { OperationsWire } from '../browser/operations/OperationsWire.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const ROOMS = 85
const TV = { width: 1920, height: 1080 }
const LAPTOP = { width: 1366, height: 768 }
const PHONE = { width: 390, height: 844 }

/** An IT admin whose server says that 85 rooms meet. */
async function itAdmin(desk: Desk, fresh: () => Promise<Page>): Promise<{ page: Page; wire: OperationsWire }> {
  const page = await fresh()
  await withSession(page.context(), 'quantri', desk.passwordOf('quantri'))
  const wire = await OperationsWire.on(page, (view) => snapshotOf(view, ROOMS, Date.now()))
  await madeUpHistory(page)
  await madeUpWhy(page)
  return { page, wire }
}

const cells = (page: Page) => page.getByTestId('endpoint-cell')
const firstName = (page: Page) => cells(page).first().getAttribute('title')
const nameOf = (index: number) => endpoint(index, 0).name

test('who is called sees the worst first, and is two presses away from what to do', async ({ desk, fresh }) => {
  const { page, wire } = await itAdmin(desk, fresh)
  await page.goto('/')
  await page.getByTestId('nav-operations').click()
  const strip = page.getByTestId('strip')
  await expect(strip).toBeVisible({ timeout: PATIENCE_MS })
  await expect(strip.getByRole('link').first()).toContainText('3 kém')
  await test.step('what could not be read is said, never passed over', async () => {
    await expect(strip).toContainText('Ô Môn 3')
    await expect(strip).not.toContainText('Không có gì bất thường')
  })
  await strip.getByRole('link').first().click()
  await expect(cells(page)).toHaveCount(ROOMS)
  await expect(cells(page).first()).toHaveAttribute('data-health', 'bad')
  await test.step('nothing moves under the pointer, and all is in its place once it has left', async () => {
    const before = await firstName(page)
    await cells(page).last().hover()
    const last = Number((await cells(page).last().getAttribute('href'))?.match(/p(\d+)$/)?.[1])
    const worse = endpoint(last, Date.now())
    wire.tell({
      at: Date.now(),
      changed: [
        {
          id: worse.id,
          health: 'bad',
          since: Date.now(),
          findings: [{ code: 'lossDown', health: 'bad', since: Date.now(), value: 31 }],
        },
      ],
    })
    await expect(cells(page).last()).toHaveAttribute('data-health', 'bad')
    expect(await firstName(page)).toBe(before)
    await page.mouse.move(5, 5)
    await expect(cells(page).nth(3)).toHaveAttribute('data-health', 'bad')
    await expect(cells(page).last()).toHaveAttribute('data-health', 'good')
  })
  await test.step('a room is found without accents, and those that are ill alone', async () => {
    await page.getByTestId('search').fill('truong lac')
    await expect(cells(page).first()).toHaveAttribute('title', /Trường Lạc/)
    await page.getByTestId('search').fill('qzxw')
    await page.getByTestId('clear-search').click()
    await page.getByTestId('filter-weak').click()
    await expect(cells(page)).toHaveCount(6)
  })
  await page.getByTestId('filter-weak').click()
  await cells(page).filter({ hasText: 'Mất gói chiều lên' }).click()
  await expect(page.getByTestId('finding-lossUp')).toContainText('18 %')
  await expect(page.getByTestId('finding-lossUp')).toContainText('kiểm tra dây mạng')
  await expect(page.getByTestId('endpoint-figures')).toContainText('Nút đo')
})

test('what is old is never shown as now, and comes back by itself', async ({ desk, fresh }) => {
  const { page, wire } = await itAdmin(desk, fresh)
  await page.goto('/operations')
  await expect(page.getByTestId('node').first()).toBeVisible({ timeout: PATIENCE_MS })
  await wire.cut()
  await expect(page.getByTestId('operations-lost')).toContainText('không phải hiện tại')
  await expect(page.getByTestId('updated')).toHaveCount(0)
  await expect(page.getByTestId('drain').first()).toBeDisabled()
  wire.mend()
  await expect(page.getByTestId('operations-lost')).toHaveCount(0, { timeout: PATIENCE_MS })
  await expect(page.getByTestId('updated')).toBeVisible()
})

test('the charts of an endpoint: zoom by dragging, the way back, the moment that somebody called about, files', async ({
  desk,
  fresh,
}) => {
  const { page } = await itAdmin(desk, fresh)
  await page.setViewportSize(LAPTOP)
  await page.goto(`/operations/meetings/${MEETING}/p4`)
  const plot = page.getByTestId('chart-loss').locator('.u-over')
  await expect(plot).toBeVisible({ timeout: PATIENCE_MS })
  await plot.scrollIntoViewIfNeeded()
  await test.step('one crosshair over all', async () => {
    await plot.hover({ position: { x: 120, y: 60 } })
    await expect(page.getByTestId('pointed')).toContainText('Giá trị lúc')
  })
  await test.step('dragging shows that part, finer', async () => {
    const box = await plot.boundingBox()
    if (!box) throw new Error('no plot')
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await expect(page).toHaveURL(/\?from=\d+&to=\d+/)
    await expect(page.getByTestId('charts')).toHaveAttribute('data-seconds', '1')
  })
  await page.getByTestId('range-wider').click()
  await page.goBack()
  await page.goBack()
  await expect(page.getByTestId('range')).toHaveText('Một giờ qua, trực tiếp')
  await test.step('at 9:14', async () => {
    await page.getByTestId('range-time').fill('9h14')
    await page.getByTestId('range-length').selectOption('m10')
    await page.getByTestId('range-show').click()
    await expect(page.getByTestId('range')).toContainText('09:09:00')
    await page.getByTestId('range-live').click()
  })
  await test.step('arrow keys read point by point', async () => {
    await page.getByTestId('pointed').focus()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByTestId('pointed')).toContainText('Giá trị lúc')
  })
  await test.step('files', async () => {
    const save = async (kind: 'csv' | 'png') => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`chart-${kind}`).click()])
      expect(file.suggestedFilename()).toMatch(new RegExp(`^van-hanh-.*\\.${kind}$`))
      return readFile(await file.path())
    }
    expect((await save('csv')).toString()).toContain('Thời gian (giờ Việt Nam),Trễ đi về [ms] (trung bình)')
    expect((await save('png')).subarray(1, 4).toString()).toBe('PNG')
  })
})

test('why: one sentence, what shows it, what to do; then what else it may be, and what was looked at', async ({
  desk,
  fresh,
}) => {
  const { page } = await itAdmin(desk, fresh)
  await page.goto(`/operations/meetings/${MEETING}/p4`)
  await expect(page.getByTestId('top-cause')).toContainText('mất gói', { timeout: PATIENCE_MS })
  await page.getByTestId('to-why').click()
  const first = page.getByTestId('first-cause')
  await expect(first).toContainText(`Đường truyền lên của ${nameOf(4)} mất gói`)
  await expect(first).toContainText('Mất gói chiều lên 18 %')
  await expect(first).toContainText('1 trong 51 điểm cầu khác cùng nút cũng bị: Phường Phước Thới')
  await expect(first).toContainText('6 điểm cầu khác cùng đơn vị cấp trên không bị')
  await expect(first).toContainText('hỏi nhà mạng')
  await expect(page.getByTestId('other-cause')).toHaveCount(2)
  await expect(page.getByTestId('effect')).toContainText('Do: Đường truyền lên')
  await expect(page.getByTestId('look-echo')).toContainText('không đọc được')
  await expect(page.getByTestId('look-clock')).toContainText('bạn không xem được')
  await expect(page.getByTestId('chart-loss').first()).toBeVisible({ timeout: PATIENCE_MS })
  await page.getByTestId('operation-event').first().click()
  await expect(page).toHaveURL(/\/why\?at=\d+/)
  await test.step('a moment of nothing is none', async () => {
    await page.goto(`/operations/meetings/${MEETING}/p4/why?at=x&what=nothing&about=`)
    await expect(page.getByTestId('why-about')).toContainText('Lúc này')
  })
})

test('a month: who needs a line, as a table and as a file', async ({ desk, fresh }) => {
  const { page } = await itAdmin(desk, fresh)
  await page.route('**/api/operations/months/*/units.csv', (route) =>
    route.fulfill({ body: 'STT', contentType: 'text/csv' }),
  )
  await page.goto('/operations')
  await page.getByRole('link', { name: 'Báo cáo tháng' }).click()
  await expect(page.getByTestId('month-total')).toContainText('phút kém')
  await expect(page.getByTestId('month-row-phuong.0')).toContainText('Đường lên 126 phút · Micrô 54 phút')
  await page.getByRole('searchbox').fill('truong lac')
  await expect(page.getByTestId('month-row-phuong.0')).toBeVisible()
  await expect(page.getByTestId('month-row-phuong.1')).toHaveCount(0)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('month-csv').click()])
  expect(file.suggestedFilename()).toMatch(/^chat-luong-hop-\d{4}-\d\d\.csv$/)
})

test('a node is emptied after it was said how many move and where', async ({ desk, fresh }) => {
  const { page } = await itAdmin(desk, fresh)
  const asked: unknown[] = []
  await page.route('**/api/media-nodes/*/drain', (route) => {
    asked.push(route.request().url().split('/').at(-2), route.request().postDataJSON())
    const { report } = snapshotOf({ kind: 'servers' }, 1, Date.now()).resources[0] ?? {}
    return route.fulfill({ json: { ...MediaNode.parse(report), draining: true } })
  })
  await page.goto('/operations')
  await page.getByTestId('drain').first().click({ timeout: PATIENCE_MS })
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('52 điểm cầu')
  await expect(dialog).toContainText('Ô Môn 2: đang có 33 điểm cầu')
  await expect(dialog, 'one that cannot be read takes nobody').not.toContainText('Ô Môn 3')
  await page.getByTestId('drain-confirm').click()
  await expect(dialog).toHaveCount(0)
  expect(asked).toEqual(['node-1', { draining: true }])
})

test('16.12 what is done about a room is asked first, and what came of it is said', async ({ desk, fresh }) => {
  const { page } = await itAdmin(desk, fresh)
  await page.setViewportSize(LAPTOP)
  const { report } = snapshotOf({ kind: 'servers' }, 1, Date.now()).resources[0] ?? {}
  const first = MediaNode.parse(report)
  const nodes = [first, { ...first, nodeId: 'node-2', region: 'Ô Môn 2' }]
  await page.route('**/api/media-nodes', (route) => route.fulfill({ json: { nodes, reached: [] } }))
  const asked: unknown[] = []
  const answers: Readonly<Record<string, object>> = {
    move: { outcome: 'moved', node: 'node-2' },
    restart: { outcome: 'silent' },
    diagnosis: { outcome: 'silent', diagnosis: null },
  }
  await page.route('**/api/operations/meetings/**', (route) => {
    const { pathname, searchParams } = new URL(route.request().url())
    const what = pathname.split('/').at(-1) ?? ''
    // Another process conducts the meeting.
    if (searchParams.get('process') === null)
      return route.fulfill({ status: 421, json: new MeetingError('elsewhere', 'x', { process: 'one-1' }).toBody() })
    asked.push([what, route.request().postDataJSON()])
    return route.fulfill({ json: answers[what] ?? {} })
  })
  await page.goto(`/operations/meetings/${MEETING}/p4`)
  await page.getByTestId('room-move').click({ timeout: PATIENCE_MS })
  await page.getByTestId('room-move-to').click()
  await page.getByRole('option', { name: 'Ô Môn 2' }).click()
  await page.getByTestId('room-move-confirm').click()
  await expect(page.getByTestId('room-outcome')).toContainText('Ô Môn 2')
  await page.getByTestId('room-restart').click()
  await expect(page.getByRole('dialog')).toContainText('ngắt khoảng một, hai giây')
  await page.getByTestId('room-restart-confirm').click()
  await expect(page.getByTestId('room-outcome')).toContainText('Hãy gọi phòng họp')
  await page.getByTestId('room-diagnose').click()
  await expect(page.getByTestId('diagnosis-none')).toContainText('không trả lời')
  expect(asked).toEqual([
    ['move', { nodeId: 'node-2' }],
    ['restart', {}],
    ['diagnosis', {}],
  ])
  await page.goto(`/operations/meetings/${MEETING}`)
  await page.getByTestId('meeting-end').click({ timeout: PATIENCE_MS })
  await expect(page.getByRole('dialog')).toContainText('Không mở lại được')
  await page.getByTestId('meeting-end-confirm').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(asked.at(-1)).toEqual(['end', {}])
})

test('16.13 a node that is tried: what works, what does not and what opens it', async ({ desk, fresh }) => {
  const { page } = await itAdmin(desk, fresh)
  await page.setViewportSize(LAPTOP)
  await page.route('**/api/media-nodes/*/test', (route) =>
    route.fulfill({
      json: {
        clock: { answer: 2, offset: -3 },
        workers: 2,
        ways: [
          { from: 'node-2', name: 'Ô Môn 2', control: 3, udp: { sent: 20, back: 20, rtt: 1 }, bitrate: 16_000_000 },
          { from: 'node-3', name: 'Ô Môn 3', control: 3, udp: { sent: 20, back: 0, rtt: null }, bitrate: null },
        ],
      },
    }),
  )
  await page.route('**/api/media-nodes/*/lines', (route) =>
    route.fulfill({ status: 503, json: new MeetingError('mediaUnavailable').toBody() }),
  )
  await page.goto('/operations/servers/node%3Anode-1')
  await page.getByTestId('node-test-run').click({ timeout: PATIENCE_MS })
  const found = page.getByTestId('node-test-found')
  await expect(found).toContainText('Từ nút Ô Môn 2: đi được')
  await expect(found).toContainText('16,0 Mbit/s')
  await expect(found.locator('[data-health=bad]')).toContainText('DIEM_CAU_PIPE_PORTS')
})

test('who may not is told so, and has no entry; a meeting that is over leads to its history', async ({
  desk,
  fresh,
}) => {
  const official = await fresh()
  await withSession(official.context(), 'chauvanliem', desk.passwordOf('chauvanliem'))
  await official.goto('/operations')
  await expect(official.getByTestId('empty')).toContainText('Bạn không có quyền xem vận hành', { timeout: PATIENCE_MS })
  await expect(official.getByTestId('nav-operations')).toHaveCount(0)

  const page = await fresh()
  await withSession(page.context(), 'kythuat.omon', desk.passwordOf('kythuat.omon'))
  await OperationsWire.on(page, () => ({ at: Date.now(), resources: [], meetings: [] }))
  await madeUpHistory(page)
  await page.goto('/operations')
  await expect(page.getByText('Bạn xem được các điểm cầu của đơn vị mình')).toBeVisible({ timeout: PATIENCE_MS })
  await expect(page.getByTestId('strip'), 'nothing was read, so nothing is said to be well').toHaveCount(0)
  await page.goto(`/operations/meetings/${MEETING}`)
  await page.getByRole('link', { name: 'Xem lịch sử' }).click()
  await page.getByTestId('past-resource').first().click()
  await expect(page).toHaveURL(/\/operations\/meetings\/.*\?from=/)
  await expect(page.getByTestId('charts')).toBeVisible()
})

test('85 rooms are whole on a TV, and every page is on a phone, in light and dark', async ({ desk, fresh }) => {
  const { page } = await itAdmin(desk, fresh)
  await page.setViewportSize(TV)
  const pages = [
    ['/operations', 'node'],
    [`/operations/meetings/${MEETING}`, 'endpoint-cell'],
    [`/operations/meetings/${MEETING}/p4`, 'charts'],
    ['/operations/servers/node%3Anode-1', 'charts'],
    ['/operations/history', 'past-resource'],
    [`/operations/meetings/${MEETING}/p4/why`, 'first-cause'],
    ['/operations/months', 'month-total'],
  ] as const
  for (const [path, shown] of pages) {
    await test.step(path, async () => {
      await page.goto(path)
      await expect(page.getByTestId(shown).first()).toBeVisible({ timeout: PATIENCE_MS })
      if (shown === 'endpoint-cell') {
        const lowest = await cells(page)
          .last()
          .evaluate((cell) => cell.getBoundingClientRect().bottom)
        expect(lowest, 'all on one screen').toBeLessThanOrEqual(TV.height)
        await expect(cells(page)).toHaveCount(ROOMS)
        await expect(cells(page).filter({ hasText: nameOf(0) })).toHaveCount(1)
      }
      for (const size of [TV, LAPTOP, PHONE]) {
        await page.setViewportSize(size)
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
            message: `${size.width}`,
          })
          .toBeLessThanOrEqual(0)
      }
      await page.setViewportSize(LAPTOP)
      await accessible(page, path)
      await page.setViewportSize(TV)
    })
  }
})
