import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { editBoth } from '../browser/editBoth.ts'
import { expect, test } from '../browser/fixtures.ts'
import { markup, showsAsText } from '../browser/markup.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { signInAs } from '../browser/signInAs.ts'
import { withSession } from '../browser/withSession.ts'

const ADMIN = 'quantri'
const SECRETARY = 'thuky.omon'
const ROOM = 'Phòng họp Phường Châu Văn Liêm'

test('an administrator finds a unit without accents and makes an account; its owner signs in with the first password and must change it', async ({
  office,
  chair,
  wardA,
}) => {
  const admin = await chair.fresh()
  await signInAs(admin, office, ADMIN)
  await admin.getByTestId('nav-admin').click()
  await expect(admin.getByTestId('unit-browser')).toBeVisible()
  await accessible(admin, 'units')
  await admin.getByTestId('search').fill('chau van liem')
  await expect(admin.locator('[data-testid="unit-row"][data-code="o-mon.chau-van-liem"]')).toContainText(
    'Phường Châu Văn Liêm',
  )

  await admin.getByTestId('admin-people').click()
  await expect(admin.getByTestId('person-row').first()).toBeVisible()
  await accessible(admin, 'people')
  await admin.getByTestId('add-person').click()
  await admin.getByTestId('person-name').fill('Đặng Thị Mỹ Hạnh')
  await admin.getByTestId('person-login').fill('dangmyhanh')
  await admin.getByTestId('person-unit').fill('chau van liem')
  await admin.getByRole('option', { name: /Phường Châu Văn Liêm/ }).click()
  await expect(admin.getByTestId('grant-unit')).toHaveValue('Phường Châu Văn Liêm')
  await admin.getByTestId('form-submit').click()
  const password = await admin.getByTestId('first-password-text').innerText()
  await admin.getByTestId('first-password-done').click()
  await expect(admin.locator('[data-testid="person-row"][data-login="dangmyhanh"]')).toBeVisible()

  const person = await wardA.fresh()
  await person.goto('/calendar')
  await person.getByTestId('login').fill('dangmyhanh')
  await person.getByTestId('password').fill(password)
  await person.getByTestId('sign-in').click()
  await expect(person.getByTestId('first-steps')).toBeVisible({ timeout: PATIENCE_MS })
  await accessible(person, 'first password')
  await expect(person.getByTestId('password-current'), 'it was typed a moment ago').toHaveCount(0)
  await person.getByTestId('password-next').fill('con đường xưa em đi')
  await person.getByTestId('password-repeat').fill('con đường xưa em đi')
  await person.getByTestId('change-password').click()
  await expect(person.getByTestId('account-menu')).toBeVisible({ timeout: PATIENCE_MS })
  await expect(person).toHaveURL(/\/calendar/)
  await person.goto('/security')
  await expect(person.getByTestId('sign-in-row')).toHaveCount(1)
  await accessible(person, 'security')
})

test('a room is paired with the code on its TV, shows its meeting, and goes on by itself after a reload; revoked, it shows a code again', async ({
  office,
  chair,
  wardB,
}) => {
  const tv = await wardB.fresh({ viewport: { width: 1920, height: 1080 } })
  // Somebody is there and does it by hand; what it does by itself is in room.e2e.ts.
  await wardB.context.addInitScript(() =>
    localStorage.setItem('diem-cau.roomSettings', JSON.stringify({ isByItself: false })),
  )
  await tv.goto('/room')
  await expect(tv.getByTestId('pairing-code')).toHaveText(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/)
  await accessible(tv, 'pairing')
  const code = await tv.getByTestId('pairing-code').innerText()

  const admin = await chair.fresh()
  await signInAs(admin, office, ADMIN, '/admin/rooms')
  const row = admin.locator(`[data-testid="room-row"][data-name="${ROOM}"]`)
  await expect(row).toHaveAttribute('data-enrolled', 'false')
  await accessible(admin, 'rooms')
  await row.getByTestId('row-menu').click()
  await admin.getByTestId('enrol').click()
  await admin.getByTestId('enrol-code').fill(code.toLowerCase())
  await admin.getByTestId('form-submit').click()
  await expect(row).toHaveAttribute('data-enrolled', 'true')

  const home = tv.getByTestId('room-home')
  await expect(home).toHaveAttribute('data-room', ROOM, { timeout: PATIENCE_MS })
  await expect(
    tv
      .getByTestId('room-meeting')
      .filter({ has: tv.getByTestId('room-enter') })
      .first(),
  ).toBeVisible({ timeout: PATIENCE_MS })
  await accessible(tv, 'room')
  await tv.getByTestId('room-seated').first().click()
  await tv.getByTestId('seated-people').fill('Nguyễn Văn An, Phó Chủ tịch\nTrần Thị Mai')
  await tv.getByTestId('seated-save').click()
  await expect(tv.getByTestId('seated-people')).toHaveCount(0)
  await tv.getByTestId('room-seated').first().click()
  await expect(tv.getByTestId('seated-people')).toHaveValue('Nguyễn Văn An, Phó Chủ tịch\nTrần Thị Mai')
  await accessible(tv, 'who sits in the room')
  await tv.keyboard.press('Escape')

  await row.getByTestId('row-menu').click()
  await admin.getByTestId('room-feed').click()
  await expect(admin.getByTestId('room-feed-url')).toHaveValue(/\/feeds\/.+\.ics$/)
  await admin.keyboard.press('Escape')
  await tv.reload()
  await expect(tv.getByTestId('room-enter').first()).toBeFocused({ timeout: PATIENCE_MS })

  await tv.getByTestId('room-check').click()
  await expect(tv.getByTestId('device-check').locator('video')).toBeVisible({ timeout: PATIENCE_MS })
  await expect(
    tv.getByTestId('device-check').locator('[data-mirrored]'),
    'a room reads its own banner',
  ).toHaveAttribute('data-mirrored', 'false')
  await accessible(tv, 'test of the devices')
  await tv.keyboard.press('Escape')
  await wardB.context.grantPermissions(['camera', 'microphone'])
  await tv.getByTestId('room-enter').first().press('Enter')
  await expect(tv.getByTestId('meeting'), 'one press, and the room is in').toHaveAttribute(
    'data-connection',
    'online',
    { timeout: PATIENCE_MS },
  )
  await wardB.leave(tv)
  // The way back on the page: a page that is loaded anew would go into the meeting again, as after a power cut.
  await tv.locator('a[href="/"]').first().click()
  await expect(home).toBeVisible()

  await row.getByTestId('row-menu').click()
  await admin.getByTestId('revoke').click()
  await admin.getByTestId('form-submit').click()
  await expect(row).toHaveAttribute('data-enrolled', 'false')

  await admin.getByTestId('admin-audit').click()
  await expect(admin.locator('[data-testid="audit-row"][data-action="room.revoked"]').first()).toContainText(ROOM)
  await accessible(admin, 'audit')
  await expect(tv.getByTestId('pairing-code')).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/, { timeout: PATIENCE_MS })
})

test('a CSV file with a bad row is refused with its line, a good one is checked first and then taken; a secretary sees only what is theirs', async ({
  office,
  chair,
}) => {
  const page = await chair.fresh()
  await signInAs(page, office, ADMIN, '/admin/units/import')
  await page.getByTestId('csv-text').fill('code,parent_code,kind,name\nninh-kieu.moi,khong-co,ward,Phường Mới\n')
  await page.getByTestId('csv-check').click()
  await expect(page.getByTestId('csv-problem')).toContainText('2')
  await page.getByTestId('csv-text').fill('code,parent_code,kind,name\nninh-kieu.moi,ninh-kieu,ward,Phường Mới\n')
  await page.getByTestId('csv-check').click()
  await expect(page.locator('[data-testid="csv-change"][data-key="ninh-kieu.moi"]')).toContainText('Tạo mới')
  await page.getByTestId('csv-apply').click()
  await expect(page.getByTestId('csv-report')).toHaveAttribute('data-applied', 'true')
  await page.goto('/admin/units/at/ninh-kieu.moi')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phường Mới')
  await accessible(page, 'unit')

  const secretary = await chair.fresh()
  await signInAs(secretary, office, SECRETARY)
  await secretary.getByTestId('nav-admin').click()
  await expect(secretary.getByTestId('admin-groups')).toBeVisible()
  await expect(secretary.getByTestId('admin-people')).toHaveCount(0)
  await secretary.goto('/admin/outbox')
  await expect(secretary.getByTestId('admin').getByRole('heading', { level: 1 })).toHaveText('Thư mời')
  await accessible(secretary, 'outbox')
})

test('a decision about a unit is planned for its day and shown; of two who edit a group the slower one sees both versions, and saves theirs all the same', async ({
  office,
  chair,
  wardA,
}) => {
  const admin = await chair.fresh()
  await signInAs(admin, office, ADMIN, '/admin/units/at/o-mon.phuoc-thoi')
  await admin.getByTestId('change-unit').click()
  await admin.getByTestId('change-merge').click()
  // A change that cannot be taken back has no day until somebody writes it.
  await expect(admin.getByTestId('change-date')).toHaveValue('')
  await admin.getByTestId('change-target').fill('long hung')
  await admin.getByRole('option', { name: /Long Hưng/ }).click()
  await admin.getByTestId('change-date').fill('01/07/2035')
  await admin.getByTestId('change-date').press('Tab')
  await admin.getByTestId('form-submit').click()
  await expect(admin.getByTestId('unit-change')).toContainText('Phường Long Hưng')
  await expect(admin.getByTestId('unit-change')).toHaveAttribute('data-state', 'coming')
  await admin.getByTestId('withdraw-change').click()
  await admin.getByTestId('form-submit').click()
  await expect(admin.getByTestId('unit-change')).toHaveCount(0)

  const slow = await chair.fresh()
  await signInAs(slow, office, SECRETARY, '/admin/groups')
  await slow.getByTestId('add-group').click()
  await slow.getByTestId('group-name').fill('Các phường ven sông')
  await slow.getByTestId('group-units').click()
  await slow.getByTestId('unit-search').fill('long hung')
  await expect(slow.getByRole('treeitem')).toHaveCount(1)
  await slow.getByTestId('unit-tree').press('Space')
  await slow.getByTestId('units-done').click()
  await slow.getByTestId('form-submit').click()
  const row = slow.getByTestId('group-row')
  await expect(row).toContainText('Các phường ven sông')
  const fast = await wardA.fresh()
  await signInAs(fast, office, SECRETARY, '/admin/groups')
  const conflict = await editBoth({
    slow,
    fast,
    open: async (page) => {
      await page.getByTestId('group-row').getByRole('button').last().click()
      await page.getByTestId('edit').click()
    },
    field: 'group-name',
    save: 'form-submit',
    conflict: 'form-conflict',
    theirs: 'Nhóm của người nhanh hơn',
    mine: 'Nhóm của người chậm hơn',
    saved: (page) => expect(page.getByTestId('group-row')).toContainText('Nhóm của người nhanh hơn'),
  })
  await conflict.getByRole('button', { name: 'Lưu bản của tôi' }).click()
  await expect(row).toContainText('Nhóm của người chậm hơn')
})

test('markup in the names of units, people, rooms and groups is text on every page of the administration', async ({
  office,
  chair,
  wardA,
}) => {
  const admin = await chair.fresh()
  const secretary = await wardA.fresh()
  const makeAs = async (page: Page, login: string) => {
    const token = await withSession(page.context(), login, office.passwordOf(login))
    return async (path: string, data: unknown) =>
      expect(
        (await page.request.post(`/api${path}`, { headers: { authorization: `Bearer ${token}` }, data })).ok(),
        path,
      ).toBe(true)
  }
  const [make, makeGroup] = [await makeAs(admin, ADMIN), await makeAs(secretary, SECRETARY)]
  const unit = 'can-tho.to-cong-tac'
  await make('/units', { code: unit, parentCode: 'can-tho', kind: 'office', name: markup('A') })
  await make('/accounts', {
    login: 'markup',
    name: markup('B'),
    unitCode: unit,
    position: markup('C'),
    grants: [{ role: 'official', unitCode: unit }],
  })
  await make('/rooms', { name: markup('D'), place: markup('E'), unitCode: unit })
  await makeGroup('/groups', { name: markup('F'), ownerUnitCode: 'o-mon', rules: [{ type: 'branch', code: 'o-mon' }] })
  await showsAsText(admin, `/admin/units/at/${unit}`, 'A')
  await showsAsText(admin, '/admin/people?q=markup', 'ABC')
  await showsAsText(admin, '/admin/rooms', 'ADE')
  await showsAsText(secretary, '/admin/groups', 'F')
  await showsAsText(admin, '/admin/audit', 'ABDF')
  expect([...chair.problems, ...wardA.problems]).toEqual([])
})
