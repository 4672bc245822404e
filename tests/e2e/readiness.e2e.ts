import { chromium } from '@playwright/test'
import { ReadinessPlan } from '@diem-cau/signaling-contract/readiness'
import { accessible } from '../browser/accessible.ts'
import { expect, plainTest as test } from '../browser/deskFixtures.ts'
import { madeRooms } from '../browser/madeRooms.ts'
import { planAs } from '../browser/planAs.ts'
import { chromiumFlags, PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const SECRETARY = 'thuky.omon'
const wards = [
  { code: 'o-mon.chau-van-liem', name: 'Phường Châu Văn Liêm' },
  { code: 'o-mon.long-hung', name: 'Phường Long Hưng' },
  { code: 'o-mon.thoi-an', name: 'Phường Thới An' },
]

test('18.24 18.25 the secretary sees which rooms are ready for the meeting, why others are not, and has one test itself', async ({
  desk,
  chrome,
  fresh,
}) => {
  const [lien, hung, an] = await madeRooms(desk, chrome, wards)
  if (!lien || !hung || !an) throw new Error('three rooms are made')
  // The other rooms of the district are those of the demonstration, which have no PC.
  await lien.say()
  await hung.say({ picture: { luma: 2 } })
  const page = await fresh()
  const startsAt = Date.now() + 40 * 60_000
  const { plan } = await planAs(page.request, desk, SECRETARY)
  const { meetingId } = await plan({ title: 'Họp giao ban quận', startsAt, endsAt: startsAt + 3_600_000 })
  await withSession(page.context(), SECRETARY, desk.passwordOf(SECRETARY))
  await page.goto(`/planning/${meetingId}`)
  await page.getByTestId('ready-line').click({ timeout: PATIENCE_MS })
  const tile = (name: string) => page.getByTestId('board-room').filter({ hasText: name })
  await expect(tile('Châu Văn Liêm')).toHaveAttribute('data-health', 'good')
  await expect(tile('Long Hưng')).toHaveAttribute('data-health', 'bad')
  await expect(tile('Long Hưng')).toContainText('Hình camera đen')
  await expect(tile('Thới An'), 'grey is never green').toHaveAttribute('data-health', 'unknown')
  await expect(page.getByTestId('board-count')).toContainText('1/7')
  await expect(page.getByTestId('board-countdown')).toContainText('Còn 39:')
  await accessible(page, 'board')

  await test.step('it is found without accents, and by state', async () => {
    await page.getByTestId('board-search').fill('long hung')
    await expect(page.getByTestId('board-room')).toHaveCount(1)
    await page.getByTestId('board-search').fill('')
    await page.getByTestId('board-bad').click()
    await expect(page.getByTestId('board-room')).toHaveCount(1)
    await page.getByTestId('board-bad').click()
  })
  await test.step('18.26 one room is asked, tests itself, and is ready on the board without a reload', async () => {
    await tile('Long Hưng').getByRole('link').click()
    await expect(page.getByTestId('readiness-state')).toHaveAttribute('data-health', 'bad')
    await page.getByTestId('readiness-ask').click()
    await expect
      .poll(async () => ReadinessPlan.parse(await hung.ask('GET', '/readiness/plan')).askedAt !== null)
      .toBe(true)
    await hung.say({}, { trigger: 'asked' })
    await expect(page.getByTestId('readiness-state')).toHaveAttribute('data-health', 'good')
    await expect(page.getByTestId('readiness-runs').getByRole('listitem')).toHaveCount(2)
    await accessible(page, 'room')
    await page.goBack()
    await expect(page.getByTestId('board-count')).toContainText('2/7')
  })
  await test.step('18.33 one press makes a rehearsal', async () => {
    await page.getByTestId('board-rehearse').click()
    await expect(page.getByRole('link', { name: /Buổi thử:/ })).toBeVisible()
  })
  await test.step('a board that cannot be read says that it is old', async () => {
    await page.route('**/api/readiness/board*', (route) => route.abort())
    await expect(page.getByTestId('board-old')).toBeVisible()
    await page.unroute('**/api/readiness/board*')
    await expect(page.getByTestId('board-old')).toHaveCount(0, { timeout: 30_000 })
  })
})

test('18.29 a still of the camera is asked for on the board, and the room shows that it is taken', async ({
  desk,
  fresh,
}) => {
  const browser = await chromium.launch(
    chromiumFlags(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
  )
  try {
    const [hoa] = await madeRooms(desk, browser, [{ code: 'o-mon.thoi-hoa', name: 'Phường Thới Hòa' }])
    if (!hoa) throw new Error('a room is made')
    await hoa.say()
    const page = await fresh()
    await withSession(page.context(), 'quantri', desk.passwordOf('quantri'))
    await page.goto(`/san-sang/${hoa.room.roomId}`)
    await expect(page.getByTestId('readiness-still')).toContainText('không cho phép', { timeout: PATIENCE_MS })
    await page.getByTestId('profile-allowsStill').click()
    await page.getByTestId('profile-save').click()
    await page.getByTestId('still-ask').click()
    await expect(page.getByTestId('readiness-still')).toContainText('Đang chờ')
    const tv = await hoa.open()
    await expect(tv.getByTestId('room-still')).toContainText('Đang chụp', { timeout: PATIENCE_MS })
    await expect(page.getByAltText('Ảnh chụp từ camera của phòng họp')).toBeVisible({ timeout: PATIENCE_MS })
    await expect(tv.getByTestId('room-still'), 'the camera is let go').toHaveCount(0)
  } finally {
    await browser.close()
  }
})

test('18.30 a PC whose pairing is an older copy says so in words, and shows a new code', async ({ fresh }) => {
  const page = await fresh()
  await page.route('**/api/token', (route) =>
    route.fulfill({ status: 401, json: { code: 'roomElsewhere', category: 'auth', message: 'elsewhere' } }),
  )
  await page.addInitScript(() => localStorage.setItem('diem-cau.signedIn', '1'))
  await page.goto('/room')
  await expect(page.getByTestId('pairing-copied')).toContainText('không còn giữ phòng họp', { timeout: PATIENCE_MS })
  await expect(page.getByTestId('pairing-code')).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
})
