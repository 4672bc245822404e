import type { Locator, Page } from '@playwright/test'
import { MeetingList } from '@diem-cau/signaling-contract'
import { expect, test } from '../browser/deskFixtures.ts'
import type { Desk } from '../browser/Desk.ts'
import { Gate } from '../browser/Gate.ts'
import { newcomers } from '../browser/newcomers.ts'
import { planAs } from '../browser/planAs.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const SECRETARY = 'thuky.omon'
const OFFICIAL = 'chauvanliem'
const DAY_MS = 86_400_000
const UNIT = {
  code: 'o-mon.truong-lac-moi',
  parentCode: 'o-mon',
  kind: 'ward',
  name: 'Phường Trường Lạc - Phước Thới - Thới An Đông',
}

interface Row {
  readonly path: string
  /** Path that it asks the server for. */
  readonly asks: string
  /** Text that says what could not be loaded. */
  readonly failed: string
  /** Element that stands there once it has come. */
  readonly shown: (page: Page) => Locator
  /** Text that a search in vain shows. */
  readonly inVain?: string
}

const NETWORK = 'Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.'
const BROKEN = 'Máy chủ gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.'
const NOTHING = 'Không có kết quả phù hợp'
const LIST = 'Chưa tải được danh sách'

/** The designed words of a page that has nothing, and what to do about it. */
const empty = (title: string, hint: string) => (page: Page) =>
  page.getByTestId('empty').filter({ hasText: title }).filter({ hasText: hint })
const byId = (testId: string) => (page: Page) => page.getByTestId(testId).first()

/** Follows a link within the page: nothing is loaded anew. */
const go = (page: Page, path: string) =>
  page.evaluate((path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

/** Waits, has no line, has a failing server, and comes at last; then looks for what is not there. `open`: the first page, which is loaded. */
async function throughAll(page: Page, rows: readonly Row[]): Promise<void> {
  let loads = 0
  page.on('load', () => loads++)
  const [waiting, nothing, alert, retry] = [
    page.getByRole('status').filter({ hasText: 'Đang tải' }).first(),
    page.getByTestId('empty'),
    page.getByRole('alert').filter({ hasNotText: /^$/ }),
    page.getByRole('button', { name: 'Thử lại' }),
  ]
  for (const [index, { path, asks, failed, shown, inVain }] of rows.entries()) {
    await test.step(`${path} asks ${asks}`, async () => {
      const gate = await Gate.at(page, asks)
      await (index === 0 ? page.goto(path) : go(page, path))
      await gate.asked
      await expect(waiting, 'it says that it is loading').toBeVisible({ timeout: PATIENCE_MS })
      await expect(nothing, 'it does not say that there is nothing').toHaveCount(0)
      await expect(alert).toHaveCount(0)
      await gate.cut()
      await expect(alert).toContainText(failed)
      await expect(alert).toContainText(NETWORK)
      await expect(nothing).toHaveCount(0)
      await expect(waiting).toHaveCount(0)
      await gate.fail()
      await retry.click()
      await expect(alert).toContainText(BROKEN)
      await gate.open()
      await retry.click()
      await expect(shown(page)).toBeVisible()
      await expect(alert.filter({ hasText: failed })).toHaveCount(0)
      if (inVain === undefined) return
      const field = page.getByRole('searchbox')
      await field.fill('qzxw')
      await expect(nothing.filter({ hasText: inVain })).toBeVisible()
      await page.getByTestId('clear-search').click()
      await expect(field).toHaveValue('')
      await expect(shown(page)).toBeVisible()
      await expect(nothing.filter({ hasText: inVain })).toHaveCount(0)
    })
  }
  expect(loads, 'no page was loaded anew').toBe(1)
}

/** Pages of an administrator who has a unit and nothing else. The first two ask once for data that is kept. */
const administration: readonly Row[] = [
  {
    path: '/admin/outbox',
    asks: '/api/me',
    failed: 'Chưa tải được trang quản trị',
    shown: empty('Chưa có thư nào', 'Khi cuộc họp được gửi giấy mời'),
  },
  {
    path: '/admin/units',
    asks: '/api/units/tree',
    failed: 'Chưa tải được cây đơn vị',
    shown: byId('unit-browser'),
    inVain: NOTHING,
  },
  {
    path: `/admin/units/at/${UNIT.code}`,
    asks: `/api/units/${UNIT.code}`,
    failed: 'Chưa tải được đơn vị',
    shown: byId('unit-facts'),
  },
  {
    path: '/admin/units/at/khong-co',
    asks: '/api/units/khong-co',
    failed: 'Chưa tải được đơn vị',
    shown: empty('Không có đơn vị này', 'Hãy tìm đơn vị trong danh sách'),
  },
  { path: '/admin/people', asks: '/api/accounts', failed: LIST, shown: byId('person-row'), inVain: NOTHING },
  {
    path: '/admin/rooms',
    asks: '/api/rooms',
    failed: LIST,
    shown: empty('Chưa có phòng họp nào', 'Thêm phòng họp'),
    inVain: NOTHING,
  },
  {
    path: '/admin/webhooks',
    asks: '/api/webhooks',
    failed: LIST,
    shown: empty('Chưa có nơi nhận nào', 'Thêm địa chỉ của phần mềm'),
  },
  {
    path: '/admin/keys',
    asks: '/api/keys',
    failed: LIST,
    shown: empty('Chưa cấp khóa nào', 'Cấp cho mỗi phần mềm'),
  },
  {
    path: '/operations/alerts',
    asks: '/api/operations/alerts',
    failed: 'Chưa tải được cảnh báo',
    shown: empty('Không có cảnh báo nào', 'cảnh báo hiện ở đây'),
  },
  {
    path: '/san-sang?meeting=all',
    asks: '/api/readiness/board',
    failed: 'Chưa tải được bảng sẵn sàng',
    shown: empty('Không có phòng họp nào', 'Phòng họp của các đơn vị được mời'),
  },
  {
    path: '/operations/alert-rules',
    asks: '/api/operations/alert-rules',
    failed: 'Chưa tải được quy tắc',
    shown: byId('alert-rule'),
  },
  { path: '/admin/audit', asks: '/api/audit', failed: LIST, shown: byId('audit-row'), inVain: NOTHING },
  {
    path: '/admin/outbox',
    asks: '/api/outbox',
    failed: LIST,
    shown: empty('Chưa có thư nào', 'Khi cuộc họp được gửi giấy mời'),
    inVain: NOTHING,
  },
]

const CALENDAR = { asks: '/api/schedule/calendar', failed: 'Chưa tải được lịch họp' }

/** Pages of a secretary of that unit. */
const office: readonly Row[] = [
  { path: '/planning/new', asks: '/api/me', failed: 'Chưa mở được trang lên lịch họp', shown: byId('plan-title') },
  {
    path: '/',
    asks: '/api/meetings',
    failed: 'Chưa tải được danh sách cuộc họp',
    shown: empty('Chưa có cuộc họp nào', 'Trang tự cập nhật'),
  },
  {
    path: '/calendar?view=month',
    ...CALENDAR,
    shown: empty('Tháng này chưa có cuộc họp nào', 'Nhấn “Lên lịch họp”'),
    inVain: 'Không có cuộc họp nào khớp',
  },
  {
    path: '/calendar?view=week&date=2026-03-02',
    ...CALENDAR,
    shown: empty('Tuần này chưa có cuộc họp nào', 'Nhấn “Lên lịch họp”'),
  },
  {
    path: '/calendar?view=list&date=2026-04-02',
    ...CALENDAR,
    shown: empty('Không có cuộc họp nào trong thời gian này', 'Chọn thời gian khác'),
    inVain: 'Không có cuộc họp nào khớp',
  },
  {
    path: '/invitations',
    asks: '/api/invitations',
    failed: 'Chưa tải được giấy mời',
    shown: empty('Chưa có giấy mời nào', 'Khi bạn hoặc đơn vị bạn được mời họp'),
    inVain: 'Không có giấy mời nào khớp',
  },
  {
    path: '/minutes',
    asks: '/api/minutes',
    failed: 'Chưa tải được biên bản',
    shown: empty('Không có biên bản nào cần soạn', 'Dự thảo biên bản được lập'),
    inVain: 'Không có biên bản nào khớp',
  },
  {
    path: '/minutes/khong-co',
    asks: '/api/minutes/khong-co',
    failed: 'Chưa tải được biên bản',
    shown: empty('Chưa có biên bản', 'Xem lịch họp'),
  },
  {
    path: '/reports',
    asks: '/api/reports/units',
    failed: 'Chưa tải được báo cáo',
    shown: empty('Quý này chưa có cuộc họp nào đã kết thúc', 'Số liệu lấy từ nhật ký'),
  },
  { path: '/admin/groups', asks: '/api/groups', failed: LIST, shown: empty('Chưa có nhóm nào', 'Thêm nhóm') },
  { path: '/security', asks: '/api/me', failed: 'Chưa tải được thông tin tài khoản', shown: byId('totp') },
]

test('every page says that it is loading, says in plain words what failed and comes with another try, and says what to do where there is nothing', async ({
  desk,
  fresh,
}) => {
  const [admin, itAdmin, secretary, planner] = [await fresh(), await fresh(), await fresh(), await fresh()]
  const { meetingId, guestLink, openId } = await planned(planner, desk)
  const asPlanned: readonly Row[] = [
    {
      path: `/planning/${meetingId}`,
      asks: `/api/schedule/meetings/${meetingId}`,
      failed: 'Chưa tải được cuộc họp',
      shown: byId('answer-board'),
    },
    {
      path: `/planning/${meetingId}/edit`,
      asks: `/api/schedule/meetings/${meetingId}`,
      failed: 'Chưa tải được cuộc họp',
      shown: byId('plan-title'),
    },
    {
      path: `/planning/${meetingId}`,
      asks: `/api/meetings/${meetingId}/papers`,
      failed: 'Chưa tải được danh sách tài liệu',
      shown: (page) => page.getByText('Chưa có tài liệu'),
    },
    {
      path: `/meetings/${openId}`,
      asks: `/api/meetings/${openId}`,
      failed: 'Chưa mở được cuộc họp',
      shown: byId('join'),
    },
    {
      path: guestLink,
      asks: `/api${guestLink.replace('/guest/', '/guests/')}`,
      failed: 'Chưa vào được cuộc họp',
      shown: byId('guest-enter'),
    },
    {
      path: '/answer/khong-co',
      asks: '/api/answer/khong-co',
      failed: 'Chưa mở được giấy mời',
      shown: empty('Đường dẫn không còn dùng được', 'Hãy dùng thư mời gần nhất'),
    },
  ]
  await newcomers(desk, admin.request, UNIT, [
    {
      context: itAdmin.context(),
      login: 'nguoimoi.qt',
      name: 'Nguyễn Thị Hoàng Phượng Quyên',
      grants: [{ role: 'itAdmin', unitCode: UNIT.code }],
    },
    {
      context: secretary.context(),
      login: 'nguoimoi.tk',
      name: 'Trần Nguyễn Hoàng Thiên Kim',
      grants: [{ role: 'secretary', unitCode: UNIT.code }],
    },
  ])
  await Promise.all([
    throughAll(itAdmin, administration),
    throughAll(secretary, office),
    throughAll(planner, asPlanned),
  ])
})

test('who may not, and who comes by a link that leads nowhere, is told so and shown a way on; nobody is left with an empty page', async ({
  desk,
  fresh,
}) => {
  const [planner, page] = [await fresh(), await fresh()]
  const { meetingId, openId, guestLink, cancel } = await planned(planner, desk)
  await withSession(page.context(), OFFICIAL, desk.passwordOf(OFFICIAL))
  await page.goto('/khong-co')
  await expect(page.getByTestId('not-found')).toContainText('Không tìm thấy trang')
  await page.getByRole('link', { name: 'Về danh sách cuộc họp' }).click()
  await expect(page.getByTestId('enter')).toBeVisible({ timeout: PATIENCE_MS })
  const told = async (path: string, title: string, hint: string, way: string, to: string) => {
    await go(page, path)
    await expect(empty(title, hint)(page), path).toBeVisible()
    await expect(page.getByTestId('empty').getByRole('link', { name: way })).toHaveAttribute('href', to)
    await expect(page.getByRole('button', { name: 'Thử lại' })).toHaveCount(0)
  }
  for (const path of ['/admin', '/admin/people'])
    await told(path, 'Bạn không có quyền vào mục này', 'quản trị viên', 'Về danh sách cuộc họp', '/')
  await told('/planning/new', 'Bạn không có quyền lên lịch họp', 'Chủ tọa và thư ký', 'Xem lịch họp', '/calendar')
  for (const path of [
    '/planning/khong-co',
    `/planning/${meetingId}`,
    '/planning/khong-co/edit',
    '/planning/new?copy=khong-co',
  ])
    await told(path, 'Không tìm thấy cuộc họp', 'bạn không được mời', 'Xem lịch họp', '/calendar')
  await told(
    `/planning/${openId}/edit`,
    'Bạn không có quyền sửa cuộc họp này',
    'Bạn vẫn xem được',
    'Xem chi tiết',
    `/planning/${openId}`,
  )
  await told('/minutes/khong-co', 'Chưa có biên bản', 'Cuộc họp chưa kết thúc', 'Xem lịch họp', '/calendar')
  await go(page, '/meetings/khong-co')
  await expect(page.getByRole('alert')).toContainText('Chưa mở được cuộc họp')
  await expect(page.getByRole('alert').getByRole('link', { name: 'Về danh sách cuộc họp' })).toBeVisible()
  await told('/answer/khong-co', 'Đường dẫn không còn dùng được', 'Hãy dùng thư mời gần nhất', 'Đăng nhập', '/')
  await told(`${guestLink}x`, 'Đường dẫn không còn dùng được', 'Hãy dùng thư mời gần nhất', 'Đăng nhập', '/')
  await go(page, guestLink)
  await expect(page.getByTestId('guest-enter')).toBeVisible()
  await cancel()
  await page.getByTestId('guest-enter').click()
  await told(guestLink, 'Đường dẫn không còn dùng được', 'Hãy dùng thư mời gần nhất', 'Đăng nhập', '/')
})

test('what was asked for before is not shown for what did not come: another month, other invitations', async ({
  desk,
  fresh,
}) => {
  const page = await fresh()
  await withSession(page.context(), OFFICIAL, desk.passwordOf(OFFICIAL))
  const turns = async (path: string, asks: string, item: string, turn: Locator) => {
    await (page.url() === 'about:blank' ? page.goto(path) : go(page, path))
    await expect(page.getByTestId(item).first()).toBeVisible({ timeout: PATIENCE_MS })
    const gate = await Gate.at(page, asks)
    await turn.click()
    await gate.asked
    await gate.cut()
    await expect(page.getByTestId('load-failed')).toBeVisible()
    await expect(page.getByTestId(item)).toHaveCount(0)
    await gate.open()
    await page.getByTestId('retry').click()
    await expect(page.getByTestId('empty')).toBeVisible()
  }
  await turns('/calendar?view=list', CALENDAR.asks, 'calendar-meeting', page.getByRole('button', { name: 'Về trước' }))
  await turns('/invitations', '/api/invitations', 'invitation', page.getByText('Đã qua', { exact: true }))
})

/** A meeting of a district's secretary alone with a guest, and the one of the demonstration that is open. */
async function planned(page: Page, desk: Desk) {
  const startsAt = Date.now() + 30 * DAY_MS
  const { plan, cancel } = await planAs(page.request, desk, SECRETARY)
  const made = await plan({
    title: 'Họp rà soát công tác chuyển đổi số',
    startsAt,
    endsAt: startsAt + 3_600_000,
    invite: [{ type: 'unit', code: 'o-mon.long-hung' }],
    guests: [{ guestId: null, name: 'Bà Trần Thị Hồng Nhung' }],
  })
  const token = await withSession(page.context(), SECRETARY, desk.passwordOf(SECRETARY))
  const { meetings } = MeetingList.parse(
    await (await page.request.get('/api/meetings', { headers: { authorization: `Bearer ${token}` } })).json(),
  )
  return {
    meetingId: made.meetingId,
    guestLink: new URL(made.guests[0]?.link ?? '', desk.url).pathname,
    openId: meetings.find(({ phase }) => phase === 'open')?.meetingId ?? 'none is open',
    cancel: () => cancel(made),
  }
}
