import { AnswerBoard } from '@diem-cau/signaling-contract/office'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test, vi } from 'vitest'
import { toICalendarLocal } from '../../domain/time/iCalendarTime.ts'
import { HOUR, NOON } from '../../testing/people.ts'
import { startPostOffice, WARD } from '../../testing/startPostOffice.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 24 * HOUR
const TOKYO = [
  'BEGIN:VTIMEZONE',
  'TZID:Tokyo Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** An office that has invited a ward to five meetings of a series, and the calendar program of the ward. */
async function startAnswering() {
  const office = await startPostOffice('sqlite', { reply: true })
  const plan = await office.plan({ recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5', except: [] } })
  const mail = (await office.sendAll()).find(({ to }) => to === 'ward@example.vn')
  const organizer = /ORGANIZER[^:]*:mailto:(\S+)/.exec((mail?.calendar?.text ?? '').replaceAll('\r\n ', ''))?.[1] ?? ''
  const program = createTransport({ host: '127.0.0.1', port: office.replyPort, secure: false, ignoreTLS: true })
  onTestFinished(() => program.close())
  const meetings = await office.db.selectFrom('meeting').select(['id', 'starts_at']).orderBy('starts_at').execute()
  return {
    ...office,
    meetings,
    uid: `${plan.series?.seriesId}@diem-cau`,
    organizer,
    program,
    reply: (events: readonly (readonly string[])[], from = 'ward@example.vn') => {
      const lines = [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//X//Y//EN',
        'METHOD:REPLY',
        ...TOKYO,
        ...events.flatMap((event) => [
          'BEGIN:VEVENT',
          `UID:${plan.series?.seriesId}@diem-cau`,
          'DTSTAMP:20261123T060000Z',
          ...event,
          'END:VEVENT',
        ]),
        'END:VCALENDAR',
        '',
      ]
      return program.sendMail({
        from,
        to: organizer,
        subject: 'Answer',
        text: 'x',
        icalEvent: { method: 'REPLY', content: lines.join('\r\n') },
      })
    },
    answers: () =>
      office.db
        .selectFrom('meeting_answer')
        .innerJoin('meeting', 'meeting.id', 'meeting_answer.meeting_id')
        .select(['meeting.starts_at', 'meeting_answer.answer', 'meeting_answer.invitee'])
        .orderBy('meeting.starts_at')
        .execute(),
    records: async () =>
      (await office.db.selectFrom('audit').select('details').where('action', '=', 'invitation.answered').execute()).map(
        ({ details }): unknown => JSON.parse(details),
      ),
  }
}

test('a date named by the clock of another country is that date, and no other', async () => {
  const office = await startAnswering()
  const third = NOON + DAY + 14 * DAY
  const inTokyo = toICalendarLocal(third + 2 * HOUR)
  await office.reply([
    ['ATTENDEE;PARTSTAT=DECLINED:mailto:ward@example.vn', `RECURRENCE-ID;TZID=Tokyo Standard Time:${inTokyo}`],
  ])
  expect(await office.answers()).toEqual([{ starts_at: third, answer: 'declined', invitee: `u:${WARD}` }])
})

test('a date that was moved may be named by its new start or by its day', async () => {
  const office = await startAnswering()
  const second = office.meetings[1]
  if (!second) throw new Error('no second meeting')
  await office.db
    .updateTable('meeting')
    .set({ starts_at: second.starts_at + HOUR, ends_at: second.starts_at + 2 * HOUR })
    .where('id', '=', second.id)
    .execute()
  await office.reply([
    [
      'ATTENDEE;PARTSTAT=DECLINED:mailto:ward@example.vn',
      `RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:${toICalendarLocal(second.starts_at + HOUR)}`,
    ],
  ])
  expect(await office.answers()).toMatchObject([{ starts_at: second.starts_at + HOUR, answer: 'declined' }])
  await office.reply([
    [
      'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn',
      `RECURRENCE-ID;VALUE=DATE:${toICalendarLocal(second.starts_at).slice(0, 8)}`,
    ],
  ])
  expect(await office.answers()).toMatchObject([{ starts_at: second.starts_at + HOUR, answer: 'attending' }])
})

test('15.5 of several whom a reply names, its own counts, wherever it stands', async () => {
  const office = await startAnswering()
  const boss = 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@example.vn'
  await office.reply([[boss, 'ATTENDEE;PARTSTAT=DECLINED:mailto:WARD@example.vn']])
  expect(new Set((await office.answers()).map(({ answer }) => answer))).toEqual(new Set(['declined']))
  // An answer from another address than the invited one names the sender of the mail.
  await office.reply([[boss, 'ATTENDEE;PARTSTAT=TENTATIVE:mailto:alias@example.vn']], 'alias@example.vn')
  expect(new Set((await office.answers()).map(({ answer }) => answer))).toEqual(new Set(['tentative']))
  // Nobody of these is known: nothing is guessed.
  await office.reply([[boss, 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:other@example.vn']], 'third@example.vn')
  expect(new Set((await office.answers()).map(({ answer }) => answer))).toEqual(new Set(['tentative']))
})

test('15.5 a mail with thousands of answers: a few are taken, the rest is said, and the office is answered meanwhile', async () => {
  const office = await startAnswering()
  const event = (n: number) => [
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn',
    `RECURRENCE-ID:${toICalendarLocal(NOON - n * DAY)}Z`,
  ]
  const sent = office.reply(Array.from({ length: 1000 }, (_, n) => event(n)))
  const first = office.meetings[0]
  const board = AnswerBoard.parse(await office.ask('GET', `/api/meetings/${first?.id}/answers`, 'chair'))
  expect(board.open).toBe(1)
  const { response } = await sent
  expect(response).toMatch(/^250 .*20 answers taken, 980 left out/)
  expect((await office.records()).length).toBeLessThanOrEqual(20)
})

test('an answer to the whole series is one entry of the audit log, and the same once more none', async () => {
  const office = await startAnswering()
  await office.reply([['ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn']])
  await office.reply([['ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn']])
  expect(await office.answers()).toHaveLength(5)
  expect(await office.records()).toMatchObject([{ answer: 'attending', meetings: 5, by: 'calendar' }])
})

test('a mail that is too large, or for too many, is refused as such', async () => {
  const office = await startAnswering()
  await expect(
    office.reply([['ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn', `COMMENT:${'x'.repeat(600_000)}`]]),
  ).rejects.toMatchObject({ responseCode: 552 })
  const [known] = await office.db.selectFrom('reply_address').selectAll().execute()
  if (!known) throw new Error('no reply address')
  const codes = Array.from({ length: 7 }, (_, n) => `${n}`.repeat(32))
  await office.db
    .insertInto('reply_address')
    .values(codes.map((code) => ({ ...known, code })))
    .execute()
  const content = [
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${office.uid}`,
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ward@example.vn',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  const to = codes.map((code) => `reply+${code}@hop.example.vn`)
  const { accepted, rejected } = await office.program.sendMail({
    from: 'ward@example.vn',
    to,
    subject: 'Answer',
    text: 'x',
    icalEvent: { method: 'REPLY', content },
  })
  expect([accepted.length, rejected.length]).toEqual([5, 2])
})
