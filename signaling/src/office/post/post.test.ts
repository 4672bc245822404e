import {
  AnswerBoard,
  Feed,
  type InvitationGroup,
  InvitationPage,
  OutboxMail,
  OutboxPage,
} from '@diem-cau/signaling-contract/office'
import nodeIcal, { type VEvent } from 'node-ical'
import { expect, test, vi } from 'vitest'
import { HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'
import { describeStores } from '../../testing/temporaryStore.ts'

const DAY = 24 * HOUR
const titlesOf = (groups: readonly InvitationGroup[]) =>
  groups.flatMap(({ dates }) => dates.map(({ meeting }) => meeting.title))
const eventOf = (text: string) =>
  Object.values(nodeIcal.sync.parseICS(text)).find((item): item is VEvent => item?.type === 'VEVENT')

// Each starts an office, a mail server and sends mails with PDFs: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describeStores((_open, dialect) => {
  test('an invitation arrives with calendar and PDF, a change has SEQUENCE + 1 and the same UID, a cancellation takes it back', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({
      people: [],
      guests: [{ guestId: null, name: 'Ông <b>Khách</b>', organisation: 'Sở "X"', email: 'guest@example.vn' }],
    })
    const first = await office.sendAll()
    expect(first.map(({ to }) => to).sort()).toEqual(['chair@example.vn', 'guest@example.vn', 'ward@example.vn'])
    const toWard = first.find(({ to }) => to === 'ward@example.vn')
    expect(toWard?.parsed.subject).toBe('Giấy mời: Giao ban tháng 11 (12:00, 24/11/2026)')
    expect(toWard?.parsed.text).toContain('Kính mời: Đại biểu tại điểm cầu phường Thới An')
    expect(toWard?.attachments).toEqual(
      expect.arrayContaining(['application/pdf giay-moi-giao-ban-thang-11-2026-11-24.pdf']),
    )
    expect(toWard?.calendar?.method).toBe('REQUEST')
    const invited = eventOf(toWard?.calendar?.text ?? '')
    expect(invited).toMatchObject({
      uid: `${plan.meetingId}@diem-cau`,
      summary: 'Giao ban tháng 11',
      method: 'REQUEST',
    })
    expect(invited?.start.getTime()).toBe(NOON + DAY)

    const changed = await office.edit(plan, {
      startsAt: NOON + DAY + HOUR,
      endsAt: NOON + DAY + 2 * HOUR,
      place: 'Hội trường',
    })
    const second = (await office.sendAll()).find(({ to }) => to === 'ward@example.vn')
    expect(second?.parsed.subject).toMatch(/^Thay đổi giấy mời/)
    expect(second?.parsed.text).toContain('thay đổi thời gian, địa điểm')
    expect(second?.parsed.text).toContain('trước đây: từ 12 giờ 00 phút')
    const update = eventOf(second?.calendar?.text ?? '')
    expect(update?.uid).toBe(invited?.uid)
    expect(Number(update?.sequence)).toBe(Number(invited?.sequence) + 1)
    expect(update?.start.getTime()).toBe(NOON + DAY + HOUR)

    await office.cancel(changed, 'Trùng lịch <i>cấp trên</i>')
    const third = (await office.sendAll()).find(({ to }) => to === 'ward@example.vn')
    expect(third?.calendar?.method).toBe('CANCEL')
    expect(third?.parsed.text).toContain('Lý do: Trùng lịch <i>cấp trên</i>')
    expect(third?.parsed.html).toContain('Trùng lịch &lt;i&gt;cấp trên&lt;/i&gt;')
    const off = eventOf(third?.calendar?.text ?? '')
    expect(off).toMatchObject({ uid: invited?.uid, status: 'CANCELLED' })
    expect(Number(off?.sequence)).toBeGreaterThan(Number(update?.sequence))
  })

  test('what waits is said once, as it is by then: older mails are dropped, who knows nothing is invited', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    const changed = await office.edit(plan, { place: 'Hội trường' })
    const mails = await office.sendAll()
    expect(mails.filter(({ to }) => to === 'ward@example.vn').map(({ parsed }) => parsed.subject)).toEqual([
      'Giấy mời: Giao ban tháng 11 (12:00, 24/11/2026)',
    ])
    expect(mails[0]?.parsed.text).toContain('Hội trường')
    const again = await office.plan({ title: 'Họp khác' })
    await office.cancel(again, '')
    expect(await office.sendAll()).toEqual([])
    expect(changed.version).toBeGreaterThan(plan.version)
  })

  test('who is taken off the list is told, and their link is worth nothing any more; the others hear nothing', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    const link = office.answerLink(await office.sendAll(), 'ward@example.vn')
    await office.edit(plan, { invite: [] })
    const mails = await office.sendAll()
    expect(mails.map(({ to, calendar }) => [to, calendar?.method])).toEqual([['ward@example.vn', 'CANCEL']])
    expect(mails[0]?.parsed.text).toContain('kính đề nghị không tham dự')
    expect(await office.refused('POST', link, null, { unitCode: null, answer: 'attending' })).toBe('linkExpired')
  })

  test('a draft is told to nobody', async () => {
    const office = await startPostOffice(dialect)
    await office.plan({}, true)
    expect(await office.sendAll()).toEqual([])
  })

  test('reminders come once, not to who declined, and not when the invitation was later than they', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({ startsAt: NOON + 3 * DAY, endsAt: NOON + 3 * DAY + HOUR })
    await office.sendAll()
    const remind = () => office.remind()
    expect(await remind()).toBe(0)
    office.setNow(NOON + 2 * DAY)
    expect(await Promise.all([remind(), remind()]).then((counts) => counts.reduce((a, b) => a + b))).toBe(1)
    expect((await office.sendAll()).map(({ parsed }) => parsed.subject)).toContain(
      'Nhắc lịch họp: Giao ban tháng 11 (12:00, 26/11/2026)',
    )
    expect(await remind()).toBe(0)
    await office.ask('PUT', `/api/meetings/${plan.meetingId}/answer`, 'ward', { unitCode: WARD, answer: 'declined' })
    office.setNow(NOON + 3 * DAY - HOUR)
    await remind()
    expect((await office.sendAll()).map(({ to }) => to)).toEqual(['chair@example.vn'])
    await office.plan({ title: 'Họp gấp', startsAt: NOON + 3 * DAY, endsAt: NOON + 3 * DAY + HOUR })
    await office.sendAll()
    expect(await remind()).toBe(0)
  })

  test('my invitations are mine and those of my units, found by words, page by page', async () => {
    const office = await startPostOffice(dialect)
    for (let day = 1; day <= 5; day += 1)
      await office.plan({ title: `Họp số ${day}`, startsAt: NOON + day * DAY, endsAt: NOON + day * DAY + HOUR })
    await office.plan({ title: 'Chỉ ở quận', invite: [] })
    const list = async (query: string, who = 'ward') =>
      InvitationPage.parse(await office.ask('GET', `/api/invitations${query}`, who))
    const first = await list('?limit=3')
    const second = await list(`?limit=3&cursor=${first.next}`)
    expect(titlesOf([...first.items, ...second.items])).toEqual([1, 2, 3, 4, 5].map((n) => `Họp số ${n}`))
    expect([first.total, second.next]).toEqual([5, null])
    expect(titlesOf((await list('?q=hop%20so%203')).items)).toEqual(['Họp số 3'])
    expect((await list('?past=true')).total).toBe(0)
    const meetingId = first.items[0]?.dates[0]?.meeting.meetingId
    await office.ask('PUT', `/api/meetings/${meetingId}/answer`, 'ward', { unitCode: WARD, answer: 'attending' })
    expect((await list('?open=true')).total).toBe(4)
    expect((await list('', 'stranger')).total).toBe(0)
    expect(await office.refused('GET', '/api/invitations?cursor=zzz', 'ward')).toBe('badRequest')
  })

  test('each route refuses who may not', async () => {
    const office = await startPostOffice(dialect)
    const { meetingId } = await office.plan({})
    const answer = { unitCode: WARD, answer: 'attending' }
    expect(await office.refused('GET', `/api/meetings/${meetingId}/answers`, 'ward')).toBe('forbidden')
    expect(await office.refused('GET', `/api/meetings/${meetingId}/answers`, 'stranger')).toBe('notFound')
    expect(await office.refused('PUT', `/api/meetings/${meetingId}/answer`, 'stranger', answer)).toBe('notFound')
    expect(await office.refused('PUT', `/api/meetings/${meetingId}/answer`, 'chair', answer)).toBe('forbidden')
    expect(
      await office.refused('PUT', `/api/meetings/${meetingId}/answer`, 'ward', { ...answer, unitCode: null }),
    ).toBe('forbidden')
    expect(await office.refused('GET', `/api/meetings/${meetingId}/invitation.pdf`, 'stranger')).toBe('notFound')
    expect(await office.refused('GET', `/api/meetings/${meetingId}/invitation.pdf?unit=o-mon.xa-khac`, 'ward')).toBe(
      'notFound',
    )
    for (const who of ['ward', 'stranger']) {
      expect(await office.refused('GET', '/api/outbox', who)).toBe('forbidden')
      expect(await office.refused('POST', '/api/outbox/test', who, { to: 'x@example.vn' })).toBe('forbidden')
    }
    for (const path of [
      '/api/invitations',
      '/api/inbox',
      '/api/inbox/state',
      '/api/outbox',
      '/api/me/feed',
      `/api/meetings/${meetingId}/answers`,
    ]) {
      expect(await office.refused('GET', path, null)).toBe('unauthenticated')
    }
    expect(await office.refused('GET', '/api/rooms/a.ward/feed', 'chair')).toBe('notFound')
    const [mail] = OutboxPage.parse(await office.ask('GET', '/api/outbox', 'chair')).items
    expect(await office.refused('POST', `/api/outbox/${mail?.mailId}/retry`, 'stranger')).toBe('forbidden')
  })

  test('giấy mời is downloaded as PDF and as calendar by who is invited', async () => {
    const office = await startPostOffice(dialect)
    const { meetingId } = await office.plan({})
    const pdf = await office.raw('GET', `/api/meetings/${meetingId}/invitation.pdf?unit=${WARD}`, 'ward')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.headers.get('content-disposition')).toBe(
      `attachment; filename="giay-moi-giao-ban-thang-11-2026-11-24.pdf"; filename*=UTF-8''giay-moi-giao-ban-thang-11-2026-11-24.pdf`,
    )
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const ics = await office.raw('GET', `/api/meetings/${meetingId}/invitation.ics`, 'ward')
    expect(eventOf(await ics.text())?.uid).toBe(`${meetingId}@diem-cau`)
  })

  test('the outbox shows what waits, and that mail is not configured; a test mail is seen by who asked for it', async () => {
    const office = await startPostOffice(dialect, { mail: false })
    await office.plan({})
    const page = OutboxPage.parse(await office.ask('GET', '/api/outbox', 'chair'))
    expect(page).toMatchObject({ configured: false, total: 2 })
    expect(page.items.every(({ state }) => state === 'waiting')).toBe(true)
    const mail = OutboxMail.parse(await office.ask('POST', '/api/outbox/test', 'chair', { to: 'test@example.vn' }))
    expect(mail).toMatchObject({ kind: 'test', state: 'waiting', meetingId: null })
    expect(OutboxPage.parse(await office.ask('GET', '/api/outbox?q=test', 'chair')).total).toBe(1)
  })

  test('a refused address is shown as failed to who plans the meeting, and can be sent again', async () => {
    const office = await startPostOffice(dialect, { refuse: { 'ward@example.vn': 550 } })
    const plan = await office.plan({})
    await office.sendAll()
    const { items } = OutboxPage.parse(
      await office.ask('GET', `/api/outbox?state=failed&meetingId=${plan.meetingId}`, 'chair'),
    )
    expect(items).toMatchObject([{ to: 'ward@example.vn', state: 'failed', lastError: expect.stringContaining('550') }])
    expect(
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${plan.meetingId}/answers`, 'chair')).rows[0]?.mail,
    ).toBe('failed')
    expect(await office.ask('POST', `/api/outbox/${items[0]?.mailId}/retry`, 'chair')).toMatchObject({
      state: 'waiting',
      tries: 0,
    })
  })

  test('a calendar feed: all that concerns me, cancelled ones too; a renewed, guessed or changed address is not found', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    const off = await office.plan({ title: 'Sẽ hủy' })
    await office.cancel(off, '')
    const { url } = Feed.parse(await office.ask('GET', '/api/me/feed', 'ward'))
    const path = new URL(url).pathname
    const answer = await office.raw('GET', path, null)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(answer.headers.get('cache-control')).toContain('private')
    const events = Object.values(nodeIcal.sync.parseICS(await answer.text())).filter(
      (item): item is VEvent => item?.type === 'VEVENT',
    )
    expect(new Map(events.map(({ uid, status }) => [uid, status]))).toEqual(
      new Map([
        [`${plan.meetingId}@diem-cau`, 'CONFIRMED'],
        [`${off.meetingId}@diem-cau`, 'CANCELLED'],
      ]),
    )
    expect(
      (await office.raw('GET', path, null, undefined, { 'if-none-match': answer.headers.get('etag') ?? '' })).status,
    ).toBe(304)

    const renewed = Feed.parse(await office.ask('POST', '/api/me/feed/renew', 'ward'))
    expect(renewed.url).not.toBe(url)
    expect(await office.refused('GET', path, null)).toBe('notFound')
    expect(await office.refused('GET', '/feeds/guess.ics', null)).toBe('notFound')
    expect((await office.raw('GET', new URL(renewed.url).pathname, null)).status).toBe(200)
  })

  test('nothing that a person wrote is markup in a mail', async () => {
    const office = await startPostOffice(dialect)
    const evil = '<img src=x onerror=alert(1)>&"\''
    await office.plan({
      title: `T${evil}`,
      description: `D${evil}`,
      place: `P${evil}`,
      agenda: [{ itemId: 'i', title: `A${evil}`, presenter: `B${evil}`, minutes: 5 }],
    })
    for (const { parsed } of await office.sendAll()) {
      const html = String(parsed.html)
      expect(html).not.toContain('<img')
      for (const letter of 'TDPAB')
        expect(html).toContain(`${letter}&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;`)
      expect(parsed.text).toContain(`T${evil}`)
    }
  })
})
