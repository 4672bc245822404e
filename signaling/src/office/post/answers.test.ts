import {
  AnswerBoard,
  AnswerPage,
  GuestSignedIn,
  Invitation,
  Plan,
  type PlanInput,
} from '@diem-cau/signaling-contract/office'
import { createTransport } from 'nodemailer'
import { expect, test, vi } from 'vitest'
import { HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'
import { describeStores } from '../../testing/temporaryStore.ts'

const DAY = 24 * HOUR

// Each starts an office, a mail server and sends mails with PDFs: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describeStores((_open, dialect) => {
  test('the link in the mail answers: looking changes nothing, the last answer counts, the board shows both', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    const link = office.answerLink(await office.sendAll(), 'ward@example.vn')
    const page = AnswerPage.parse(await office.ask('GET', link, null))
    expect(page).toMatchObject({ title: 'Giao ban tháng 11', invitee: 'Phường Thới An', unitCode: WARD, answer: null })
    const board = async () =>
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${plan.meetingId}/answers`, 'chair'))
    expect(await board()).toMatchObject({
      attending: 0,
      open: 1,
      rows: [{ kind: 'unit', id: WARD, mail: 'sent', answer: null }],
    })

    await office.ask('POST', link, null, {
      unitCode: WARD,
      answer: 'attending',
      people: [{ name: 'Lê Văn <b>Cần</b>', position: 'Phó Chủ tịch' }],
    })
    expect(await board()).toMatchObject({
      attending: 1,
      rows: [
        {
          answer: {
            answer: 'attending',
            people: [{ name: 'Lê Văn <b>Cần</b>' }],
            by: expect.stringContaining('Phường Thới An'),
          },
        },
      ],
    })
    const answered = Invitation.parse(
      await office.ask('PUT', `/api/meetings/${plan.meetingId}/answer`, 'ward', {
        unitCode: WARD,
        answer: 'declined',
        note: 'Bận',
      }),
    )
    expect(answered).toMatchObject({
      asked: [{ unit: { code: WARD }, answer: { answer: 'declined', note: 'Bận', by: 'ward' } }],
    })
    expect(await board()).toMatchObject({ attending: 0, declined: 1, open: 0 })
  })

  test('15.7 once it is cancelled or over, nobody owes an answer, and no reminder is sent again', async () => {
    const office = await startPostOffice(dialect, { refuse: { 'ward@example.vn': 550 } })
    const board = async ({ meetingId }: Plan) =>
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${meetingId}/answers`, 'chair'))
    const reminderOf = async ({ meetingId }: Plan) =>
      (
        await office.db
          .selectFrom('outbox')
          .select(['id', 'state'])
          .where('meeting_id', '=', meetingId)
          .where('kind', '=', 'reminder')
          .where('to_address', '=', 'ward@example.vn')
          .execute()
      )[0]
    const retry = async (plan: Plan) =>
      office.refused('POST', `/api/outbox/${(await reminderOf(plan))?.id}/retry`, 'chair')
    const [cancelled, over] = [await office.plan({ title: 'Hủy' }), await office.plan({ title: 'Xong' })]
    await office.sendAll()
    office.setNow(NOON + 23.5 * HOUR)
    expect(await office.remind()).toBe(2)
    await office.sendAll()
    expect([await board(cancelled), await board(over)]).toMatchObject([
      { open: 1, closed: false },
      { open: 1, closed: false },
    ])
    expect((await reminderOf(over))?.state).toBe('failed')
    expect(await retry(over), 'it may be sent again before').toBe('taken')
    await office.sendAll()

    await office.cancel(cancelled, 'Mưa bão')
    expect(await board(cancelled)).toMatchObject({ open: 1, closed: true, rows: [{ answer: null }] })
    expect(await retry(cancelled)).toBe('meetingEnded')
    office.setNow(over.endsAt)
    expect(await board(over)).toMatchObject({ open: 1, closed: true })
    expect(await retry(over)).toBe('meetingEnded')
    expect(await office.remind()).toBe(0)
  })

  test('an answer to another time is asked for again', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({})
    await office.ask('PUT', `/api/meetings/${plan.meetingId}/answer`, 'ward', { unitCode: WARD, answer: 'attending' })
    await office.edit(plan, { startsAt: NOON + 2 * DAY, endsAt: NOON + 2 * DAY + HOUR })
    expect(
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${plan.meetingId}/answers`, 'chair')),
    ).toMatchObject({ open: 1 })
  })

  test('links that are guessed, of another purpose, or whose meeting is over or cancelled are refused', async () => {
    const office = await startPostOffice(dialect)
    const plan = await office.plan({
      guests: [{ guestId: null, name: 'Khách', organisation: '', email: 'guest@example.vn' }],
    })
    const mails = await office.sendAll()
    const link = office.answerLink(mails, 'ward@example.vn')
    const guest = office.guestLink(mails, 'guest@example.vn')
    const answer = { unitCode: WARD, answer: 'attending' }
    const token = guest.split('/').at(-1) ?? ''
    for (const wrong of [`${link}x`, link.slice(0, -3), '/api/answer/abc.def', `/api/answer/${token}`]) {
      expect(await office.refused('GET', wrong, null), wrong).toBe('notFound')
      expect(await office.refused('POST', wrong, null, answer), wrong).toBe('notFound')
    }
    expect(await office.refused('POST', link.replace('/api/answer/', '/api/guests/'), null)).toBe('notFound')

    await office.cancel(plan, '')
    expect(await office.refused('POST', link, null, answer)).toBe('linkExpired')
    expect(AnswerPage.parse(await office.ask('GET', link, null)).cancelled).toBe(true)
    expect(await office.refused('POST', guest, null)).toBe('linkExpired')

    const other = await office.plan({})
    const next = office.answerLink(await office.sendAll(), 'ward@example.vn')
    office.setNow(other.endsAt + 1)
    expect(await office.refused('GET', next, null)).toBe('linkExpired')
    expect(await office.refused('POST', next, null, answer)).toBe('linkExpired')
  })

  test('who guesses many links has to wait; a right link still works from there', async () => {
    const office = await startPostOffice(dialect)
    await office.plan({})
    const link = office.answerLink(await office.sendAll(), 'ward@example.vn')
    const codes = new Set<string>()
    for (let i = 0; i < 25; i += 1) codes.add(await office.refused('GET', `/api/answer/guess${i}`, null))
    expect(codes).toEqual(new Set(['notFound', 'tooManyTries']))
    expect(AnswerPage.parse(await office.ask('GET', link, null)).invitee).toBe('Phường Thới An')
  })

  test('a guest comes in by their own link, for their meeting alone; a link that was withdrawn is refused', async () => {
    const office = await startPostOffice(dialect)
    const guests: PlanInput['guests'] = [
      { guestId: null, name: 'Khách', organisation: 'Sở X', email: 'guest@example.vn' },
    ]
    const other = await office.plan({ title: 'Không mời khách' })
    const plan = await office.plan({ guests })
    const link = office.guestLink(await office.sendAll(), 'guest@example.vn')
    const shown = Plan.parse(await office.ask('GET', `/api/schedule/meetings/${plan.meetingId}`, 'chair'))
    expect(shown.guests[0]?.link?.replace(/^.*\/guest\//, '/api/guests/')).toBe(link)
    expect(await office.ask('GET', link, null), 'looking is no sign-in').toMatchObject({
      name: 'Khách',
      title: plan.title,
      chairName: expect.any(String),
      startsAt: plan.startsAt,
    })
    const signedIn = GuestSignedIn.parse(await office.ask('POST', link, null))
    expect(signedIn).toMatchObject({ meetingId: plan.meetingId, account: { kind: 'guest', name: 'Khách' } })
    const as = { token: signedIn.token }
    expect(await office.ask('GET', `/api/meetings/${plan.meetingId}`, as)).toMatchObject({ title: plan.title })
    expect(await office.refused('GET', `/api/meetings/${other.meetingId}`, as)).not.toBe('taken')
    expect(await office.refused('GET', `/api/meetings/${other.meetingId}/invitation.ics`, as)).toBe('notFound')
    expect(await office.refused('GET', '/api/outbox', as)).toBe('forbidden')
    expect(await office.refused('GET', '/api/me/feed', as)).toBe('forbidden')

    await office.db.updateTable('meeting').set({ phase: 'ended' }).where('id', '=', plan.meetingId).execute()
    for (const method of ['GET', 'POST'])
      expect(await office.refused(method, link, null), 'the link is right, and too late').toBe('meetingEnded')
    await office.db.updateTable('meeting').set({ phase: 'scheduled' }).where('id', '=', plan.meetingId).execute()
    await office.edit(plan, { guests: [] })
    expect(await office.refused('GET', `/api/meetings/${plan.meetingId}`, as)).toBe('unauthenticated')
    for (const method of ['GET', 'POST']) expect(await office.refused(method, link, null), method).toBe('linkExpired')
    expect(await office.refused('GET', `${link}x`, null)).toBe('notFound')
  })

  test('a guest’s sign-in ends with the meeting, however that ends: nothing more is read, and no token renewed', async () => {
    const guests: PlanInput['guests'] = [
      { guestId: null, name: 'Khách', organisation: 'Sở X', email: 'guest@example.vn' },
    ]
    const ends: [
      how: string,
      end: (office: Awaited<ReturnType<typeof startPostOffice>>, plan: Plan) => Promise<unknown>,
    ][] = [
      ['cancelled', (office, plan) => office.cancel(plan, 'bão')],
      [
        'ended by the chair',
        (office, plan) =>
          office.db.updateTable('meeting').set({ phase: 'ended' }).where('id', '=', plan.meetingId).execute(),
      ],
      ['long over', async (office, plan) => office.setNow(plan.endsAt + 2 * HOUR)],
    ]
    for (const [how, end] of ends) {
      const office = await startPostOffice(dialect)
      const plan = await office.plan({ guests, startsAt: NOON + HOUR, endsAt: NOON + HOUR + 60_000 })
      const response = await office.raw('POST', office.guestLink(await office.sendAll(), 'guest@example.vn'), null)
      const cookie = /diem_cau_refresh=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
      const as = { token: GuestSignedIn.parse(await response.json()).token }
      const reads = ['', '/papers', '/invitation.ics'].map((path) => `/api/meetings/${plan.meetingId}${path}`)
      expect([how, (await office.raw('GET', reads[0] ?? '', as)).status]).toEqual([how, 200])
      const renewed = await office.raw('POST', '/api/token', null, undefined, { cookie })
      expect([how, renewed.status]).toEqual([how, 200])
      await end(office, plan)
      for (const path of reads)
        expect([how, path, (await office.raw('GET', path, as)).status]).toEqual([how, path, 401])
      const again = await office.raw('POST', '/api/token', null, undefined, {
        cookie: /diem_cau_refresh=[^;]+/.exec(renewed.headers.get('set-cookie') ?? '')?.[0] ?? '',
      })
      expect([how, again.status]).toEqual([how, 401])
    }
  })

  test('a calendar program answers by mail, and cannot answer for others', async () => {
    const office = await startPostOffice(dialect, { reply: true })
    const plan = await office.plan({})
    const mail = (await office.sendAll()).find(({ to }) => to === 'ward@example.vn')
    const organizer =
      /ORGANIZER[^:]*:mailto:(\S+)/.exec((mail?.calendar?.text ?? '').replaceAll('\r\n ', ''))?.[1] ?? ''
    expect(organizer).toMatch(/^reply\+[0-9a-f]{32}@hop\.example\.vn$/)
    const program = createTransport({ host: '127.0.0.1', port: office.replyPort, secure: false, ignoreTLS: true })
    const reply = (to: string, changes: { partstat?: string; uid?: string; method?: string; at?: string }) => {
      const {
        partstat = 'ACCEPTED',
        uid = `${plan.meetingId}@diem-cau`,
        method = 'REPLY',
        at = '20261123T060000Z',
      } = changes
      const lines = [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//X//Y//EN',
        `METHOD:${method}`,
        'BEGIN:VEVENT',
        `UID:${uid}`,
        `DTSTAMP:${at}`,
        'SEQUENCE:0',
        `ORGANIZER:mailto:${organizer}`,
        `ATTENDEE;PARTSTAT=${partstat}:mailto:ward@example.vn`,
        'COMMENT:Đến muộn\\, <b>10</b> phút',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ]
      return program.sendMail({
        from: 'ward@example.vn',
        to,
        subject: 'Accepted',
        text: 'x',
        icalEvent: { method, content: lines.join('\r\n') },
      })
    }
    const board = async () =>
      AnswerBoard.parse(await office.ask('GET', `/api/meetings/${plan.meetingId}/answers`, 'chair'))

    await reply(organizer.toUpperCase().replace('HOP.EXAMPLE.VN', 'hop.example.vn'), {})
    expect(await board()).toMatchObject({
      attending: 1,
      rows: [{ answer: { by: 'calendar', note: 'Đến muộn, <b>10</b> phút' } }],
    })
    await reply(organizer, { partstat: 'DECLINED' })
    expect(await board()).toMatchObject({ declined: 1 })
    // The answer was written long before what is on record: it was late on its way.
    await reply(organizer, { at: '20261101T000000Z' })
    expect(await board()).toMatchObject({ declined: 1 })
    // The answer is about an event that this address was not for.
    await reply(organizer, { uid: 'm.other@diem-cau' })
    expect(await board()).toMatchObject({ declined: 1 })

    // An answer that is neither yes nor no counts too; the office may still ask.
    await reply(organizer, { partstat: 'TENTATIVE' })
    expect(await board()).toMatchObject({
      attending: 0,
      declined: 0,
      tentative: 1,
      open: 0,
      rows: [{ answer: { answer: 'tentative', by: 'calendar' } }],
    })
    await reply(organizer, { partstat: 'DECLINED' })
    // This is no answer, only a question of somebody else's program.
    await expect(reply(organizer, { partstat: 'NEEDS-ACTION' })).rejects.toMatchObject({ responseCode: 550 })
    await expect(reply(organizer.replace(/\+[0-9a-f]{4}/, '+0000'), {})).rejects.toMatchObject({ responseCode: 550 })
    await expect(reply('someone@else.example', {})).rejects.toMatchObject({ responseCode: 550 })
    await expect(
      program.sendMail({ from: 'x@example.vn', to: organizer, subject: 'spam', text: 'x' }),
    ).rejects.toMatchObject({ responseCode: 550 })
    await office.cancel(plan, '')
    await reply(organizer, {})
    expect(await board()).toMatchObject({ declined: 1 })
    program.close()
  })
})
